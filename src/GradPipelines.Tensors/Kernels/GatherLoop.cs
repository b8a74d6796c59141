using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Takes slices by index along one axis, and adds slices to places given by index.</summary>
internal static class GatherLoop
{
    /// <summary>The slices of <paramref name="x"/> at these indices (each in [0, size)); the axis is replaced by the index's axes.</summary>
    public static NdArray Gather(NdArray x, NdArray indices, int axis) => x.DType switch
    {
        DType.Float64 => Gather<double>(x, indices, axis),
        DType.Float32 => Gather<float>(x, indices, axis),
        DType.Int64 => Gather<long>(x, indices, axis),
        _ => Gather<bool>(x, indices, axis),
    };

    /// <summary>Zeros of <paramref name="shape"/> with each slice of <paramref name="updates"/> added at its index, in order.</summary>
    public static NdArray ScatterAdd(NdArray updates, NdArray indices, int axis, Shape shape) => updates.DType switch
    {
        DType.Float64 => Scatter<double>(updates, indices, axis, shape),
        DType.Float32 => Scatter<float>(updates, indices, axis, shape),
        _ => Scatter<long>(updates.Cast(DType.Int64), indices, axis, shape),
    };

    private static NdArray Gather<T>(NdArray x, NdArray indices, int axis)
        where T : unmanaged
    {
        var (outer, size, inner) = Split(x.Shape, axis);
        var result = NdArray.Allocate<T>(Shape.Create([.. x.Shape.AsSpan()[..axis], .. indices.Shape.AsSpan(), .. x.Shape.AsSpan()[(axis + 1)..]]));
        var source = x.ReadSpan<T>();
        var index = indices.ReadSpan<long>();
        var y = result.Span<T>();
        Check(index, size, x.Shape, axis);
        for (var o = 0; o < outer; o++)
            for (var i = 0; i < index.Length; i++)
                source.Slice((o * size + Wrap(index[i], size)) * inner, inner).CopyTo(y.Slice((o * index.Length + i) * inner, inner));
        return result;
    }

    private static NdArray Scatter<T>(NdArray updates, NdArray indices, int axis, Shape shape)
        where T : unmanaged, INumber<T>
    {
        var (outer, size, inner) = Split(shape, axis);
        var result = NdArray.Full(shape, T.Zero);
        var source = updates.ReadSpan<T>();
        var index = indices.ReadSpan<long>();
        var y = result.Span<T>();
        Check(index, size, shape, axis);
        for (var o = 0; o < outer; o++)
            for (var i = 0; i < index.Length; i++)
            {
                var from = source.Slice((o * index.Length + i) * inner, inner);
                var to = y.Slice((o * size + Wrap(index[i], size)) * inner, inner);
                for (var j = 0; j < inner; j++) to[j] += from[j];
            }

        return result;
    }

    private static int Wrap(long index, int size) => (int)(index < 0 ? index + size : index);

    private static void Check(ReadOnlySpan<long> index, int size, Shape shape, int axis)
    {
        foreach (var i in index)
            if (i < -size || i >= size)
                throw new ArgumentOutOfRangeException(nameof(index), i, $"Gather: index {i} is outside axis {axis} of shape {shape}: it must be from {-size} to {size - 1}.");
    }

    private static (int Outer, int Size, int Inner) Split(Shape shape, int axis)
    {
        int outer = 1, inner = 1;
        for (var i = 0; i < axis; i++) outer *= shape[i];
        for (var i = axis + 1; i < shape.Rank; i++) inner *= shape[i];
        return (outer, shape[axis], inner);
    }
}
