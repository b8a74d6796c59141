using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Rounding: steps, whose derivative is zero wherever it exists.</content>
public static partial class Ops
{
    /// <summary>The largest whole number not above x. The derivative is 0.</summary>
    public static Tensor Floor(Tensor x) => FloorPrimitive.Instance.Bind(x);

    /// <summary>The smallest whole number not below x. The derivative is 0.</summary>
    public static Tensor Ceiling(Tensor x) => CeilingPrimitive.Instance.Bind(x);

    /// <summary>The nearest whole number, halves to even. The derivative is 0.</summary>
    public static Tensor Round(Tensor x) => RoundPrimitive.Instance.Bind(x);

    /// <summary>x without its fraction. The derivative is 0.</summary>
    public static Tensor Truncate(Tensor x) => TruncatePrimitive.Instance.Bind(x);
}

internal sealed class FloorPrimitive : UnaryElementwise
{
    public static readonly FloorPrimitive Instance = new();

    public override string Name => "floor";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<FloorKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => null;
}

internal sealed class CeilingPrimitive : UnaryElementwise
{
    public static readonly CeilingPrimitive Instance = new();

    public override string Name => "ceil";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<CeilingKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => null;
}

internal sealed class RoundPrimitive : UnaryElementwise
{
    public static readonly RoundPrimitive Instance = new();

    public override string Name => "round";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<RoundKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => null;
}

internal sealed class TruncatePrimitive : UnaryElementwise
{
    public static readonly TruncatePrimitive Instance = new();

    public override string Name => "trunc";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<TruncateKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => null;
}
