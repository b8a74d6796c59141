namespace GradPipelines;

/// <content>Movement of elements: shape, order, repetition, joining.</content>
public static partial class Ops
{
    /// <summary>The elements in row-major order with another shape; one size may be -1 and is worked out.</summary>
    /// <exception cref="ShapeException">The number of elements would change, or more than one size is -1.</exception>
    public static Tensor Reshape(Tensor x, params int[] sizes)
    {
        var shape = Resolve(x.Shape, sizes);
        return shape.Equals(x.Shape) ? x : new ReshapePrimitive(shape).Bind(x);
    }

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of x; reversed if no order is given.</summary>
    /// <exception cref="ArgumentException">The order is not a permutation of the axes.</exception>
    public static Tensor Transpose(Tensor x, params int[] order)
    {
        if (order.Length == 0) order = [.. Enumerable.Range(0, x.Rank).Reverse()];
        var axes = Array.ConvertAll(order, x.Shape.Axis);
        if (axes.Length != x.Rank || axes.Distinct().Count() != axes.Length)
            throw new ArgumentException($"Transpose: ({string.Join(", ", order)}) is no order of the {x.Rank} axes of {x.Shape}: each must stand once.", nameof(order));
        for (var i = 0; ; i++)
        {
            if (i == axes.Length) return x;
            if (axes[i] != i) return new TransposePrimitive(axes).Bind(x);
        }
    }

    /// <summary>Two axes exchanged.</summary>
    public static Tensor SwapAxes(Tensor x, int first, int second)
    {
        var order = Enumerable.Range(0, x.Rank).ToArray();
        (order[x.Shape.Axis(first)], order[x.Shape.Axis(second)]) = (x.Shape.Axis(second), x.Shape.Axis(first));
        return Transpose(x, order);
    }

    /// <summary>One axis taken out and put in at another position; the others keep their order.</summary>
    public static Tensor MoveAxis(Tensor x, int source, int destination)
    {
        source = x.Shape.Axis(source);
        var order = Enumerable.Range(0, x.Rank).Where(i => i != source).ToList();
        order.Insert(x.Shape.Axis(destination), source);
        return Transpose(x, [.. order]);
    }

    /// <summary>x repeated to a shape by NumPy's rule: aligned at the last axis, sizes of 1 stretch.</summary>
    /// <exception cref="ShapeException">x does not broadcast to that shape.</exception>
    public static Tensor BroadcastTo(Tensor x, Shape shape) => shape.Equals(x.Shape) ? x : new BroadcastPrimitive(shape).Bind(x);

    /// <summary>Without axes of size 1: those given, or all.</summary>
    /// <exception cref="ShapeException">A given axis has another size.</exception>
    public static Tensor Squeeze(Tensor x, IReadOnlyList<int>? axes = null)
    {
        var drop = axes is null ? [.. Enumerable.Range(0, x.Rank).Where(i => x.Shape[i] == 1)] : x.Shape.Axes(axes);
        foreach (var axis in drop)
            if (x.Shape[axis] != 1) throw new ShapeException($"Squeeze: axis {axis} of {x.Shape} has size {x.Shape[axis]}, and only an axis of size 1 can be dropped.");
        return Reshape(x, x.Shape.Without(drop).ToArray());
    }

    /// <summary>With a new axis of size 1 at that position of the result (negative counts from its end).</summary>
    public static Tensor ExpandDims(Tensor x, int axis)
    {
        var position = axis < 0 ? axis + x.Rank + 1 : axis;
        if (position < 0 || position > x.Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"ExpandDims: the result of {x.Shape} has {x.Rank + 1} axes: the new one is from {-x.Rank - 1} to {x.Rank}.");
        return Reshape(x, x.Shape.Insert(position, 1).ToArray());
    }

    /// <summary>The elements as one axis, in row-major order.</summary>
    public static Tensor Ravel(Tensor x) => Reshape(x, -1);

    /// <summary>Tensors joined along an existing axis; the other sizes are equal. Dtypes promote.</summary>
    /// <exception cref="ShapeException">There is none, or ranks or sizes differ.</exception>
    public static Tensor Concatenate(IReadOnlyList<Tensor> parts, int axis = 0)
    {
        if (parts.Count == 0) throw new ShapeException("Concatenate: there is nothing to join.");
        if (parts[0].Rank == 0) throw new ShapeException("Concatenate: scalars have no axis to join along. Use Stack.");
        if (parts.Count == 1) return parts[0];
        var dtype = Promotion.Common(parts);
        return new ConcatenatePrimitive(parts[0].Shape.Axis(axis)).BindAll([.. parts.Select(p => Cast(p, dtype))])[0];
    }

    /// <summary>Tensors of one shape joined along a new axis. Dtypes promote.</summary>
    /// <exception cref="ShapeException">There is none, or shapes differ.</exception>
    public static Tensor Stack(IReadOnlyList<Tensor> parts, int axis = 0)
    {
        if (parts.Count == 0) throw new ShapeException("Stack: there is nothing to join.");
        foreach (var part in parts)
            if (!part.Shape.Equals(parts[0].Shape))
                throw new ShapeException($"Stack: shapes {parts[0].Shape} and {part.Shape} differ; all must be equal. Use Concatenate to join along an existing axis.");
        return Concatenate([.. parts.Select(p => ExpandDims(p, axis))], axis < 0 ? axis + parts[0].Rank + 1 : axis);
    }

