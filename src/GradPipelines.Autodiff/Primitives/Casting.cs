namespace GradPipelines;

/// <content>Changes of dtype, and the end of differentiation.</content>
public static partial class Ops
{
    /// <summary>The elements in another dtype: to int64 truncates (NaN becomes 0), to bool is "not zero".</summary>
    /// <remarks>Between floating dtypes the derivative passes, rounded; into and out of int64 and bool it is zero.</remarks>
    public static Tensor Cast(Tensor x, DType dtype) =>
        x.DType == dtype && !x.IsWeak ? x
        : x is ConcreteTensor c ? new ConcreteTensor(c.Array.Cast(dtype))
        : x.DType == dtype ? x
        : new CastPrimitive(dtype).Bind(x);

    /// <summary>x, whose derivative is taken as zero from here back.</summary>
    public static Tensor StopGradient(Tensor x) => StopGradientPrimitive.Instance.Bind(x);
}

internal sealed class CastPrimitive(DType dtype) : LinearPrimitive
{
    public override string Name => "cast";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("dtype", dtype)];

    protected internal override NdArray Forward(NdArray x) => x.Cast(dtype);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { DType = dtype };

    protected override Tensor? Transpose(Tensor ct, TensorSpec x) => x.DType.IsFloating() ? Ops.Cast(ct, x.DType) : null;

    protected internal override Tensor Batch(Tensor x) => Bind(x);
}

internal sealed class StopGradientPrimitive : UnaryElementwise
{
    public static readonly StopGradientPrimitive Instance = new();

    public override string Name => "stop_gradient";

    protected override bool IsFloatingOnly => false;

    protected internal override NdArray Forward(NdArray x) => x;

    protected override Tensor? Derivative(Tensor x, Tensor y) => null;
}
