using System.Numerics;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>Products of matrices, and of stacks of matrices with equal leading axes.</summary>
internal static class MatMulLoop
{
    // Below this many multiply-adds the plain loop costs less than the first use of an emitted kernel ever earns back.
    private const long SmallProduct = 1 << 15;

    /// <summary>(..., m, k) · (..., k, n) → (..., m, n); leading axes are equal, strides are free.</summary>
    public static NdArray Multiply(NdArray a, NdArray b) => a.DType switch
    {
        DType.Float64 => Floating<double>(a, b),
        DType.Float32 => Floating<float>(a, b),
        _ => Plain<long>(a.Cast(DType.Int64), b.Cast(DType.Int64)),
    };

    private static NdArray Floating<T>(NdArray a, NdArray b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = a.Shape[-2], k = a.Shape[-1], n = b.Shape[-1];
        return (long)m * n * k < SmallProduct ? Plain<T>(a, b) : Blocked<T>(a, b, m, n, k);
    }

    private static unsafe NdArray Blocked<T>(NdArray a, NdArray b, int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = NdArray.Allocate<T>(Shape.Create([.. a.Shape.AsSpan()[..^1], n]));
        var count = result.Size / (m * n);
        var (x, xBatch) = WithOneBatchStride(a);
        var (z, zBatch) = WithOneBatchStride(b);
        int[] xs = x.Strides(), zs = z.Strides();
        fixed (T* px = &x.Origin<T>(), pz = &z.Origin<T>(), py = &result.Origin<T>())
        {
            if (count == 1) Gemm.Multiply(m, n, k, px, xs[^2], xs[^1], pz, zs[^2], zs[^1], py, n);
            else Gemm.MultiplyBatched(count, m, n, k, px, xBatch, xs[^2], xs[^1], pz, zBatch, zs[^2], zs[^1], py, m * n, n);
        }

        return result;
    }

    /// <summary>The array and the step from one matrix of its stack to the next; copied if the leading axes have no common step.</summary>
    private static (NdArray Array, int Step) WithOneBatchStride(NdArray x)
    {
        var strides = x.Strides();
        int step = 0, size = 1;
        for (var axis = x.Rank - 3; axis >= 0; axis--)
        {
            if (x.Shape[axis] == 1) continue;
            if (size == 1) step = strides[axis];
            else if (strides[axis] != step * size)
            {
                var copy = x.Contiguous();
                return (copy, copy.Shape[-1] * copy.Shape[-2]);
            }

            size *= x.Shape[axis];
        }

        return (x, step);
    }

    private static NdArray Plain<T>(NdArray a, NdArray b)
        where T : unmanaged, INumber<T>
    {
        int m = a.Shape[-2], k = a.Shape[-1], n = b.Shape[-1];
        var result = NdArray.Allocate<T>(Shape.Create([.. a.Shape.AsSpan()[..^2], m, n]));
        var y = result.Span<T>();
        y.Clear();
        var x = a.ReadSpan<T>();
        var z = b.ReadSpan<T>();
        var batches = m * n == 0 ? 0 : result.Size / (m * n);
        for (var i = 0; i < batches; i++)
            Accumulate(x.Slice(i * m * k, m * k), z.Slice(i * k * n, k * n), y.Slice(i * m * n, m * n), m, n, k);
        return result;
    }

    /// <summary>Row by row: each row of the result gathers scaled rows of the right operand, so every access is contiguous.</summary>
    private static void Accumulate<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < m; i++)
        {
            var row = c.Slice(i * n, n);
            var vectors = MemoryMarshal.Cast<T, Vector<T>>(row);
            for (var p = 0; p < k; p++)
            {
                var s = a[i * k + p];
                var source = b.Slice(p * n, n);
                var sources = MemoryMarshal.Cast<T, Vector<T>>(source);
                var v = new Vector<T>(s);
                for (var j = 0; j < vectors.Length; j++) vectors[j] += v * sources[j];
                for (var j = vectors.Length * Vector<T>.Count; j < n; j++) row[j] += s * source[j];
            }
        }
    }
}
