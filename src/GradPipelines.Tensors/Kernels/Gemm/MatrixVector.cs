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
/// Where k is contiguous, outputs are dot products: four rows at a time, two vectors of each, lanes added at the end, the rest
/// of k element by element. Where outputs are contiguous, eight rows at a time are added into a block of outputs that stays
/// in the first-level cache. Either way one output's sum is the same whatever outputs stand beside it, so it does not depend
/// on how the outputs were divided among threads. Other strides go element by element.
/// </remarks>
internal static unsafe class MatrixVector<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 4;
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
            // A missing row repeats the last one: one form of the loop, the same sum for a row wherever it stands.
            var last = p.Outputs - 1 - i;
            var row = p.Matrix + i * p.StrideOut;
            Dots(
                (T*)row, (T*)(row + Math.Min(1, last) * p.StrideOut), (T*)(row + Math.Min(2, last) * p.StrideOut),
                (T*)(row + Math.Min(3, last) * p.StrideOut), x, p.K, sums);
            for (var r = 0; r <= Math.Min(last, RowsAtOnce - 1); r++)
            {
                Finish(p, i + r, sums[r]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots(T* r0, T* r1, T* r2, T* r3, T* x, int count, T* sums)
    {
        var lanes = sizeof(TVector) / sizeof(T);
        TVector a0 = TLanes.Zero(), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        nint k = 0;
        for (; k + 2 * lanes <= count; k += 2 * lanes)
        {
            TVector x0 = TLanes.Load(x + k), x1 = TLanes.Load(x + k + lanes);
            a0 = TLanes.MultiplyAdd(TLanes.Load(r0 + k), x0, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Load(r1 + k), x0, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Load(r2 + k), x0, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Load(r3 + k), x0, a3);
            b0 = TLanes.MultiplyAdd(TLanes.Load(r0 + k + lanes), x1, b0);
            b1 = TLanes.MultiplyAdd(TLanes.Load(r1 + k + lanes), x1, b1);
            b2 = TLanes.MultiplyAdd(TLanes.Load(r2 + k + lanes), x1, b2);
            b3 = TLanes.MultiplyAdd(TLanes.Load(r3 + k + lanes), x1, b3);
        }

        if (k + lanes <= count)
        {
            var x0 = TLanes.Load(x + k);
            a0 = TLanes.MultiplyAdd(TLanes.Load(r0 + k), x0, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Load(r1 + k), x0, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Load(r2 + k), x0, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Load(r3 + k), x0, a3);
            k += lanes;
        }

        T s0 = TLanes.Sum(TLanes.Add(a0, b0)), s1 = TLanes.Sum(TLanes.Add(a1, b1));
        T s2 = TLanes.Sum(TLanes.Add(a2, b2)), s3 = TLanes.Sum(TLanes.Add(a3, b3));
        for (; k < count; k++)
        {
            s0 = T.MultiplyAddEstimate(r0[k], x[k], s0);
            s1 = T.MultiplyAddEstimate(r1[k], x[k], s1);
            s2 = T.MultiplyAddEstimate(r2[k], x[k], s2);
            s3 = T.MultiplyAddEstimate(r3[k], x[k], s3);
        }

        sums[0] = s0;
        sums[1] = s1;
        sums[2] = s2;
        sums[3] = s3;
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
