namespace GradPipelines;

/// <content>Running sums and products, and their undoing.</content>
public static partial class Ops
{
    /// <summary>The sums of the elements up to each, along an axis; of all elements in row-major order if the axis is null. Booleans are counted, in int64.</summary>
    public static Tensor CumSum(Tensor x, int? axis = null)
    {
        if (x.DType == DType.Bool) x = Cast(x, DType.Int64);
        return axis is { } a ? new CumSumPrimitive(x.Shape.Axis(a), reverse: false).Bind(x) : new CumSumPrimitive(0, reverse: false).Bind(Ravel(x));
    }

    /// <summary>The products of the elements up to each, along an axis; of all elements in row-major order if the axis is null.</summary>
    /// <remarks>Doubling steps of products (Hillis and Steele 1986), so that derivatives are right where factors are zero: nothing is divided.</remarks>
    public static Tensor CumProd(Tensor x, int? axis = null)
    {
        if (x.DType == DType.Bool) x = Cast(x, DType.Int64);
        if (axis is null) return CumProd(Ravel(x), 0);
        var size = x.Shape[axis.Value];
        for (var step = 1; step < size; step *= 2)
            x = Concatenate([SliceAxis(x, axis.Value, 0, step), SliceAxis(x, axis.Value, step, size - step) * SliceAxis(x, axis.Value, 0, size - step)], axis.Value);
        return x;
    }

    /// <summary>The differences of neighbours along an axis, <paramref name="n"/> times over: each time the axis is one shorter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
    public static Tensor Diff(Tensor x, int n = 1, int axis = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        for (; n > 0 && x.Shape[axis] > 0; n--)
        {
            var size = x.Shape[axis] - 1;
            x = SliceAxis(x, axis, 1, size) - SliceAxis(x, axis, 0, size);
        }

        return x;
    }
}

/// <summary>Running sums along one axis, from its start or from its end; each is the transpose of the other.</summary>
internal sealed class CumSumPrimitive(int axis, bool reverse) : LinearPrimitive
{
    public override string Name => "cumsum";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis), ("reverse", reverse)];

    protected internal override NdArray Forward(NdArray x) => Kernels.ScanLoop.CumSum(x, axis, reverse);

    protected internal override TensorSpec Specify(TensorSpec x) => x;

    protected override Tensor? Transpose(Tensor ct, TensorSpec x) => new CumSumPrimitive(axis, !reverse).Bind(ct);

    protected internal override Tensor Batch(Tensor x) => new CumSumPrimitive(axis + 1, reverse).Bind(x);
}
