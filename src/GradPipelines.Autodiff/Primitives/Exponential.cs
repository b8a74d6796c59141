using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Exponentials, logarithms, roots.</content>
public static partial class Ops
{
    /// <summary>e^x: 0 at -∞, ∞ at ∞. Overflows past 709.78 (float64).</summary>
    public static Tensor Exp(Tensor x) => ExpPrimitive.Instance.Bind(x);

    /// <summary>e^x - 1, exact near 0.</summary>
    public static Tensor Expm1(Tensor x) => Expm1Primitive.Instance.Bind(x);

    /// <summary>The natural logarithm: -∞ at 0, NaN below.</summary>
    public static Tensor Log(Tensor x) => LogPrimitive.Instance.Bind(x);

    /// <summary>log(1 + x), exact near 0: -∞ at -1, NaN below.</summary>
    public static Tensor Log1p(Tensor x) => Log1pPrimitive.Instance.Bind(x);

    /// <summary>The square root: NaN below 0; the derivative at 0 is ∞.</summary>
    public static Tensor Sqrt(Tensor x) => SqrtPrimitive.Instance.Bind(x);

    /// <summary>The cube root, of negative numbers too; the derivative at 0 is ∞.</summary>
    public static Tensor Cbrt(Tensor x) => CbrtPrimitive.Instance.Bind(x);
}

internal sealed class ExpPrimitive : UnaryElementwise
{
    public static readonly ExpPrimitive Instance = new();

    public override string Name => "exp";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<ExpKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => y;
}

internal sealed class Expm1Primitive : UnaryElementwise
{
    public static readonly Expm1Primitive Instance = new();

    public override string Name => "expm1";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<Expm1Kernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => y + 1.0;
}

internal sealed class LogPrimitive : UnaryElementwise
{
    public static readonly LogPrimitive Instance = new();

    public override string Name => "log";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<LogKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / x;
}

internal sealed class Log1pPrimitive : UnaryElementwise
{
    public static readonly Log1pPrimitive Instance = new();

    public override string Name => "log1p";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<Log1pKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / (1.0 + x);
}

internal sealed class SqrtPrimitive : UnaryElementwise
{
    public static readonly SqrtPrimitive Instance = new();

    public override string Name => "sqrt";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<SqrtKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 0.5 / y;
}

internal sealed class CbrtPrimitive : UnaryElementwise
{
    public static readonly CbrtPrimitive Instance = new();

    public override string Name => "cbrt";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<CbrtKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / (3.0 * (y * y));
}
