using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Hyperbolic functions and their inverses; the logistic sigmoid, which is tanh in another scale.</content>
public static partial class Ops
{
    /// <summary>(e^x - e^-x) / 2.</summary>
    public static Tensor Sinh(Tensor x) => SinhPrimitive.Instance.Bind(x);

    /// <summary>(e^x + e^-x) / 2.</summary>
    public static Tensor Cosh(Tensor x) => CoshPrimitive.Instance.Bind(x);

    /// <summary>sinh x / cosh x: ±1 at ±∞.</summary>
    public static Tensor Tanh(Tensor x) => TanhPrimitive.Instance.Bind(x);

    /// <summary>The inverse of sinh.</summary>
    public static Tensor Asinh(Tensor x) => AsinhPrimitive.Instance.Bind(x);

    /// <summary>The inverse of cosh on [1, ∞); NaN below 1.</summary>
    public static Tensor Acosh(Tensor x) => AcoshPrimitive.Instance.Bind(x);

    /// <summary>The inverse of tanh on (-1, 1): ±∞ at ±1, NaN beyond.</summary>
    public static Tensor Atanh(Tensor x) => AtanhPrimitive.Instance.Bind(x);

    /// <summary>1 / (1 + e^-x): 0 at -∞, 1 at ∞, without overflow in between.</summary>
    public static Tensor Sigmoid(Tensor x) => SigmoidPrimitive.Instance.Bind(x);
}

internal sealed class SinhPrimitive : UnaryElementwise
{
    public static readonly SinhPrimitive Instance = new();

    public override string Name => "sinh";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<SinhKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => Ops.Cosh(x);
}

internal sealed class CoshPrimitive : UnaryElementwise
{
    public static readonly CoshPrimitive Instance = new();

    public override string Name => "cosh";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<CoshKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => Ops.Sinh(x);
}

/// <remarks>1 - y² costs one multiplication and is right to an absolute rounding error at every order, also after cosh would overflow; its relative accuracy is lost with y itself once |x| passes 8 in float32 and 17 in float64, where the derivative is below 5e-7 and 7e-15.</remarks>
internal sealed class TanhPrimitive : UnaryElementwise
{
    public static readonly TanhPrimitive Instance = new();

    public override string Name => "tanh";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<TanhKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 - y * y;
}

internal sealed class AsinhPrimitive : UnaryElementwise
{
    public static readonly AsinhPrimitive Instance = new();

    public override string Name => "arcsinh";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<AsinhKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / Ops.Sqrt(x * x + 1.0);
}

internal sealed class AcoshPrimitive : UnaryElementwise
{
    public static readonly AcoshPrimitive Instance = new();

    public override string Name => "arccosh";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<AcoshKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / Ops.Sqrt(0.0 - Ops.OneMinusSquare(x)); // not -u: the root of -0 is -0
}

internal sealed class AtanhPrimitive : UnaryElementwise
{
    public static readonly AtanhPrimitive Instance = new();

    public override string Name => "arctanh";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<AtanhKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / Ops.OneMinusSquare(x);
}

internal sealed class SigmoidPrimitive : UnaryElementwise
{
    public static readonly SigmoidPrimitive Instance = new();

    public override string Name => "sigmoid";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<SigmoidKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => y * (1.0 - y);
}
