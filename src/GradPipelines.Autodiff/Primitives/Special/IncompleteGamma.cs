using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Incomplete gamma functions.</content>
public static partial class Special
{
    /// <summary>P(a, x), regularised: the distribution function of the gamma distribution of shape a. NaN outside a ≥ 0, x ≥ 0.</summary>
    /// <remarks>Differentiable by both arguments; the derivatives by a are summed with a as a power series (HIPS autograd has none).</remarks>
    public static Tensor Gammainc(Tensor a, Tensor x) => GammaincPrimitive.Instance.Bind(a, x);

    /// <summary>Q(a, x) = 1 - P(a, x), with all digits for large x.</summary>
    public static Tensor Gammaincc(Tensor a, Tensor x) => GammainccPrimitive.Instance.Bind(a, x);

    /// <summary>∂P/∂x = x^(a-1) e^-x / Γ(a), in one exponential, so that no factor overflows; x = 0 without NaN.</summary>
    internal static Tensor GammaDensity(Tensor a, Tensor x) => Ops.Exp(Xlogy(a - 1.0, x) - x - Gammaln(a));
}

internal sealed class GammaincPrimitive : SpecialPairPrimitive<LowerGammaKernel>
{
    public static readonly GammaincPrimitive Instance = new();

    public override string Name => "gammainc";

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * new GammaincByParameterPrimitive(1).Bind(a, b);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * Special.GammaDensity(a, b);
}

internal sealed class GammainccPrimitive : SpecialPairPrimitive<UpperGammaKernel>
{
    public static readonly GammainccPrimitive Instance = new();

    public override string Name => "gammaincc";

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => -s * new GammaincByParameterPrimitive(1).Bind(a, b);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => -s * Special.GammaDensity(a, b);
}

/// <summary>∂ⁿP / ∂aⁿ, n ≥ 1. By a it is the next one; by x it is the n-th derivative of the density by a.</summary>
internal sealed class GammaincByParameterPrimitive(int order) : BinaryElementwise
{
    public override string Name => "gammainc_by_a";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("order", order)];

    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => SpecialLoop.Binary(a, b, Name, (p, x) => Kernels.IncompleteGamma.LowerByParameter(p, x, order));

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * new GammaincByParameterPrimitive(order + 1).Bind(a, b);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) =>
        s * DensityDerivatives.Of(Special.GammaDensity(a, b), order, m => m == 1 ? Ops.Log(b) - Special.Digamma(a) : -Special.Polygamma(m - 1, a));
}

/// <summary>Derivatives of a density p by a parameter from those of its logarithm: p⁽ⁿ⁾ = Σ C(n-1, k)·p⁽ᵏ⁾·(log p)⁽ⁿ⁻ᵏ⁾, k &lt; n.</summary>
internal static class DensityDerivatives
{
    /// <summary>The n-th derivative; <paramref name="logarithm"/> gives the m-th of log p, m ≥ 1.</summary>
    public static Tensor Of(Tensor density, int order, Func<int, Tensor> logarithm)
    {
        var p = new Tensor[order + 1];
        p[0] = density;
        var logs = new Tensor[order + 1];
        for (var n = 1; n <= order; n++)
        {
            logs[n] = logarithm(n);
            var sum = p[0] * logs[n];
            var binomial = 1.0;
            for (var k = 1; k < n; k++)
            {
                binomial = binomial * (n - k) / k;
                sum += binomial * p[k] * logs[n - k];
            }

            p[n] = sum;
        }

        return p[order];
    }
}
