using System.Numerics;
using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>y = steps(M x), in bytes: the products with one row or one column.</summary>
/// <remarks>y[i] = sum over k of M[i, k] x[k]; a product with one row is the one with its transpose.</remarks>
internal unsafe struct VectorProblem
{
    public int Outputs;
    public int K;
    public byte* Matrix;
    public nint StrideOut;
    public nint StrideK;
    public byte* X;
    public nint StrideX;
    public byte* Y;
    public nint StrideY;
    public GemmSteps Steps;
    public byte* Bias;
    public nint StrideBias;
    public byte* Auxiliary;
    public nint StrideAuxiliary;

    public static VectorProblem From(in GemmProblem p, nint size)
    {
        VectorProblem v;
        (v.K, v.Steps) = (p.K, p.Steps);
        v.Y = p.C;
        v.Bias = p.Bias;
        v.Auxiliary = p.Auxiliary;
        if (p.N == 1)
        {
            v.Outputs = p.M;
            v.Matrix = p.A;
            (v.StrideOut, v.StrideK) = (p.RowStrideA, p.ColStrideA);
            v.X = p.B;
            (v.StrideX, v.StrideY, v.StrideBias, v.StrideAuxiliary) = (p.RowStrideB, p.RowStrideC, 0, p.RowStrideAuxiliary);
        }
        else
        {
            v.Outputs = p.N;
            v.Matrix = p.B;
            (v.StrideOut, v.StrideK) = (p.ColStrideB, p.RowStrideB);
            v.X = p.A;
            (v.StrideX, v.StrideY, v.StrideBias, v.StrideAuxiliary) = (p.ColStrideA, size, size, size);
        }

        return v;
    }
}

/// <summary>Computes one product with a vector.</summary>
internal delegate void VectorKernel(in VectorProblem problem);

