using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Dawson's integral and the exponential integral.</content>
public static partial class Special
{
    /// <summary>Dawson's integral e^(-x²) ∫₀ˣ e^(t²) dt.</summary>
    /// <remarks>Derivatives lose x²·1e-16 of their digits for large x.</remarks>
    public static Tensor Dawsn(Tensor x) => DawsnPrimitive.Instance.Bind(x);

    /// <summary>Ei(x), the principal value of ∫ e^t / t dt from -∞: -∞ at 0.</summary>
    public static Tensor Expi(Tensor x) => ExpiPrimitive.Instance.Bind(x);
}

internal sealed class DawsnPrimitive : SpecialPrimitive<DawsonKernel>
{
    public static readonly DawsnPrimitive Instance = new();

    public override string Name => "dawsn";

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 - 2.0 * x * y;
}

internal sealed class ExpiPrimitive : SpecialPrimitive<EiKernel>
{
    public static readonly ExpiPrimitive Instance = new();

    public override string Name => "expi";

    protected override Tensor? Derivative(Tensor x, Tensor y) => Ops.Exp(x) / x;
}
