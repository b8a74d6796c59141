using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using GradPipelines.Kernels;

namespace GradPipelines.Benchmarks.MatrixProduct;

/// <summary>Times products of the shapes that training runs into, beside OpenBLAS when the machine has it.</summary>
/// <remarks>
/// Ours and theirs alternate within a repetition; a line gives the median of the repetitions, its spread (third
/// quartile over first), the share of the peak that a loop of multiply-adds reaches, and the median of our time over theirs
/// (below 1: we are faster), each taken within one repetition, so that a slow patch of the machine falls on both; then our best time
/// over their best, which stands even where other processes disturb most repetitions.
/// Arguments: f32 or f64, a thread count (1 or 2), and shapes such as 128,512,784 or 64,256,1600,TN; all of them by default.
/// </remarks>
internal static unsafe class MatrixProductBenchmark
{
    private const int LeastRepetitions = 7;
    private const int MostRepetitions = 101;
    private const int WarmUps = 2;

    /// <summary>Of one repetition, if it is not a single product: shorter than a scheduler's slice, so other processes disturb few of them.</summary>
    private const double SecondsEach = 0.0007;
    private const double SecondsInAll = 0.2;

    /// <summary>OpenBLAS's idle threads spin for 2^26 cycles, and would take a processor from whoever is timed next.</summary>
    private const int PeerSpinsMilliseconds = 40;
    private const int RepetitionsWithPauses = 21;

    private static readonly string[] Shapes =
    [
        "64,64,64", "100,100,100", "128,128,128", "200,200,200", "256,256,256", "512,512,512", "1000,1000,1000", "1024,1024,1024",
        "2048,2048,2048", "128,512,784", "128,512,512", "128,10,512", "512,10,128,TN", "512,512,128,TN", "784,512,128,TN", "128,512,10,NT",
        "128,512,512,NT", "1600,256,32", "32,256,64", "32,64,256,NT", "64,256,1600,TN", "32,256,1600,TN", "64,100,100", "100,100,64,TN",
        "64,100,100,NT", "1000,4,4", "4,1000,4", "4,4,1000,TN", "1000,1,1000", "1,1000,1000", "1000,1,1000,TN", "1,1000,1000,NT",
    ];

    public static void Run(string[] arguments)
    {
        var blas = OpenBlas.Find();
        Console.WriteLine(blas?.Description ?? "No OpenBLAS here: our products alone.");
        var shapes = arguments.Where(argument => argument.Contains(',', StringComparison.Ordinal)).ToArray();
        foreach (var threads in new[] { 1, 2 })
        {
            if (arguments.Contains("f64") || !arguments.Contains("f32"))
            {
                Run<double>("f64", threads, arguments, shapes, blas);
            }

            if (arguments.Contains("f32") || !arguments.Contains("f64"))
            {
                Run<float>("f32", threads, arguments, shapes, blas);
            }
        }
    }

    private static void Run<T>(string name, int threads, string[] arguments, string[] shapes, OpenBlas? blas)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var other = threads == 1 ? "2" : "1";
        if (arguments.Contains(other) && !arguments.Contains(threads.ToString(CultureInfo.InvariantCulture)))
        {
            return;
        }

        blas?.SetThreads(threads);
        var peak = Peak.Measure<T>() * threads;
        Print($"{name}, {threads} threads, peak {peak:0} GF/s: GF/s (spread), share of peak; OpenBLAS; time ours / OpenBLAS, of medians and of best times");
        double medians = 0, bests = 0, worst = 0, worstBest = 0;
        var list = shapes.Length > 0 ? shapes : Shapes;
        foreach (var shape in list)
        {
            var (median, best) = RunShape<T>(shape, threads, peak, blas);
            (medians, bests) = (medians + Math.Log(median), bests + Math.Log(best));
            (worst, worstBest) = (Math.Max(worst, median), Math.Max(worstBest, best));
        }

        Print($"  geometric mean {Math.Exp(medians / list.Length):0.000}, worst {worst:0.00}; of best times {Math.Exp(bests / list.Length):0.000}, {worstBest:0.00}");
    }

    private static (double Median, double Best) RunShape<T>(string shape, int threads, double peak, OpenBlas? blas)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fields = shape.Split(',');
        int m = Parse(fields[0]), n = Parse(fields[1]), k = Parse(fields[2]);
        bool transposeA = fields.Length > 3 && fields[3][0] == 'T', transposeB = fields.Length > 3 && fields[3][1] == 'T';
        T* a = Fill<T>(1, m * k), b = Fill<T>(2, k * n), c = Fill<T>(3, m * n);
        List<double> ours = [], theirs = [], ratios = [];
        var operations = 2.0 * m * n * k;
        var count = (int)Math.Clamp(SecondsEach * peak * 0.8e9 / operations, 1, 20_000);
        var repetitions = (int)Math.Clamp(SecondsInAll * peak * 0.8e9 / (operations * count), LeastRepetitions, MostRepetitions);
        if (threads > 1)
        {
            repetitions = Math.Min(repetitions, RepetitionsWithPauses);
        }

        for (var i = -WarmUps; i < repetitions; i++)
        {
            if (threads > 1 && blas is not null)
            {
                Thread.Sleep(PeerSpinsMilliseconds); // the peer's idle threads spin that long and would be measured with ours
            }

            var start = Stopwatch.GetTimestamp();
            for (var call = 0; call < count; call++)
            {
                Gemm.Multiply(m, n, k, a, transposeA ? 1 : k, transposeA ? m : 1, b, transposeB ? 1 : n, transposeB ? k : 1, c, n, default, threads);
            }

            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / count;
            start = Stopwatch.GetTimestamp();
            for (var call = 0; call < count && blas is not null; call++)
            {
                if (typeof(T) == typeof(float))
                {
                    blas.Multiply(m, n, k, (float*)a, transposeA, (float*)b, transposeB, (float*)c);
                }
                else
                {
                    blas.Multiply(m, n, k, (double*)a, transposeA, (double*)b, transposeB, (double*)c);
                }
            }

            if (i >= 0)
            {
                ours.Add(operations / seconds * 1e-9);
                var peerSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds / count;
                theirs.Add(operations / peerSeconds * 1e-9);
                ratios.Add(seconds / peerSeconds);
            }
        }

        NativeMemory.AlignedFree(a);
        NativeMemory.AlignedFree(b);
        NativeMemory.AlignedFree(c);
        double mine = Median(ours), peer = Median(theirs);
        Print($"  {shape,-16} {mine,7:0.0} ({Spread(ours),3:0}%) {mine / peak,5:0%}"
            + (blas is null ? "" : string.Create(CultureInfo.InvariantCulture, $"   {peer,7:0.0} ({Spread(theirs),3:0}%)   {Median(ratios):0.00}   {theirs.Max() / ours.Max():0.00}")));
        return blas is null ? (1, 1) : (Median(ratios), theirs.Max() / ours.Max());
    }

    private static T* Fill<T>(int seed, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = (T*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(T)), 64);
        for (var i = 0; i < count; i++)
        {
            values[i] = T.CreateChecked(random.NextDouble() * 2 - 1);
        }

        return values;
    }

    private static int Parse(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Spread(List<double> values) =>
        (values.Order().ElementAt(values.Count * 3 / 4) / values.Order().ElementAt(values.Count / 4) - 1) * 100;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);
}