    private static Shape Resolve(Shape from, int[] sizes)
    {
        var unknown = Array.IndexOf(sizes, -1);
        if (unknown < 0)
        {
            Shape given = sizes;
            return given.Size == from.Size ? given : throw new ShapeException($"Reshape: {from} has {from.Size} elements and {given} has {given.Size}. The number of elements must stay.");
        }

        if (Array.IndexOf(sizes, -1, unknown + 1) >= 0) throw new ShapeException($"Reshape: only one size of ({string.Join(", ", sizes)}) may be -1.");
        var known = 1;
        foreach (var s in sizes)
            if (s >= 0) known *= s;
        if (known == 0 || from.Size % known != 0)
            throw new ShapeException($"Reshape: {from} has {from.Size} elements, which ({string.Join(", ", sizes)}) does not divide.");
        var result = sizes.ToArray();
        result[unknown] = from.Size / known;
        return result;
    }
}

internal sealed class ReshapePrimitive(Shape shape) : LinearPrimitive
{
    public override string Name => "reshape";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("shape", shape)];

    protected internal override NdArray Forward(NdArray x) => x.Reshape(shape);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = shape };

    protected override Tensor? Transpose(Tensor ct, TensorSpec x) => Ops.Reshape(ct, x.Shape.ToArray());

    protected internal override Tensor Batch(Tensor x) => Ops.Reshape(x, shape.Insert(0, x.Shape[0]).ToArray());
}

internal sealed class TransposePrimitive(int[] order) : LinearPrimitive
{
    public override string Name => "transpose";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("order", order)];

    protected internal override NdArray Forward(NdArray x) => x.Transpose(order);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = Array.ConvertAll(order, axis => x.Shape[axis]) };

    protected override Tensor? Transpose(Tensor ct, TensorSpec x)
    {
        var inverse = new int[order.Length];
        for (var i = 0; i < order.Length; i++) inverse[order[i]] = i;
        return Ops.Transpose(ct, inverse);
    }

    protected internal override Tensor Batch(Tensor x) => Ops.Transpose(x, [0, .. order.Select(axis => axis + 1)]);
}

internal sealed class BroadcastPrimitive(Shape shape) : LinearPrimitive
{
    public override string Name => "broadcast_to";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("shape", shape)];

    protected internal override NdArray Forward(NdArray x) => x.BroadcastTo(shape);

    protected internal override TensorSpec Specify(TensorSpec x)
    {
        if (x.Shape.Rank > shape.Rank || !Shape.Broadcast(x.Shape, shape, Name).Equals(shape))
            throw new ShapeException($"BroadcastTo: shape {x.Shape} does not broadcast to {shape}.");
        return x with { Shape = shape };
    }

    /// <summary>The one place where broadcasting is undone: a sum over every axis that was repeated.</summary>
    protected override Tensor? Transpose(Tensor ct, TensorSpec x)
    {
        var added = shape.Rank - x.Shape.Rank;
        var axes = new List<int>();
        for (var i = 0; i < shape.Rank; i++)
            if (i < added || (x.Shape[i - added] == 1 && shape[i] != 1)) axes.Add(i);
        return Ops.Reshape(Ops.Sum(ct, axes), x.Shape.ToArray());
    }

    protected internal override Tensor Batch(Tensor x)
    {
        var size = x.Shape[0];
        int[] aligned = [size, .. Enumerable.Repeat(1, shape.Rank - (x.Rank - 1)), .. x.Shape.AsSpan()[1..]];
        return Ops.BroadcastTo(Ops.Reshape(x, aligned), shape.Insert(0, size));
    }
}

internal sealed class ConcatenatePrimitive(int axis) : GeneralPrimitive
{
    public override string Name => "concatenate";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected override NdArray[] Forward(NdArray[] x)
    {
        var spec = Shapes(Array.ConvertAll(x, a => new TensorSpec(a.Shape, a.DType)))[0];
        var result = spec.DType switch
        {
            DType.Float64 => NdArray.Allocate<double>(spec.Shape),
            DType.Float32 => NdArray.Allocate<float>(spec.Shape),
            DType.Int64 => NdArray.Allocate<long>(spec.Shape),
            _ => NdArray.Allocate<bool>(spec.Shape),
        };
        var starts = new int[spec.Shape.Rank];
        var steps = Enumerable.Repeat(1, starts.Length).ToArray();
        foreach (var part in x)
        {
            Kernels.CopyLoop.Place(part, result, starts, steps);
            starts[axis] += part.Shape[axis];
        }

        return [result];
    }

    protected override TensorSpec[] Shapes(TensorSpec[] x)
    {
        var sizes = x[0].Shape.ToArray();
        foreach (var part in x.AsSpan(1))
        {
            var fits = part.Shape.Rank == sizes.Length;
            for (var i = 0; fits && i < sizes.Length; i++) fits = i == axis || part.Shape[i] == x[0].Shape[i];
            if (!fits) throw new ShapeException($"Concatenate: shapes {x[0].Shape} and {part.Shape} differ outside axis {axis}; all other sizes must be equal.");
            sizes[axis] += part.Shape[axis];
        }

        return [new TensorSpec(sizes, x[0].DType)];
    }

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y) =>
        [Array.TrueForAll(t, s => s is null) ? null : BindAll([.. t.Select((s, i) => s ?? Ops.ZerosLike(x[i]))])[0]];

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        if (ct[0] is not { } s) return new Tensor?[x.Length];
        var result = new Tensor?[x.Length];
        var start = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var size = x[i].Shape[axis];
            if (needed[i]) result[i] = Ops.SliceAxis(s, axis, start, size);
            start += size;
        }

        return result;
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) =>
        new ConcatenatePrimitive(axis + 1).BindAll([.. x.Select((t, i) => batched[i] ? t : Ops.BroadcastTo(t, t.Shape.Insert(0, size)))]);
}
