namespace GradPipelines.Kernels;

/// <summary>How a product is blocked, and which operands are packed. Chosen from the whole problem, never from a thread's part of it.</summary>
/// <remarks>
/// The length of a sum between two roundings to C is <see cref="BlockK"/> alone, and it does not depend on the number of
/// threads; this is why the bytes of C do not.
/// </remarks>
internal readonly struct GemmPlan
{
    private const int Large = 1 << 30;

    private const int WaysOfACacheSet = 8;
    private const int ConflictingStride = 512;
    private const int FewRows = 192;
    private const int LongEnoughForVectors = 16;

    public GemmPlan(bool packA, bool packB, int blockM, int blockN, int blockK, int mostRows = Large) =>
        (PackA, PackB, BlockM, BlockN, BlockK, MostRows) = (packA, packB, blockM, blockN, blockK, mostRows);

    /// <summary>One row or one column: <see cref="GemmKernels.MultiplyVector"/> does it.</summary>
    public bool Vector { get; private init; }

    /// <summary>The plan is for the transposed problem: <see cref="GemmTransposed"/> does it.</summary>
    public bool Transposed { get; private init; }

    public bool PackA { get; }

    public bool PackB { get; }

    public int BlockM { get; }

    public int BlockN { get; }

    public int BlockK { get; }

    /// <summary>A limit to a tile's height beside the registers.</summary>
    /// <remarks>
    /// Unpacked rows of A whose stride is a multiple of 512 bytes share a few sets of the first-level cache, as those of B do,
    /// and more than eight rows (its ways on Zen 4) push each other out: 64 cubed, double, 52 GF/s with eleven rows and 57 with
    /// eight. With other strides twelve rows are up to 5 % faster (150 x 800 x 700, float).
    /// </remarks>
    public int MostRows { get; }

    public static GemmPlan For(GemmKernels kernels, in GemmProblem problem)
    {
        int size = kernels.ElementBytes;
        long bytesA = (long)problem.M * problem.K * size, bytesB = (long)problem.K * problem.N * size;
        var wide = size == 8;
        if ((problem.M == 1 || problem.N == 1) && problem.K >= LongEnoughForVectors)
        {
            return new GemmPlan { Vector = true };
        }

        if (GemmTransposed.IsBetter(kernels, problem))
        {
            return For(kernels, GemmTransposed.Transpose(problem)) with { Transposed = true };
        }

        var mostRows = problem.ColStrideA == size && problem.RowStrideA % ConflictingStride == 0 ? WaysOfACacheSet : Large;
        if (problem.ColStrideB == size && !kernels.NeedsPackedB)
        {
            // With few rows, packing B costs more than it saves.
            var smallB = bytesB <= (problem.M < FewRows ? 4 << 20 : 2 << 20);
            var direct = problem.N < 48
                || (smallB
                    && (problem.ColStrideA == size
                        ? bytesA <= (wide && problem.K > 128 ? 300 << 10 : 1 << 20) && problem.K <= (wide ? 512 : 1024)
                        : problem.K <= 256 || bytesA <= 448 << 10));
            return direct ? new GemmPlan(false, false, Large, Large, Large, mostRows)
                : Blocked(packA: true, packB: !smallB, wide);
        }

        return bytesA <= 1 << 20 && problem.K <= 1024
            ? new GemmPlan(false, true, Large, Large, Large, mostRows)
            : Blocked(packA: true, packB: true, wide);
    }

    private static GemmPlan Blocked(bool packA, bool packB, bool wide) =>
        new(packA, packB, wide ? 96 : 192, wide ? 1024 : 2048, 512);
}
