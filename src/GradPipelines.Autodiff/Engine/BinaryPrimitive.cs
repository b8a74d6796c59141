namespace GradPipelines;

/// <summary>A primitive of two inputs and one output.</summary>
public abstract class BinaryPrimitive : Primitive
{
    private protected BinaryPrimitive()
    {
    }

    /// <summary>The value on plain numbers.</summary>
    protected internal abstract NdArray Forward(NdArray a, NdArray b);

    /// <summary>The shape and dtype of the output; throws <see cref="ShapeException"/> for inputs that do not fit.</summary>
    protected internal abstract TensorSpec Specify(TensorSpec a, TensorSpec b);

    /// <summary>The part of the output's tangent that comes from a tangent of the left input; null if exactly zero.</summary>
    protected internal abstract Tensor? JvpLeft(Tensor t, Tensor a, Tensor b, Tensor y);

    /// <summary>The part of the output's tangent that comes from a tangent of the right input; null if exactly zero.</summary>
    protected internal abstract Tensor? JvpRight(Tensor t, Tensor a, Tensor b, Tensor y);

    /// <summary>The cotangent of the left input; null if exactly zero.</summary>
    protected internal abstract Tensor? VjpLeft(Tensor ct, Tensor a, Tensor b, Tensor y);

    /// <summary>The cotangent of the right input; null if exactly zero.</summary>
    protected internal abstract Tensor? VjpRight(Tensor ct, Tensor a, Tensor b, Tensor y);

    /// <summary>The output for a whole batch; an input that is batched has the batch axis in front, and so has the result.</summary>
    protected internal abstract Tensor Batch(Tensor a, bool aBatched, Tensor b, bool bBatched);

    /// <summary>Applies the primitive.</summary>
    public virtual Tensor Bind(Tensor a, Tensor b) => BindBinary(a, b);

    private protected Tensor BindBinary(Tensor a, Tensor b) =>
        a is ConcreteTensor x && b is ConcreteTensor z
            ? new ConcreteTensor(Forward(x.Array, z.Array), x.IsWeak && z.IsWeak)
            : Trace.Innermost(a, b).Process(this, a, b);

    internal sealed override NdArray[] Evaluate(NdArray[] x) => [Forward(x[0], x[1])];

    internal sealed override TensorSpec[] Specify(TensorSpec[] x) => [Specify(x[0], x[1])];

    internal sealed override Tensor?[] ForwardRule(Tensor[] x, Tensor[] y, Tensor?[] t)
    {
        var left = t[0] is { } u ? JvpLeft(u, x[0], x[1], y[0]) : null;
        var right = t[1] is { } v ? JvpRight(v, x[0], x[1], y[0]) : null;
        return [left is null ? right : right is null ? left : left + right];
    }

    internal sealed override Tensor?[] ReverseRule(Tensor[] x, Tensor[] y, Tensor?[] ct, bool[] needed)
    {
        if (ct[0] is not { } s) return [null, null];
        return [needed[0] ? VjpLeft(s, x[0], x[1], y[0]) : null, needed[1] ? VjpRight(s, x[0], x[1], y[0]) : null];
    }

    internal sealed override Tensor[] BatchRule(Tensor[] x, bool[] batched, int size) => [Batch(x[0], batched[0], x[1], batched[1])];
}

/// <summary>
/// Tier 1 for two inputs: a function of two elements. Inputs are promoted to one dtype and broadcast to one shape before the rule sees
/// them (the broadcast is an operation of its own, so its gradient is summed back in one place).
/// </summary>
public abstract class BinaryElementwise : BinaryPrimitive
{
    /// <summary>True if integers and booleans are converted to float64 first.</summary>
    protected virtual bool IsFloatingOnly => false;

    /// <summary>The dtype of the output for a promoted input dtype.</summary>
    protected virtual DType OutputDType(DType input) => input;

    /// <summary><paramref name="s"/> times the derivative by the left input; null if it is zero wherever it exists.</summary>
    protected abstract Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y);

    /// <summary><paramref name="s"/> times the derivative by the right input; null if it is zero wherever it exists.</summary>
    protected abstract Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y);

    /// <inheritdoc/>
    public sealed override Tensor Bind(Tensor a, Tensor b)
    {
        if (a.DType != b.DType || a.DType < DType.Float32) Promotion.Unify(ref a, ref b, IsFloatingOnly);
        if (a is ConcreteTensor && b is ConcreteTensor) return BindBinary(a, b);
        if (!a.Shape.Equals(b.Shape))
        {
            var shape = Shape.Broadcast(a.Shape, b.Shape, Name);
            a = Ops.BroadcastTo(a, shape);
            b = Ops.BroadcastTo(b, shape);
        }

        return BindBinary(a, b);
    }

    /// <inheritdoc/>
    protected internal sealed override TensorSpec Specify(TensorSpec a, TensorSpec b) => new(Shape.Broadcast(a.Shape, b.Shape, Name), OutputDType(a.DType));

    /// <inheritdoc/>
    protected internal sealed override Tensor? JvpLeft(Tensor t, Tensor a, Tensor b, Tensor y) => ScaleLeft(t, a, b, y);

    /// <inheritdoc/>
    protected internal sealed override Tensor? JvpRight(Tensor t, Tensor a, Tensor b, Tensor y) => ScaleRight(t, a, b, y);

    /// <inheritdoc/>
    protected internal sealed override Tensor? VjpLeft(Tensor ct, Tensor a, Tensor b, Tensor y) => ScaleLeft(ct, a, b, y);

    /// <inheritdoc/>
    protected internal sealed override Tensor? VjpRight(Tensor ct, Tensor a, Tensor b, Tensor y) => ScaleRight(ct, a, b, y);

    /// <inheritdoc/>
    protected internal sealed override Tensor Batch(Tensor a, bool aBatched, Tensor b, bool bBatched) => Bind(a, b); // an unbatched input broadcasts
}

/// <summary>Tier 2 for two inputs: linear in each. One transpose for each gives both modes.</summary>
public abstract class BilinearPrimitive : BinaryPrimitive
{
    /// <summary>The transposed map of the left input, the right one held.</summary>
    protected abstract Tensor TransposeLeft(Tensor ct, Tensor a, Tensor b);

    /// <summary>The transposed map of the right input, the left one held.</summary>
    protected abstract Tensor TransposeRight(Tensor ct, Tensor a, Tensor b);

    /// <inheritdoc/>
    protected internal sealed override Tensor? JvpLeft(Tensor t, Tensor a, Tensor b, Tensor y) => Bind(t, b);

    /// <inheritdoc/>
    protected internal sealed override Tensor? JvpRight(Tensor t, Tensor a, Tensor b, Tensor y) => Bind(a, t);

    /// <inheritdoc/>
    protected internal sealed override Tensor? VjpLeft(Tensor ct, Tensor a, Tensor b, Tensor y) => TransposeLeft(ct, a, b);

    /// <inheritdoc/>
    protected internal sealed override Tensor? VjpRight(Tensor ct, Tensor a, Tensor b, Tensor y) => TransposeRight(ct, a, b);
}
