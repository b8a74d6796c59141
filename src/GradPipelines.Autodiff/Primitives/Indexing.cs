using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Parts of tensors: slices, elements by number.</content>
public static partial class Ops
{
    /// <summary>A run along one axis.</summary>
    public static Tensor SliceAxis(Tensor x, int axis, int start, int size)
    {
        axis = x.Shape.Axis(axis);
        if (start < 0 || size < 0 || start + size > x.Shape[axis])
            throw new ArgumentOutOfRangeException(nameof(start), start, $"SliceAxis: {size} elements from {start} do not lie in axis {axis} of {x.Shape}.");
        var starts = new int[x.Rank];
        var sizes = x.Shape.ToArray();
        starts[axis] = start;
        sizes[axis] = size;
        return StridedSlice(x, starts, sizes, [.. Enumerable.Repeat(1, x.Rank)]);
    }

    /// <summary>Along each axis, <paramref name="sizes"/> elements from <paramref name="starts"/> by <paramref name="steps"/> (not 0).</summary>
    internal static Tensor StridedSlice(Tensor x, int[] starts, int[] sizes, int[] steps)
    {
        for (var i = 0; ; i++)
        {
            if (i == starts.Length) return x;
            if (starts[i] != 0 || sizes[i] != x.Shape[i] || steps[i] != 1) return new SlicePrimitive(starts, sizes, steps).Bind(x);
        }
    }

    /// <summary>The slices along an axis at these numbers (from the end if negative); the axis is replaced by the axes of the index.</summary>
    /// <exception cref="ArgumentException">The index is not int64.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside the axis.</exception>
    public static Tensor Take(Tensor x, Tensor indices, int axis = 0)
    {
        if (indices.DType != DType.Int64) throw new ArgumentException($"Take: the index is {indices.DType.Name()}, and numbers of elements are int64. Cast it.", nameof(indices));
        return new GatherPrimitive(x.Shape.Axis(axis)).Bind(x, indices);
    }

    /// <summary>Refuses element numbers outside an axis before they are moved to a stretch of a longer one, where they would pick a neighbour's element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside. Numbers of a graph being traced are not known and not checked.</exception>
    internal static void ThrowIfOutside(Tensor indices, int size, string operation)
    {
        while (indices is BatchTracer batch) indices = batch.Whole;
        if (indices is not ConcreteTensor) return;
        foreach (var i in indices.ToArray<long>())
            if (i < -size || i >= size)
                throw new ArgumentOutOfRangeException(nameof(indices), i, $"{operation}: element {i} is outside the axis: it must be from {-size} to {size - 1}.");
    }

    /// <summary>The places of the elements that are not zero, in row-major order: one int64 tensor of element numbers for each axis. The count depends on the values, so x must be plain inside Vmap.</summary>
    public static Tensor[] Nonzero(Tensor x)
    {
        var values = x.ToArray<bool>();
        var flat = Enumerable.Range(0, values.Length).Where(i => values[i]).ToArray();
        var result = new Tensor[x.Rank];
        var step = 1;
        for (var axis = x.Rank - 1; axis >= 0; axis--)
        {
            var (size, s) = (x.Shape[axis], step);
            result[axis] = Array.ConvertAll(flat, i => i / s % size);
            step *= size;
        }

        return result;
    }

    /// <summary>Zeros of <paramref name="shape"/> with each slice of <paramref name="updates"/> added at its number along the axis: the transpose of <see cref="Take"/>. Booleans are counted, in int64.</summary>
    public static Tensor ScatterAdd(Tensor updates, Tensor indices, Shape shape, int axis = 0) =>
        new ScatterAddPrimitive(shape.Axis(axis), shape).Bind(updates.DType == DType.Bool ? Cast(updates, DType.Int64) : updates, indices);
}

internal sealed class SlicePrimitive(int[] starts, int[] sizes, int[] steps) : LinearPrimitive
{
    public override string Name => "slice";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("starts", starts), ("sizes", sizes), ("steps", steps)];

    protected internal override NdArray Forward(NdArray x) => x.Slice(starts, sizes, steps);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = sizes };

    protected override Tensor? Transpose(Tensor ct, TensorSpec x) => new SlicePlacePrimitive(x.Shape, starts, steps).Bind(ct);

    protected internal override Tensor Batch(Tensor x) => new SlicePrimitive([0, .. starts], [x.Shape[0], .. sizes], [1, .. steps]).Bind(x);
}

