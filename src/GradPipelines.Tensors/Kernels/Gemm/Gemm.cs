using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Dense matrix products C = A B for float and double, of any strides, on one or several threads.</summary>
/// <remarks>
/// Strides are in elements and may be anything for A and B (1 and n for a row-major matrix, n and 1 for its transpose, 0 for
/// a broadcast row); columns of C are contiguous. C must not overlap A or B. The bytes of C do not depend on the number of
/// threads. NaN and infinity spread as IEEE 754 has them (0 · NaN = NaN): no element is skipped. Sums run in the order of k,
/// fused, in one rounding each; long ones are cut into slices (see <see cref="GemmPlan"/>).
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>Multiply-adds below which a second thread costs more than it saves.</summary>
    private const long WorthThreads = 100_000;

    /// <summary>C = A B, or what <paramref name="epilogue"/> makes of it.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B; 0 gives sums of zero.</param>
    /// <param name="a">A's first element.</param>
    /// <param name="rowStrideA">Elements from one row of A to the next.</param>
    /// <param name="colStrideA">Elements from one column of A to the next.</param>
    /// <param name="b">B's first element.</param>
    /// <param name="rowStrideB">Elements from one row of B to the next.</param>
    /// <param name="colStrideB">Elements from one column of B to the next.</param>
    /// <param name="c">C's first element.</param>
    /// <param name="rowStrideC">Elements from one row of C to the next, at least n when m &gt; 1.</param>
    /// <param name="epilogue">What follows the sums; nothing by default.</param>
    /// <param name="threads">The most threads to use; 0 for <see cref="ComputeThreads.Count"/>.</param>
    public static void Multiply<T>(
        int m, int n, int k, T* a, nint rowStrideA, nint colStrideA, T* b, nint rowStrideB, nint colStrideB, T* c, nint rowStrideC,
        in GemmEpilogue<T> epilogue = default, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(GemmKernels.For<T>(), m, n, k, a, rowStrideA, colStrideA, b, rowStrideB, colStrideB, c, rowStrideC, epilogue, threads);

    /// <summary>The same with given kernels.</summary>
    public static void Multiply<T>(
        GemmKernels kernels,
        int m, int n, int k, T* a, nint rowStrideA, nint colStrideA, T* b, nint rowStrideB, nint colStrideB, T* c, nint rowStrideC,
        in GemmEpilogue<T> epilogue, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsEmpty(m, n, k))
        {
            return;
        }

        if (k == 0)
        {
            StoreEmptySums(m, n, c, rowStrideC, epilogue);
            return;
        }

        var problem = Problem(m, n, k, a, rowStrideA, colStrideA, b, rowStrideB, colStrideB, c, rowStrideC, epilogue);
        var plan = GemmPlan.For(kernels, problem);
        if (threads != 1 && (long)m * n * k >= WorthThreads)
        {
            threads = threads > 0 ? threads : ComputeThreads.Count;
            var parts = GemmParts.For(kernels, plan, problem, threads);
            ComputeThreads.Run(kernels.RunPart, &parts, parts.Count, threads);
        }
        else
        {
            GemmBlocks.RunAny(kernels, plan, problem);
        }
    }

    /// <summary>Products of <paramref name="count"/> matrices, each operand a stride of elements after the one before; 0 reuses it.</summary>
    /// <remarks>
    /// Threads share out the products if there is one for each, or else each product. If B is reused and the rows of A and C
    /// go on from matrix to matrix, it is one product of all rows.
    /// </remarks>
    public static void MultiplyBatched<T>(
        int count,
        int m, int n, int k,
        T* a, nint batchStrideA, nint rowStrideA, nint colStrideA,
        T* b, nint batchStrideB, nint rowStrideB, nint colStrideB,
        T* c, nint batchStrideC, nint rowStrideC,
        in GemmEpilogue<T> epilogue = default, nint batchStrideAuxiliary = 0, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (IsEmpty(m, n, k) || count == 0)
        {
            return;
        }

        var rowsGoOn = batchStrideB == 0 && batchStrideA == m * rowStrideA && batchStrideC == m * rowStrideC
            && (epilogue.Auxiliary == null || batchStrideAuxiliary == m * epilogue.AuxiliaryRowStride);
        if (rowsGoOn && (long)count * m <= int.MaxValue)
        {
            Multiply(count * m, n, k, a, rowStrideA, colStrideA, b, rowStrideB, colStrideB, c, rowStrideC, epilogue, threads);
            return;
        }

        var kernels = GemmKernels.For<T>();
        threads = threads > 0 ? threads : ComputeThreads.Count;
        if (k > 0 && (count >= threads || (long)m * n * k < WorthThreads))
        {
            var first = Problem(m, n, k, a, rowStrideA, colStrideA, b, rowStrideB, colStrideB, c, rowStrideC, epilogue);
            nint size = sizeof(T);
            var batch = new GemmBatch(
                first, GemmPlan.For(kernels, first), count, batchStrideA * size, batchStrideB * size, batchStrideC * size, batchStrideAuxiliary * size);
            var workers = (long)count * m * n * k >= WorthThreads ? threads : 1;
            batch.Chunks = Math.Min(count, workers);
            ComputeThreads.Run(kernels.RunBatch, &batch, batch.Chunks, workers);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var own = new GemmEpilogue<T>(
                epilogue.Steps, epilogue.Bias, epilogue.Auxiliary + i * batchStrideAuxiliary, epilogue.AuxiliaryRowStride);
            Multiply(
                m, n, k,
                a + i * batchStrideA, rowStrideA, colStrideA,
                b + i * batchStrideB, rowStrideB, colStrideB,
                c + i * batchStrideC, rowStrideC, own, threads);
        }
    }

    private static bool IsEmpty(int m, int n, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        return m == 0 || n == 0;
    }

    private static GemmProblem Problem<T>(
        int m, int n, int k, T* a, nint rowStrideA, nint colStrideA, T* b, nint rowStrideB, nint colStrideB, T* c, nint rowStrideC,
        in GemmEpilogue<T> epilogue)
        where T : unmanaged
    {
        nint size = sizeof(T);
        GemmProblem problem;
        problem.M = m;
        problem.N = n;
        problem.K = k;
        problem.A = (byte*)a;
        problem.RowStrideA = rowStrideA * size;
        problem.ColStrideA = colStrideA * size;
        problem.B = (byte*)b;
        problem.RowStrideB = rowStrideB * size;
        problem.ColStrideB = n == 1 ? size : colStrideB * size; // a single column is as good as contiguous
        problem.C = (byte*)c;
        problem.RowStrideC = rowStrideC * size;
        problem.Steps = epilogue.Steps;
        problem.Bias = (byte*)epilogue.Bias;
        problem.Auxiliary = (byte*)epilogue.Auxiliary;
        problem.RowStrideAuxiliary = epilogue.AuxiliaryRowStride * size;
        return problem;
    }

    private static void StoreEmptySums<T>(int m, int n, T* c, nint rowStrideC, in GemmEpilogue<T> epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < m; i++)
        {
            var row = c + i * rowStrideC;
            var auxiliary = epilogue.Auxiliary + i * epilogue.AuxiliaryRowStride;
            for (var j = 0; j < n; j++)
            {
                row[j] = ScalarSteps.Apply(epilogue.Steps, T.Zero, row + j, epilogue.Bias + j, auxiliary + j);
            }
        }
    }
}
