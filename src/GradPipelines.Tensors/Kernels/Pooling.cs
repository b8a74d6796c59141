using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Sums and maxima over windows.</summary>
internal static class Pooling
{
    /// <summary>Along one axis, the sum of the elements from each start to before its end.</summary>
    public static NdArray WindowSum(NdArray x, int axis, int[] starts, int[] ends) => x.DType switch
    {
        DType.Float64 => WindowSum<double>(x, axis, starts, ends),
        DType.Float32 => WindowSum<float>(x, axis, starts, ends),
        _ => WindowSum<long>(x.Cast(DType.Int64), axis, starts, ends),
    };

    /// <summary>
    /// In each window of the last axes, the number of the first largest element, counted in row-major order over these axes; of the last NaN
    /// if there is one. A window is a product of stepped runs, one on each axis: from a start to before an end.
    /// </summary>
    public static NdArray WindowArgMax(NdArray x, int[][] starts, int[][] ends, int[] steps) => x.DType switch
    {
        DType.Float64 => WindowArgMax<double>(x, starts, ends, steps),
        DType.Float32 => WindowArgMax<float>(x, starts, ends, steps),
        _ => WindowArgMax<long>(x.Cast(DType.Int64), starts, ends, steps),
    };

    private static NdArray WindowSum<T>(NdArray x, int axis, int[] starts, int[] ends)
        where T : unmanaged, INumber<T>
    {
        int outer = 1, size = x.Shape[axis], inner = 1, places = starts.Length;
        for (var i = 0; i < axis; i++) outer *= x.Shape[i];
        for (var i = axis + 1; i < x.Rank; i++) inner *= x.Shape[i];
        var result = NdArray.Allocate<T>(Shape.Create([.. x.Shape.AsSpan()[..axis], places, .. x.Shape.AsSpan()[(axis + 1)..]]));
        var source = x.ReadSpan<T>();
        var target = result.Span<T>();
        target.Clear();
        for (var o = 0; o < outer; o++)
            for (var p = 0; p < places; p++)
            {
                var y = target.Slice((o * places + p) * inner, inner);
                for (var q = starts[p]; q < ends[p]; q++)
                {
                    var from = source.Slice((o * size + q) * inner, inner);
                    for (var j = 0; j < y.Length; j++) y[j] += from[j];
                }
            }

        return result;
    }

    private static NdArray WindowArgMax<T>(NdArray x, int[][] starts, int[][] ends, int[] steps)
        where T : unmanaged, INumber<T>
    {
        var rank = starts.Length;
        var lead = x.Rank - rank;
        var sizes = x.Shape.AsSpan()[lead..].ToArray();
        int[] places = Array.ConvertAll(starts, s => s.Length);
        var result = NdArray.Allocate<long>(Shape.Create([.. x.Shape.AsSpan()[..lead], .. places]));
        var y = result.Span<long>();
        if (y.Length == 0) return result;

        // The elements of each window are the same for every image: found once, in row-major order.
        var windows = new int[places.Aggregate(1, (n, p) => n * p)][];
        for (var w = 0; w < windows.Length; w++)
        {
            int[] elements = [0];
            for (var axis = 0; axis < rank; axis++)
            {
                var step = places.AsSpan()[(axis + 1)..].ToArray().Aggregate(1, (n, p) => n * p);
                var place = w / step % places[axis];
                var along = new List<int>();
                for (var i = starts[axis][place]; i < ends[axis][place]; i += steps[axis]) along.Add(i);
                elements = [.. elements.SelectMany(e => along.Select(i => e * sizes[axis] + i))];
            }

            windows[w] = elements;
        }

        var source = x.ReadSpan<T>();
        var size = sizes.Aggregate(1, (n, s) => n * s);
        for (var at = 0; at < y.Length; at++)
        {
            var image = source.Slice(at / windows.Length * size, size);
            var elements = windows[at % windows.Length];
            var best = elements[0];
            foreach (var e in elements)
                if (image[e] > image[best] || T.IsNaN(image[e])) best = e;
            y[at] = best;
        }

        return result;
    }
}