/// <summary>Zeros with a block written at a slice: the transpose of <see cref="SlicePrimitive"/>.</summary>
internal sealed class SlicePlacePrimitive(Shape shape, int[] starts, int[] steps) : LinearPrimitive
{
    public override string Name => "slice_place";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("shape", shape), ("starts", starts), ("steps", steps)];

    protected internal override NdArray Forward(NdArray x)
    {
        var result = NdArray.Full(shape, 0, x.DType);
        CopyLoop.Place(x, result, starts, steps);
        return result;
    }

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = shape };

    protected override Tensor? Transpose(Tensor ct, TensorSpec x) => new SlicePrimitive(starts, x.Shape.ToArray(), steps).Bind(ct);

    protected internal override Tensor Batch(Tensor x) => new SlicePlacePrimitive(shape.Insert(0, x.Shape[0]), [0, .. starts], [1, .. steps]).Bind(x);
}

internal sealed class GatherPrimitive(int axis) : BinaryPrimitive
{
    public override string Name => "gather";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected internal override NdArray Forward(NdArray a, NdArray b) => GatherLoop.Gather(a, b, axis);

    protected internal override TensorSpec Specify(TensorSpec a, TensorSpec b) =>
        a with { Shape = Shape.Create([.. a.Shape.AsSpan()[..axis], .. b.Shape.AsSpan(), .. a.Shape.AsSpan()[(axis + 1)..]]) };

    protected internal override Tensor? JvpLeft(Tensor t, Tensor a, Tensor b, Tensor y) => Bind(t, b);

    protected internal override Tensor? JvpRight(Tensor t, Tensor a, Tensor b, Tensor y) => null;

    protected internal override Tensor? VjpLeft(Tensor ct, Tensor a, Tensor b, Tensor y) => new ScatterAddPrimitive(axis, a.Shape).Bind(ct, b);

    protected internal override Tensor? VjpRight(Tensor ct, Tensor a, Tensor b, Tensor y) => null;

    protected internal override Tensor Batch(Tensor a, bool aBatched, Tensor b, bool bBatched)
    {
        if (!bBatched) return new GatherPrimitive(axis + 1).Bind(a, b);
        if (!aBatched) return Ops.MoveAxis(Bind(a, b), axis, 0);

        // Both: the batch becomes part of the gathered axis, and each element's numbers are moved to its own part of it.
        int size = a.Shape[0], length = a.Shape[axis + 1];
        Ops.ThrowIfOutside(b, length, "Take");
        var joined = Ops.MoveAxis(a, 0, axis);
        int[] merged = [.. joined.Shape.AsSpan()[..axis], size * length, .. joined.Shape.AsSpan()[(axis + 2)..]];
        var wrapped = Ops.Where(Ops.Less(b, 0), b + length, b);
        int[] column = [size, .. Enumerable.Repeat(1, b.Rank - 1)];
        var offsets = Ops.Reshape(Ops.Arange(size), column) * length;
        return Ops.MoveAxis(Bind(Ops.Reshape(joined, merged), wrapped + offsets), axis, 0);
    }
}

internal sealed class ScatterAddPrimitive(int axis, Shape shape) : BinaryPrimitive
{
    public override string Name => "scatter_add";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis), ("shape", shape)];

    protected internal override NdArray Forward(NdArray a, NdArray b) => GatherLoop.ScatterAdd(a, b, axis, shape);

    protected internal override TensorSpec Specify(TensorSpec a, TensorSpec b) => a with { Shape = shape };

    protected internal override Tensor? JvpLeft(Tensor t, Tensor a, Tensor b, Tensor y) => Bind(t, b);

    protected internal override Tensor? JvpRight(Tensor t, Tensor a, Tensor b, Tensor y) => null;

    protected internal override Tensor? VjpLeft(Tensor ct, Tensor a, Tensor b, Tensor y) => new GatherPrimitive(axis).Bind(ct, b);

    protected internal override Tensor? VjpRight(Tensor ct, Tensor a, Tensor b, Tensor y) => null;

    protected internal override Tensor Batch(Tensor a, bool aBatched, Tensor b, bool bBatched)
    {
        var size = aBatched ? a.Shape[0] : b.Shape[0];
        if (!bBatched) return new ScatterAddPrimitive(axis + 1, shape.Insert(0, size)).Bind(a, b);

        // Each element of the batch scatters into its own stretch of a longer axis.
        if (!aBatched) a = Ops.BroadcastTo(a, a.Shape.Insert(0, size));
        var length = shape[axis];
        Ops.ThrowIfOutside(b, length, "ScatterAdd");
        var wrapped = Ops.Where(Ops.Less(b, 0), b + length, b);
        int[] column = [size, .. Enumerable.Repeat(1, b.Rank - 1)];
        var places = wrapped + Ops.Reshape(Ops.Arange(size), column) * length;
        int[] merged = [.. shape.AsSpan()[..axis], size * length, .. shape.AsSpan()[(axis + 1)..]];
        var y = new ScatterAddPrimitive(axis, merged).Bind(Ops.MoveAxis(a, 0, axis), places);
        int[] split = [.. shape.AsSpan()[..axis], size, length, .. shape.AsSpan()[(axis + 1)..]];
        return Ops.MoveAxis(Ops.Reshape(y, split), axis, 0);
    }
}
