using System.Numerics;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>Products of matrices, and of stacks of matrices with equal leading axes.</summary>
internal static class MatMulLoop
{
    /// <summary>(..., m, k) · (..., k, n) → (..., m, n); leading axes are equal, strides are free.</summary>
    public static NdArray Multiply(NdArray a, NdArray b) => a.DType switch
    {
        DType.Float64 => Multiply<double>(a, b),
        DType.Float32 => Multiply<float>(a, b),
        _ => Multiply<long>(a.Cast(DType.Int64), b.Cast(DType.Int64)),
    };

    private static NdArray Multiply<T>(NdArray a, NdArray b)
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
