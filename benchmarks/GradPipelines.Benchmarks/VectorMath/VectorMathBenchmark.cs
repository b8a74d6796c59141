using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GradPipelines.Kernels;

namespace GradPipelines.Benchmarks.VectorMath;

/// <summary>Nanoseconds per element of every vector function, against the same function of System.Math element by element.</summary>
internal static class VectorMathBenchmark
{
    private const int Repetitions = 9;

    /// <summary>Arguments: names of functions (all if none); <c>n=1000</c> for another length than 100 000; <c>width=256</c>; or first of all <c>ulp</c>.</summary>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        if (arguments is ["ulp", .. var rest])
        {
            UlpSurvey.Run(rest);
            return;
        }

        var n = 100_000;
        var width = 0;
        var names = new HashSet<string>();
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("n=", StringComparison.Ordinal))
            {
                n = int.Parse(argument.AsSpan(2), CultureInfo.InvariantCulture);
            }
            else if (argument.StartsWith("width=", StringComparison.Ordinal))
            {
                width = int.Parse(argument.AsSpan(6), CultureInfo.InvariantCulture);
            }
            else
            {
                names.Add(argument);
            }
        }

        Console.WriteLine($"n = {n}, width = {(width == 0 ? "widest" : width)}; ns per element: median (min..max of {Repetitions})");
        foreach (var function in VectorFunctions.All)
        {
            if (names.Count > 0 && !names.Contains(function.Name))
            {
                continue;
            }

            Console.WriteLine(
                $"{function.Name,-11} f32 {Time(function.Single(width), function.Low, function.High, n)}  Math {Time(function.SingleReference, function.Low, function.High, n)}"
                + $"  f64 {Time(function.Double(width), function.Low, function.High, n)}  Math {Time(function.DoubleReference, function.Low, function.High, n)}");
        }
    }

    private static string Time<T>(VectorFunction<T> function, double low, double high, int n)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
    {
        var random = new Random(1);
        // 64-byte alignment, as the buffers of the library have it; managed arrays are about 5 % slower.
        using var x = new AlignedArray<T>(n);
        using var second = new AlignedArray<T>(n);
        using var y = new AlignedArray<T>(n);
        for (var i = 0; i < n; i++)
        {
            x.Span[i] = T.CreateChecked(low + (high - low) * random.NextDouble());
            second.Span[i] = T.CreateChecked(-4 + 8 * random.NextDouble());
        }

        function(x.Span, second.Span, y.Span);
        var calls = Math.Max(1, (int)(2e6 / n));
        var times = new double[Repetitions];
        for (var r = -2; r < Repetitions; r++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var c = 0; c < calls; c++)
            {
                function(x.Span, second.Span, y.Span);
            }

            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (r >= 0)
            {
                times[r] = seconds / calls / n * 1e9;
            }
        }

        Array.Sort(times);
        return $"{times[Repetitions / 2],6:0.000} ({times[0]:0.000}..{times[^1]:0.000})";
    }

    private sealed unsafe class AlignedArray<T>(int length) : IDisposable
        where T : unmanaged
    {
        private readonly void* _memory = NativeMemory.AlignedAlloc((nuint)(length * sizeof(T)), 64);

        public Span<T> Span => new(_memory, length);

        public void Dispose() => NativeMemory.AlignedFree(_memory);
    }
}
