namespace GradPipelines;

/// <content>Reductions. Axes may be counted from the end; null means all. A reduced axis is dropped, or kept with size 1.</content>
public static partial class Ops
{
    /// <summary>The sum; 0 over nothing. Booleans are counted, in int64.</summary>
    public static Tensor Sum(Tensor x, IReadOnlyList<int>? axes = null, bool keepDims = false)
    {
        if (x.DType == DType.Bool) x = Cast(x, DType.Int64);
        var over = x.Shape.Axes(axes);
        return Keep(over.Length == 0 ? x : new SumPrimitive(over).Bind(x), x.Shape, over, keepDims);
    }

    /// <summary>The mean, in floating point; NaN over nothing.</summary>
    public static Tensor Mean(Tensor x, IReadOnlyList<int>? axes = null, bool keepDims = false)
    {
        x = Promotion.Floating(x);
        return Sum(x, axes, keepDims) / Tensor.Scalar(Count(x.Shape, axes), x.DType);
    }

    /// <summary>The largest element, NaN where there is one. Equal largest elements share the derivative evenly.</summary>
    /// <exception cref="ShapeException">A reduced axis is empty.</exception>
    public static Tensor Max(Tensor x, IReadOnlyList<int>? axes = null, bool keepDims = false)
    {
        var over = x.Shape.Axes(axes);
        return Keep(over.Length == 0 ? x : new MaxPrimitive(over).Bind(x), x.Shape, over, keepDims);
    }

    /// <summary>The smallest element, NaN where there is one. Equal smallest elements share the derivative evenly.</summary>
    /// <exception cref="ShapeException">A reduced axis is empty.</exception>
    public static Tensor Min(Tensor x, IReadOnlyList<int>? axes = null, bool keepDims = false)
    {
        var over = x.Shape.Axes(axes);
        return Keep(over.Length == 0 ? x : new MinPrimitive(over).Bind(x), x.Shape, over, keepDims);
    }

    /// <summary>The product; 1 over nothing. Its derivatives are right where factors are zero, at every order.</summary>
    /// <remarks>A tree of pairwise products, so no division by a factor takes place and no rule of its own is needed.</remarks>
    public static Tensor Prod(Tensor x, IReadOnlyList<int>? axes = null, bool keepDims = false)
    {
        if (x.DType == DType.Bool) x = Cast(x, DType.Int64);
        var over = x.Shape.Axes(axes);
        var kept = Enumerable.Range(0, x.Rank).Except(over).ToArray();
        var shape = x.Shape.Without(over);
        var count = Count(x.Shape, over);
        var y = Reshape(Transpose(x, [.. kept, .. over]), [.. shape.AsSpan(), count]);
        while (count > 1)
        {
            var half = count / 2;
            var product = SliceAxis(y, -1, 0, half) * SliceAxis(y, -1, half, half);
            y = count % 2 == 0 ? product : Concatenate([product, SliceAxis(y, -1, count - 1, 1)], -1);
            count = (count + 1) / 2;
        }

        y = count == 0 ? Cast(Ones(shape), x.DType) : Reshape(y, shape.ToArray());
        return Keep(y, x.Shape, over, keepDims);
    }

    /// <summary>The variance: the mean square distance from the mean, divided by n - <paramref name="ddof"/>.</summary>
    public static Tensor Var(Tensor x, IReadOnlyList<int>? axes = null, int ddof = 0, bool keepDims = false)
    {
        x = Promotion.Floating(x);
        var distance = x - Mean(x, axes, keepDims: true);
        return Sum(Square(distance), axes, keepDims) / Tensor.Scalar(Count(x.Shape, axes) - ddof, x.DType);
    }

    /// <summary>The standard deviation, the root of <see cref="Var"/>. Its derivative is NaN where all elements are equal, but 0 for a single one.</summary>
    public static Tensor Std(Tensor x, IReadOnlyList<int>? axes = null, int ddof = 0, bool keepDims = false)
    {
        x = Promotion.Floating(x);

        // One element deviates by 0 whatever it is: the root would make 0·∞ of its derivative. x - x keeps NaN and ±∞ as NaN.
        return Count(x.Shape, axes) == 1 && ddof == 0 ? Sum(x - x, axes, keepDims) : Sqrt(Var(x, axes, ddof, keepDims));
    }

