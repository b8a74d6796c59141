using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Order of elements.</content>
public static partial class Ops
{
    /// <summary>The elements in ascending order along an axis, NaN last; of all elements in row-major order if the axis is null.</summary>
    /// <remarks>The derivative follows the order: equal elements keep theirs.</remarks>
    public static Tensor Sort(Tensor x, int? axis = -1) => axis is { } a ? TakeAlongAxis(x, ArgSort(x, a), a) : Sort(Ravel(x));

    /// <summary>The numbers (int64) of the elements in ascending order along an axis; equal elements keep their order, NaN comes last. There is no derivative.</summary>
    public static Tensor ArgSort(Tensor x, int axis = -1) => new ArgSortPrimitive(x.Shape.Axis(axis)).Bind(x);

    /// <summary>The elements at these numbers (from the end if negative) along an axis, each row by its own: the shapes are equal outside the axis.</summary>
    /// <exception cref="ShapeException">The shapes differ outside the axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside the axis.</exception>
    public static Tensor TakeAlongAxis(Tensor x, Tensor indices, int axis = -1)
    {
        axis = x.Shape.Axis(axis);
        var count = indices.Rank == x.Rank ? indices.Shape[axis] : -1;
        var expected = x.Shape.ToArray();
        expected[axis] = Math.Max(count, 0);
        if (count < 0 || !indices.Shape.Equals(expected))
            throw new ShapeException($"TakeAlongAxis: shapes {x.Shape} and {indices.Shape} differ outside axis {axis}; all other sizes must be equal.");

        // Every row has its own stretch of one long vector, and its numbers are moved there.
        var size = x.Shape[axis];
        ThrowIfOutside(indices, size, "TakeAlongAxis");
        var rows = Reshape(MoveAxis(x, axis, -1), -1);
        var places = Reshape(MoveAxis(Where(Less(indices, 0), indices + size, indices), axis, -1), x.Size == 0 ? 0 : x.Size / size, count);
        var y = Take(rows, places + Reshape(Arange(places.Shape[0]) * size, -1, 1));
        return MoveAxis(Reshape(y, [.. x.Shape.Without([axis]).AsSpan(), count]), -1, axis);
    }
}

internal sealed class ArgSortPrimitive(int axis) : UnaryPrimitive
{
    public override string Name => "argsort";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected internal override NdArray Forward(NdArray x) => SortLoop.ArgSort(x, axis);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { DType = DType.Int64 };

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => null;

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => null;

    protected internal override Tensor Batch(Tensor x) => new ArgSortPrimitive(axis + 1).Bind(x);
}
