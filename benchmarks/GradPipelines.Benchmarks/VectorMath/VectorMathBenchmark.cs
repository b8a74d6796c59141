using System.Diagnostics;
using System.Globalization;
using GradPipelines.Kernels;

namespace GradPipelines.Benchmarks.VectorMath;

/// <summary>Nanoseconds per element of every vector function, against the same function of System.Math element by element.</summary>
internal static class VectorMathBenchmark
{
    private const int Repetitions = 9;

    /// <summary>Arguments: names of functions (all if none); <c>n=1000</c> for another length than 100 000; <c>width=256</c>.</summary>
    public static void Run(ReadOnlySpan<string> arguments)
    {
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
        var x = GC.AllocateArray<T>(n, pinned: true);
        var second = GC.AllocateArray<T>(n, pinned: true);
        var y = GC.AllocateArray<T>(n, pinned: true);
        for (var i = 0; i < n; i++)
        {
            x[i] = T.CreateChecked(low + (high - low) * random.NextDouble());
            second[i] = T.CreateChecked(-4 + 8 * random.NextDouble());
        }

        function(x, second, y);
        var calls = Math.Max(1, (int)(2e6 / n));
        var times = new double[Repetitions];
        for (var r = -2; r < Repetitions; r++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var c = 0; c < calls; c++)
            {
                function(x, second, y);
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
}
