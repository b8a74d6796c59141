using System.Globalization;

namespace GradPipelines.Kernels;

/// <summary>The threads that kernels run on: one pool for the process.</summary>
/// <remarks>
/// Kernels divide their output, never a sum, so results do not depend on the count. Two callers at once are safe: the
/// second one works alone.
/// </remarks>
internal static unsafe class ComputeThreads
{
    /// <summary>The environment variable that sets <see cref="Count"/> at start-up.</summary>
    public const string Variable = "GRADPIPELINES_THREADS";

    private const int Most = WorkerPool.MaxWorkers + 1;

    private static readonly WorkerPool Pool = new();
    private static int count = FromEnvironment(Environment.GetEnvironmentVariable(Variable), Environment.ProcessorCount);

    /// <summary>Threads that a kernel may use, the caller included: 1 to 256.</summary>
    /// <value>Default: the variable GRADPIPELINES_THREADS, or else the number of processors.</value>
    public static int Count
    {
        get => count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Most);
            count = value;
        }
    }

    /// <summary>Runs <paramref name="body"/> for chunks 0 to <paramref name="chunks"/> - 1 and returns when all are done.</summary>
    /// <param name="body">Called once for each chunk, on any thread; keep the delegate, so that a call allocates nothing.</param>
    /// <param name="state">Passed on.</param>
    /// <param name="chunks">How many.</param>
    /// <param name="threads">The most threads to use; 0 for <see cref="Count"/>.</param>
    /// <remarks>The first exception of a chunk is thrown here, after all chunks have ended.</remarks>
    public static void Run(ChunkBody body, void* state, int chunks, int threads = 0) =>
        Pool.Run(body, state, chunks, threads > 0 ? threads : count);

    /// <summary>Runs <paramref name="body"/> for chunks 0 to <paramref name="chunks"/> - 1 and returns when all are done.</summary>
    public static void For(int chunks, Action<int> body, int threads = 0) => Run((_, chunk) => body(chunk), null, chunks, threads);

    /// <summary>The count that the variable names; <paramref name="processors"/> when it is unset or not a number from 1 up.</summary>
    public static int FromEnvironment(string? value, int processors) =>
        int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var named) && named >= 1
            ? Math.Min(named, Most)
            : Math.Clamp(processors, 1, Most);
}
