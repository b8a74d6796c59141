using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Running sums along one axis.</summary>
internal static class ScanLoop
{
    /// <summary>Each element plus all before it on its axis, or all after it. Added in order: the error grows with the length.</summary>
    public static NdArray CumSum(NdArray x, int axis, bool reverse) => x.DType switch
    {
        DType.Float64 => CumSum<double>(x, axis, reverse),
        DType.Float32 => CumSum<float>(x, axis, reverse),
        _ => CumSum<long>(x.Cast(DType.Int64), axis, reverse),
    };

    private static NdArray CumSum<T>(NdArray x, int axis, bool reverse)
        where T : unmanaged, INumber<T>
    {
        var result = NdArray.Allocate<T>(x.Shape);
        var source = x.ReadSpan<T>();
        var y = result.Span<T>();
        var size = x.Shape[axis];
        var inner = 1;
        for (var i = axis + 1; i < x.Rank; i++) inner *= x.Shape[i];
        var step = reverse ? -inner : inner;
        for (var start = 0; start < y.Length; start += size * inner)
            for (var column = 0; column < inner; column++)
            {
                var at = start + column + (reverse ? (size - 1) * inner : 0);
                var sum = T.Zero;
                for (var i = 0; i < size; i++, at += step) y[at] = sum += source[at];
            }

        return result;
    }
}
