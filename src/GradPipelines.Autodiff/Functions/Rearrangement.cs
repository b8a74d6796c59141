namespace GradPipelines;

/// <content>Elements in other places: turned, shifted, repeated, split.</content>
public static partial class Ops
{
    /// <summary>The order reversed along these axes, all if none is given.</summary>
    public static Tensor Flip(Tensor x, IReadOnlyList<int>? axes = null)
    {
        var over = x.Shape.Axes(axes);
        var starts = new int[x.Rank];
        var steps = Enumerable.Repeat(1, x.Rank).ToArray();
        foreach (var axis in over)
        {
            starts[axis] = Math.Max(0, x.Shape[axis] - 1);
            steps[axis] = -1;
        }

        return StridedSlice(x, starts, x.Shape.ToArray(), steps);
    }

    /// <summary>The elements moved along an axis by that many places, those that leave coming in at the other end; in row-major order if the axis is null.</summary>
    public static Tensor Roll(Tensor x, int shift, int? axis = null)
    {
        if (axis is null) return Reshape(Roll(Ravel(x), shift, 0), x.Shape.ToArray());
        var size = x.Shape[axis.Value];
        if (size == 0) return x;
        var cut = ((shift % size) + size) % size;
        return cut == 0 ? x : Concatenate([SliceAxis(x, axis.Value, size - cut, cut), SliceAxis(x, axis.Value, 0, size - cut)], axis.Value);
    }

    /// <summary>Copies of x side by side, that many along each axis; the shorter of the counts and the shape is filled with ones in front.</summary>
    public static Tensor Tile(Tensor x, params IReadOnlyList<int> counts)
    {
        var rank = Math.Max(x.Rank, counts.Count);
        int[] sizes = [.. Enumerable.Repeat(1, rank - x.Rank), .. x.Shape];
        int[] repeats = [.. Enumerable.Repeat(1, rank - counts.Count), .. counts];
        var split = new int[2 * rank];
        var wide = new int[2 * rank];
        var result = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            (split[2 * i], split[2 * i + 1]) = (1, sizes[i]);
            (wide[2 * i], wide[2 * i + 1]) = (repeats[i], sizes[i]);
            result[i] = repeats[i] * sizes[i];
        }

        return Reshape(BroadcastTo(Reshape(x, split), wide), result);
    }

    /// <summary>Each element that many times in a row along an axis; in row-major order if the axis is null.</summary>
    public static Tensor Repeat(Tensor x, int count, int? axis = null)
    {
        if (axis is null) return Repeat(Ravel(x), count, 0);
        var a = x.Shape.Axis(axis.Value);
        var sizes = x.Shape.ToArray();
        sizes[a] *= count;
        return Reshape(BroadcastTo(ExpandDims(x, a + 1), x.Shape.Insert(a + 1, count)), sizes);
    }

    /// <summary>The parts of an axis before, between and behind these places.</summary>
    public static Tensor[] Split(Tensor x, IReadOnlyList<int> places, int axis = 0)
    {
        var size = x.Shape[axis];
        var result = new Tensor[places.Count + 1];
        for (var i = 0; i < result.Length; i++)
        {
            var (start, count) = new Slice(i == 0 ? 0 : places[i - 1], i == places.Count ? null : places[i]).On(size);
            result[i] = SliceAxis(x, axis, Math.Min(start, size - count), count);
        }

        return result;
    }

    /// <summary>That many parts of an axis, as equal as can be: the longer ones come first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of parts is not positive.</exception>
    public static Tensor[] Split(Tensor x, int parts, int axis = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        var (length, longer) = Math.DivRem(x.Shape[axis], parts);
        return Split(x, [.. Enumerable.Range(1, parts - 1).Select(i => i * length + Math.Min(i, longer))], axis);
    }
}
