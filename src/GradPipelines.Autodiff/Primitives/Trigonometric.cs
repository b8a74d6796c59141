using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Trigonometric functions in radians, and their inverses.</content>
public static partial class Ops
{
    /// <summary>sin x, x in radians; NaN at ±∞.</summary>
    public static Tensor Sin(Tensor x) => SinPrimitive.Instance.Bind(x);

    /// <summary>cos x, x in radians; NaN at ±∞.</summary>
    public static Tensor Cos(Tensor x) => CosPrimitive.Instance.Bind(x);

    /// <summary>tan x, x in radians; NaN at ±∞.</summary>
    public static Tensor Tan(Tensor x) => TanPrimitive.Instance.Bind(x);

    /// <summary>The angle in [-π/2, π/2] whose sine is x; NaN outside [-1, 1].</summary>
    public static Tensor Asin(Tensor x) => AsinPrimitive.Instance.Bind(x);

    /// <summary>The angle in [0, π] whose cosine is x; NaN outside [-1, 1].</summary>
    public static Tensor Acos(Tensor x) => AcosPrimitive.Instance.Bind(x);

    /// <summary>The angle in [-π/2, π/2] whose tangent is x.</summary>
    public static Tensor Atan(Tensor x) => AtanPrimitive.Instance.Bind(x);
}

internal sealed class SinPrimitive : UnaryElementwise
{
    public static readonly SinPrimitive Instance = new();

    public override string Name => "sin";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<SinKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => Ops.Cos(x);
}

internal sealed class CosPrimitive : UnaryElementwise
{
    public static readonly CosPrimitive Instance = new();

    public override string Name => "cos";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<CosKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => -Ops.Sin(x);
}

internal sealed class TanPrimitive : UnaryElementwise
{
    public static readonly TanPrimitive Instance = new();

    public override string Name => "tan";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<TanKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 + y * y;
}

internal sealed class AsinPrimitive : UnaryElementwise
{
    public static readonly AsinPrimitive Instance = new();

    public override string Name => "arcsin";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<AsinKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / Ops.Sqrt(Ops.OneMinusSquare(x));
}

internal sealed class AcosPrimitive : UnaryElementwise
{
    public static readonly AcosPrimitive Instance = new();

    public override string Name => "arccos";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<AcosKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => -1.0 / Ops.Sqrt(Ops.OneMinusSquare(x));
}

internal sealed class AtanPrimitive : UnaryElementwise
{
    public static readonly AtanPrimitive Instance = new();

    public override string Name => "arctan";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<AtanKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / (1.0 + x * x);
}