    /// <summary>log Σ e^x without overflow; -∞ over nothing or over elements that are all -∞.</summary>
    public static Tensor LogSumExp(Tensor x, IReadOnlyList<int>? axes = null, bool keepDims = false)
    {
        x = Promotion.Floating(x);
        var over = x.Shape.Axes(axes);
        if (Count(x.Shape, over) == 0) return Log(Sum(Exp(x), axes, keepDims));
        var shift = StopGradient(Max(x, axes, keepDims: true));
        shift = Where(IsFinite(shift), shift, 0.0); // ∞ - ∞ would be NaN
        var y = Log(Sum(Exp(x - shift), axes, keepDims: true)) + shift;
        return keepDims ? y : Reshape(y, x.Shape.Without(over).ToArray());
    }

    /// <summary>The number of elements that one reduced element stands for.</summary>
    internal static int Count(Shape shape, IReadOnlyList<int>? axes)
    {
        var count = 1;
        foreach (var axis in shape.Axes(axes)) count *= shape[axis];
        return count;
    }

    private static Tensor Keep(Tensor y, Shape from, int[] axes, bool keepDims) => keepDims ? Reshape(y, from.Without(axes, keepDims: true).ToArray()) : y;
}

internal sealed class SumPrimitive(int[] axes) : LinearPrimitive
{
    public override string Name => "sum";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axes", axes)];

    protected internal override NdArray Forward(NdArray x) => x.Sum(axes);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = x.Shape.Without(axes) };

    protected override Tensor? Transpose(Tensor ct, TensorSpec x) => Ops.BroadcastTo(Ops.Reshape(ct, x.Shape.Without(axes, keepDims: true).ToArray()), x.Shape);

    protected internal override Tensor Batch(Tensor x) => new SumPrimitive(Array.ConvertAll(axes, axis => axis + 1)).Bind(x);
}

/// <summary>The largest or smallest element: its tangent is the mean of the tangents of the elements that attain it.</summary>
internal abstract class ExtremumPrimitive(int[] axes) : UnaryPrimitive
{
    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axes", Axes)];

    protected int[] Axes { get; } = axes;

    protected internal override TensorSpec Specify(TensorSpec x)
    {
        foreach (var axis in Axes)
            if (x.Shape[axis] == 0) throw new ShapeException($"{Name}: axis {axis} of shape {x.Shape} is empty, and an empty {Name} has no value.");
        return x with { Shape = x.Shape.Without(Axes) };
    }

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => Ops.Sum(t * Weights(x, y), Axes);

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => Ops.Reshape(ct, x.Shape.Without(Axes, keepDims: true).ToArray()) * Weights(x, y);

    private Tensor Weights(Tensor x, Tensor y)
    {
        var attained = Ops.Cast(Ops.Equal(x, Ops.Reshape(y, x.Shape.Without(Axes, keepDims: true).ToArray())), x.DType);
        return attained / Ops.Sum(attained, Axes, keepDims: true);
    }
}

internal sealed class MaxPrimitive(int[] axes) : ExtremumPrimitive(axes)
{
    public override string Name => "max";

    protected internal override NdArray Forward(NdArray x) => x.Max(Axes);

    protected internal override Tensor Batch(Tensor x) => new MaxPrimitive(Array.ConvertAll(Axes, axis => axis + 1)).Bind(x);
}

internal sealed class MinPrimitive(int[] axes) : ExtremumPrimitive(axes)
{
    public override string Name => "min";

    protected internal override NdArray Forward(NdArray x) => x.Min(Axes);

    protected internal override Tensor Batch(Tensor x) => new MinPrimitive(Array.ConvertAll(Axes, axis => axis + 1)).Bind(x);
}
