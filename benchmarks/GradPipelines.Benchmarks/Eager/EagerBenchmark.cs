using System.Diagnostics;
using System.Globalization;

namespace GradPipelines.Benchmarks.Eager;

/// <summary>
/// What the engine costs without a compiler: a chain of 1 000 scalar operations forward and backward, and element-wise operations on
/// 1 000 elements beside a plain loop over the same kernel. Medians of repetitions, with the smallest and the largest.
/// </summary>
internal static class EagerBenchmark
{
    private const int Repetitions = 15;

    public static void Run()
    {
        var gradient = Transforms.Grad(Chain);
        Print("scalar operation, forward + backward (ns)", Measure(() => gradient(0.7), 200), 1000);

        var x = NdArray.From(Enumerable.Range(0, 1000).Select(i => i / 500.0 - 1).ToArray());
        Tensor t = x;
        var input = x.ToArray<double>();
        var output = new double[1000];
        Ratio("tanh of 1000", Measure(() => Ops.Tanh(t), 2000), Measure(() => Kernels.VectorMath.Tanh(input, output), 2000));
        Ratio("exp of 1000", Measure(() => Ops.Exp(t), 2000), Measure(() => Kernels.VectorMath.Exp(input, output), 2000));
        Ratio("add of 1000", Measure(() => Ops.Add(t, t), 2000), Measure(() => AddLoop(input, input, output), 2000));

        var before = GC.GetAllocatedBytesForCurrentThread();
        gradient(0.7);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed bytes for each scalar operation, forward + backward: {(GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0:F0}"));
    }

    /// <summary>y·x, y + x, sin y in turn, a thousand operations.</summary>
    private static Tensor Chain(Tensor x)
    {
        var y = x;
        for (var i = 0; i < 1000; i++) y = (i % 3) switch { 0 => y * x, 1 => y + x, _ => Ops.Sin(y) };
        return y;
    }

    private static void AddLoop(double[] a, double[] b, double[] y)
    {
        for (var i = 0; i < y.Length; i++) y[i] = a[i] + b[i];
    }

    private static double[] Measure(Action action, int calls)
    {
        // Until the runtime has recompiled what is hot: that begins a tenth of a second after the last new method.
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm).TotalMilliseconds < 600;)
            for (var i = 0; i < calls; i++) action();
        var times = new double[Repetitions];
        for (var r = 0; r < Repetitions; r++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++) action();
            times[r] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
        }

        Array.Sort(times);
        return times;
    }

    private static void Print(string name, double[] times, double per) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name}: median {times[Repetitions / 2] / per:F1}, from {times[0] / per:F1} to {times[^1] / per:F1}"));

    private static void Ratio(string name, double[] ours, double[] loop) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name}: engine {ours[Repetitions / 2]:F0} ns, loop {loop[Repetitions / 2]:F0} ns, ratio {ours[Repetitions / 2] / loop[Repetitions / 2]:F2}"));
}
