namespace GradPipelines.Kernels;

/// <summary>The order of elements along one axis.</summary>
internal static class SortLoop
{
    /// <summary>The numbers (int64) of the elements in ascending order along the axis: equal elements keep their order, NaN comes last.</summary>
    public static NdArray ArgSort(NdArray x, int axis) => x.DType switch
    {
        DType.Float64 => ArgSort<double>(x, axis),
        DType.Float32 => ArgSort<float>(x, axis),
        DType.Int64 => ArgSort<long>(x, axis),
        _ => ArgSort<bool>(x, axis),
    };

    private static NdArray ArgSort<T>(NdArray x, int axis)
        where T : unmanaged, IComparable<T>
    {
        var result = NdArray.Allocate<long>(x.Shape);
        var source = x.ReadSpan<T>();
        var y = result.Span<long>();
        var size = x.Shape[axis];
        var inner = 1;
        for (var i = axis + 1; i < x.Rank; i++) inner *= x.Shape[i];
        var keys = new (T Value, int Index)[size];
        for (var start = 0; start < y.Length; start += size * inner)
            for (var column = start; column < start + inner; column++)
            {
                for (var i = 0; i < size; i++) keys[i] = (source[column + i * inner], i);
                Array.Sort(keys, Compare); // the index as second key makes the unstable sort stable
                for (var i = 0; i < size; i++) y[column + i * inner] = keys[i].Index;
            }

        return result;
    }

    /// <summary>CompareTo puts NaN before every number; NumPy puts it after.</summary>
    private static int Compare<T>((T Value, int Index) a, (T Value, int Index) b)
        where T : IComparable<T>
    {
        var order = (IsNaN(a.Value), IsNaN(b.Value)) switch
        {
            (false, false) => a.Value.CompareTo(b.Value),
            (true, true) => 0,
            (true, false) => 1,
            _ => -1,
        };
        return order != 0 ? order : a.Index - b.Index;
    }

    private static bool IsNaN<T>(T x) => x is double d ? double.IsNaN(d) : x is float f && float.IsNaN(f);
}
