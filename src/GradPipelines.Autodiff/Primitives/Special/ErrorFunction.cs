using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The error function in the short form that networks need.</content>
public static partial class Ops
{
    /// <summary>The error function; see <see cref="Special.Erf"/>.</summary>
    public static Tensor Erf(Tensor x) => ErfPrimitive.Instance.Bind(x);
}

/// <content>The error function, the normal distribution, their inverses.</content>
public static partial class Special
{
    private const double RootPi = 1.77245385090551602729816748334;
    private const double RootTwoPi = 2.50662827463100050241576528481;

    /// <summary>2/√π ∫₀ˣ e^(-t²) dt: ±1 at ±∞.</summary>
    public static Tensor Erf(Tensor x) => ErfPrimitive.Instance.Bind(x);

    /// <summary>1 - erf x, with all digits for large x.</summary>
    public static Tensor Erfc(Tensor x) => ErfcPrimitive.Instance.Bind(x);

    /// <summary>e^(x²) erfc x: ∞ below -26.6, 1/(x√π) for large x.</summary>
    /// <remarks>Derivatives lose x²·1e-16 of their digits for large x.</remarks>
    public static Tensor Erfcx(Tensor x) => ErfcxPrimitive.Instance.Bind(x);

    /// <summary>The inverse of erf on (-1, 1): ±∞ at ±1, NaN beyond.</summary>
    public static Tensor Erfinv(Tensor x) => ErfinvPrimitive.Instance.Bind(x);

    /// <summary>The inverse of erfc on (0, 2): ±∞ at 0 and 2, NaN beyond.</summary>
    public static Tensor Erfcinv(Tensor x) => ErfcinvPrimitive.Instance.Bind(x);

    /// <summary>Φ(x), the distribution function of the standard normal distribution.</summary>
    public static Tensor Ndtr(Tensor x) => NdtrPrimitive.Instance.Bind(x);

    /// <summary>log Φ(x), finite down to -1e154.</summary>
    public static Tensor LogNdtr(Tensor x) => LogNdtrPrimitive.Instance.Bind(x);

    /// <summary>The inverse of Φ on (0, 1): ∓∞ at 0 and 1, NaN beyond.</summary>
    public static Tensor Ndtri(Tensor p) => NdtriPrimitive.Instance.Bind(p);

    /// <summary>2/√π e^(-x²). The square is a product: 2x would overflow in its derivative where e^(-x²) is 0.</summary>
    internal static Tensor ErfSlope(Tensor x) => 2 / RootPi * Ops.Exp(-(x * x));

    /// <summary>The density of the standard normal distribution.</summary>
    internal static Tensor NormalDensity(Tensor x) => Ops.Exp(-0.5 * (x * x)) / RootTwoPi;
}

internal sealed class ErfPrimitive : SpecialPrimitive<ErfKernel>
{
    public static readonly ErfPrimitive Instance = new();

    public override string Name => "erf";

    protected override Tensor? Derivative(Tensor x, Tensor y) => Special.ErfSlope(x);
}

internal sealed class ErfcPrimitive : SpecialPrimitive<ErfcKernel>
{
    public static readonly ErfcPrimitive Instance = new();

    public override string Name => "erfc";

    protected override Tensor? Derivative(Tensor x, Tensor y) => -Special.ErfSlope(x);
}

internal sealed class ErfcxPrimitive : SpecialPrimitive<ErfcxKernel>
{
    public static readonly ErfcxPrimitive Instance = new();

    public override string Name => "erfcx";

    protected override Tensor? Derivative(Tensor x, Tensor y) => 2.0 * x * y - 2 / Math.Sqrt(Math.PI);
}

internal sealed class ErfinvPrimitive : SpecialPrimitive<ErfinvKernel>
{
    public static readonly ErfinvPrimitive Instance = new();

    public override string Name => "erfinv";

    protected override Tensor? Derivative(Tensor x, Tensor y) => Math.Sqrt(Math.PI) / 2 * Ops.Exp(y * y);
}

internal sealed class ErfcinvPrimitive : SpecialPrimitive<ErfcinvKernel>
{
    public static readonly ErfcinvPrimitive Instance = new();

    public override string Name => "erfcinv";

    protected override Tensor? Derivative(Tensor x, Tensor y) => -Math.Sqrt(Math.PI) / 2 * Ops.Exp(y * y);
}

internal sealed class NdtrPrimitive : SpecialPrimitive<NdtrKernel>
{
    public static readonly NdtrPrimitive Instance = new();

    public override string Name => "ndtr";

    protected override Tensor? Derivative(Tensor x, Tensor y) => Special.NormalDensity(x);
}

/// <remarks>The derivative φ/Φ is a kernel of its own: as e^(-x²/2 - log Φ) it would lose x²·1e-16 of its digits at the left.</remarks>
internal sealed class LogNdtrPrimitive : SpecialPrimitive<LogNdtrKernel>
{
    public static readonly LogNdtrPrimitive Instance = new();

    public override string Name => "log_ndtr";

    protected override Tensor? Derivative(Tensor x, Tensor y) => NormalHazardPrimitive.Instance.Bind(x);
}

/// <summary>h(x) = φ(x) / Φ(x), with h' = -h·(x + h).</summary>
internal sealed class NormalHazardPrimitive : SpecialPrimitive<NormalHazardKernel>
{
    public static readonly NormalHazardPrimitive Instance = new();

    public override string Name => "normal_hazard";

    protected override Tensor? Derivative(Tensor x, Tensor y) => -y * (x + y);
}

internal sealed class NdtriPrimitive : SpecialPrimitive<NdtriKernel>
{
    public static readonly NdtriPrimitive Instance = new();

    public override string Name => "ndtri";

    protected override Tensor? Derivative(Tensor x, Tensor y) => Math.Sqrt(2 * Math.PI) * Ops.Exp(0.5 * (y * y));
}
