namespace GradPipelines;

/// <summary>Tier 3: any number of inputs and outputs, every rule written out.</summary>
public abstract class GeneralPrimitive : Primitive
{
    /// <summary>The values on plain numbers, one for each output.</summary>
    protected abstract NdArray[] Forward(NdArray[] x);

    /// <summary>Shapes and dtypes of the outputs; throws <see cref="ShapeException"/> for inputs that do not fit.</summary>
    protected abstract TensorSpec[] Shapes(TensorSpec[] x);

    /// <summary>Tangents of the outputs for tangents <paramref name="t"/> of the inputs; null stands for an exact zero on both sides.</summary>
    protected abstract Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y);

    /// <summary>
    /// Cotangents of the inputs for cotangents <paramref name="ct"/> of the outputs; null stands for an exact zero on both sides.
    /// An input that is not <paramref name="needed"/> may be left null.
    /// </summary>
    protected abstract Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed);

    /// <summary>
    /// The outputs for a batch of <paramref name="size"/>: a batched input has the batch axis in front, and so has every output.
    /// <see cref="Batching.Loop"/> is the fallback that applies the primitive to one element of the batch after the other.
    /// </summary>
    protected abstract Tensor[] Batch(Tensor[] x, bool[] batched, int size);

    /// <summary>Applies the primitive.</summary>
    public Tensor[] Bind(params Tensor[] x) => BindAll(x);

    internal sealed override NdArray[] Evaluate(NdArray[] x) => Forward(x);

    internal sealed override TensorSpec[] Specify(TensorSpec[] x) => Shapes(x);

    internal sealed override Tensor?[] ForwardRule(Tensor[] x, Tensor[] y, Tensor?[] t) => Jvp(t, x, y);

    internal sealed override Tensor?[] ReverseRule(Tensor[] x, Tensor[] y, Tensor?[] ct, bool[] needed) => Vjp(ct, x, y, needed);

    internal sealed override Tensor[] BatchRule(Tensor[] x, bool[] batched, int size) => Batch(x, batched, size);
}
