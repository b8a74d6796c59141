using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <summary>A primitive of one input and one output: the base of the element-wise and linear tiers.</summary>
public abstract class UnaryPrimitive : Primitive
{
    private protected UnaryPrimitive()
    {
    }

    /// <summary>The value on plain numbers.</summary>
    protected internal abstract NdArray Forward(NdArray x);

    /// <summary>The shape and dtype of the output; throws <see cref="ShapeException"/> for an input that does not fit.</summary>
    protected internal abstract TensorSpec Specify(TensorSpec x);

    /// <summary>The tangent of the output for a tangent <paramref name="t"/> of the input; null if exactly zero.</summary>
    protected internal abstract Tensor? Jvp(Tensor t, Tensor x, Tensor y);

    /// <summary>The cotangent of the input for a cotangent <paramref name="ct"/> of the output; null if exactly zero.</summary>
    protected internal abstract Tensor? Vjp(Tensor ct, Tensor x, Tensor y);

    /// <summary>The output for a whole batch: <paramref name="x"/> has the batch axis in front, and so has the result.</summary>
    protected internal abstract Tensor Batch(Tensor x);

    /// <summary>Applies the primitive.</summary>
    public virtual Tensor Bind(Tensor x) => BindUnary(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected Tensor BindUnary(Tensor x) =>
        x is ConcreteTensor c ? new ConcreteTensor(Forward(c.Array), c.IsWeak) : ((Tracer)x).Trace.Process(this, x);

    internal sealed override NdArray[] Evaluate(NdArray[] x) => [Forward(x[0])];

    internal sealed override TensorSpec[] Specify(TensorSpec[] x) => [Specify(x[0])];

    internal sealed override Tensor?[] ForwardRule(Tensor[] x, Tensor[] y, Tensor?[] t) => [t[0] is { } s ? Jvp(s, x[0], y[0]) : null];

    internal sealed override Tensor?[] ReverseRule(Tensor[] x, Tensor[] y, Tensor?[] ct, bool[] needed) =>
        [needed[0] && ct[0] is { } s ? Vjp(s, x[0], y[0]) : null];

    internal sealed override Tensor[] BatchRule(Tensor[] x, bool[] batched, int size) => [Batch(x[0])];
}

/// <summary>Tier 1: a function applied to each element. One derivative gives both modes; shape and batch rule follow.</summary>
public abstract class UnaryElementwise : UnaryPrimitive
{
    /// <summary>True (the default) if integers and booleans are converted to float64 first; false keeps their dtype.</summary>
    protected virtual bool IsFloatingOnly => true;

    /// <summary>The derivative at each element, from the input and the output; null if it is zero wherever it exists.</summary>
    protected abstract Tensor? Derivative(Tensor x, Tensor y);

    /// <summary>A tangent or cotangent times the derivative; override where this is cheaper or safer than the product.</summary>
    protected virtual Tensor? Scale(Tensor s, Tensor x, Tensor y) => Derivative(x, y) is { } d ? s * d : null;

    /// <inheritdoc/>
    public sealed override Tensor Bind(Tensor x)
    {
        if (x.DType < DType.Float32) x = IsFloatingOnly ? Ops.Cast(x, DType.Float64) : x.DType == DType.Bool ? Ops.Cast(x, DType.Int64) : x;
        return BindUnary(x);
    }

    /// <inheritdoc/>
    protected internal override TensorSpec Specify(TensorSpec x) => x;

    /// <inheritdoc/>
    protected internal sealed override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => Scale(t, x, y);

    /// <inheritdoc/>
    protected internal sealed override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => Scale(ct, x, y);

    /// <inheritdoc/>
    protected internal sealed override Tensor Batch(Tensor x) => Bind(x);
}

/// <summary>Tier 2: a linear function of one input. One transpose gives both modes.</summary>
public abstract class LinearPrimitive : UnaryPrimitive
{
    /// <summary>The transposed map: a cotangent of the output becomes one of an input of shape and dtype <paramref name="x"/>.</summary>
    protected abstract Tensor? Transpose(Tensor ct, TensorSpec x);

    /// <inheritdoc/>
    protected internal sealed override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => y.DType.IsFloating() ? Bind(t) : null;

    /// <inheritdoc/>
    protected internal sealed override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => Transpose(ct, x.Spec);
}