/// <summary>Products of a matrix and a vector: bound by memory, so the matrix is read once, in the order in which it lies.</summary>
/// <remarks>
/// Where k is contiguous, outputs are dot products: eight rows at a time, one vector of each, the last one masked, lanes added
/// at the end. Where outputs are contiguous, eight rows at a time are added into a block of outputs that stays
/// in the first-level cache. Either way one output's sum is the same whatever outputs stand beside it, so it does not depend
/// on how the outputs were divided among threads. Other strides go element by element.
/// </remarks>
internal static unsafe class MatrixVector<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 8;
    private const int TermsAtOnce = 8;
    private const int BlockBytes = 8192;

    public static void Run(in VectorProblem p)
    {
        if (p.StrideK == sizeof(T))
        {
            RunDots(p);
        }
        else if (p.StrideOut == sizeof(T))
        {
            RunSums(p);
        }
        else
        {
            for (var i = 0; i < p.Outputs; i++)
            {
                var sum = T.Zero;
                for (var k = 0; k < p.K; k++)
                {
                    sum = T.MultiplyAddEstimate(*(T*)(p.Matrix + i * p.StrideOut + k * p.StrideK), *(T*)(p.X + k * p.StrideX), sum);
                }

                Finish(p, i, sum);
            }
        }
    }

    private static void RunDots(in VectorProblem p)
    {
        var x = (T*)p.X;
        if (p.StrideX != sizeof(T))
        {
            x = (T*)GemmScratch.Get((nint)p.K * sizeof(T));
            for (var k = 0; k < p.K; k++)
            {
                x[k] = *(T*)(p.X + k * p.StrideX);
            }
        }

        var sums = stackalloc T[RowsAtOnce];
        for (var i = 0; i < p.Outputs; i += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, p.Outputs - i);
            Dots(p.Matrix + i * p.StrideOut, p.StrideOut, rows - 1, x, p.K, sums);
            for (var r = 0; r < rows; r++)
            {
                Finish(p, i + r, sums[r]);
            }
        }
    }

    /// <summary>Eight dot products; rows behind <paramref name="last"/> repeat it, so a row's sum is formed alike wherever it stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots(byte* matrix, nint stride, int last, T* x, int count, T* sums)
    {
        var lanes = sizeof(TVector) / sizeof(T);
        byte* r0 = matrix, r1 = r0 + (last > 0 ? stride : 0), r2 = r1 + (last > 1 ? stride : 0), r3 = r2 + (last > 2 ? stride : 0);
        byte* r4 = r3 + (last > 3 ? stride : 0), r5 = r4 + (last > 4 ? stride : 0), r6 = r5 + (last > 5 ? stride : 0);
        var r7 = r6 + (last > 6 ? stride : 0);
        TVector s0 = TLanes.Zero(), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        nint k = 0, bytes = (nint)count * sizeof(T);
        for (; k + sizeof(TVector) <= bytes; k += sizeof(TVector))
        {
            var t = TLanes.Load((T*)((byte*)x + k));
            s0 = TLanes.MultiplyAdd(TLanes.Load((T*)(r0 + k)), t, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Load((T*)(r1 + k)), t, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Load((T*)(r2 + k)), t, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Load((T*)(r3 + k)), t, s3);
            s4 = TLanes.MultiplyAdd(TLanes.Load((T*)(r4 + k)), t, s4);
            s5 = TLanes.MultiplyAdd(TLanes.Load((T*)(r5 + k)), t, s5);
            s6 = TLanes.MultiplyAdd(TLanes.Load((T*)(r6 + k)), t, s6);
            s7 = TLanes.MultiplyAdd(TLanes.Load((T*)(r7 + k)), t, s7);
        }

        if (k < bytes && TLanes.HasMasks)
        {
            var mask = TLanes.FirstLanes((int)(bytes - k) / sizeof(T));
            var t = TLanes.MaskedLoad((T*)((byte*)x + k), mask);
            s0 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r0 + k), mask), t, s0);
            s1 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r1 + k), mask), t, s1);
            s2 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r2 + k), mask), t, s2);
            s3 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r3 + k), mask), t, s3);
            s4 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r4 + k), mask), t, s4);
            s5 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r5 + k), mask), t, s5);
            s6 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r6 + k), mask), t, s6);
            s7 = TLanes.MultiplyAdd(TLanes.MaskedLoad((T*)(r7 + k), mask), t, s7);
            k = bytes;
        }

        sums[0] = TLanes.Sum(s0);
        sums[1] = TLanes.Sum(s1);
        sums[2] = TLanes.Sum(s2);
        sums[3] = TLanes.Sum(s3);
        sums[4] = TLanes.Sum(s4);
        sums[5] = TLanes.Sum(s5);
        sums[6] = TLanes.Sum(s6);
        sums[7] = TLanes.Sum(s7);
        for (; k < bytes; k += sizeof(T))
        {
            var row = matrix + k;
            for (var i = 0; i < RowsAtOnce; i++)
            {
                sums[i] = T.MultiplyAddEstimate(*(T*)row, *(T*)((byte*)x + k), sums[i]);
                row += i < last ? stride : 0;
            }
        }
    }

    private static void RunSums(in VectorProblem p)
    {
        var block = BlockBytes / sizeof(T);
        var sums = (T*)GemmScratch.Get(BlockBytes);
        var x = stackalloc T[TermsAtOnce];
        for (var j = 0; j < p.Outputs; j += block)
        {
            var count = Math.Min(block, p.Outputs - j);
            var columns = p.Matrix + j * (nint)sizeof(T);
            new Span<T>(sums, count).Clear();
            var k = 0;
            for (; k + TermsAtOnce <= p.K; k += TermsAtOnce)
            {
                for (var i = 0; i < TermsAtOnce; i++)
                {
                    x[i] = *(T*)(p.X + (k + i) * p.StrideX);
                }

                AddEight(columns + k * p.StrideK, p.StrideK, x, sums, count);
            }

            for (; k < p.K; k++)
            {
                AddOne((T*)(columns + k * p.StrideK), (T*)(p.X + k * p.StrideX), sums, count);
            }

            for (var i = 0; i < count; i++)
            {
                Finish(p, j + i, sums[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEight(byte* rows, nint stride, T* x, T* sums, int count)
    {
        var lanes = sizeof(TVector) / sizeof(T);
        TVector x0 = TLanes.Broadcast(x), x1 = TLanes.Broadcast(x + 1), x2 = TLanes.Broadcast(x + 2), x3 = TLanes.Broadcast(x + 3);
        TVector x4 = TLanes.Broadcast(x + 4), x5 = TLanes.Broadcast(x + 5), x6 = TLanes.Broadcast(x + 6), x7 = TLanes.Broadcast(x + 7);
        nint j = 0;
        for (; j + lanes <= count; j += lanes)
        {
            byte* low = rows + j * sizeof(T), high = low + 4 * stride;
            var sum = TLanes.Load(sums + j);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)low), x0, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)(low + stride)), x1, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)(low + 2 * stride)), x2, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)(low + 3 * stride)), x3, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)high), x4, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)(high + stride)), x5, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)(high + 2 * stride)), x6, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load((T*)(high + 3 * stride)), x7, sum);
            TLanes.Store(sum, sums + j);
        }

        for (; j < count; j++)
        {
            var sum = sums[j];
            for (var i = 0; i < TermsAtOnce; i++)
            {
                sum = T.MultiplyAddEstimate(*(T*)(rows + i * stride + j * sizeof(T)), x[i], sum);
            }

            sums[j] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne(T* row, T* x, T* sums, int count)
    {
        var lanes = sizeof(TVector) / sizeof(T);
        var x0 = TLanes.Broadcast(x);
        nint j = 0;
        for (; j + lanes <= count; j += lanes)
        {
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(row + j), x0, TLanes.Load(sums + j)), sums + j);
        }

        for (; j < count; j++)
        {
            sums[j] = T.MultiplyAddEstimate(row[j], *x, sums[j]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in VectorProblem p, nint i, T sum)
    {
        var y = (T*)(p.Y + i * p.StrideY);
        *y = ScalarSteps.Apply(p.Steps, sum, y, (T*)(p.Bias + i * p.StrideBias), (T*)(p.Auxiliary + i * p.StrideAuxiliary));
    }
}
