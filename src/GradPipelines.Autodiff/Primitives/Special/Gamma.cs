using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The gamma function and its relatives.</content>
public static partial class Special
{
    /// <summary>Γ(x): ∞ at 0, -1, -2, …, where there is no derivative, and past 171.6.</summary>
    public static Tensor Gamma(Tensor x) => GammaPrimitive.Instance.Bind(x);

    /// <summary>log |Γ(x)|: ∞ at 0, -1, -2, …</summary>
    public static Tensor Gammaln(Tensor x) => GammalnPrimitive.Instance.Bind(x);

    /// <summary>1 / Γ(x), 0 at 0, -1, -2, …; its derivative is NaN there, as ψ·(1/Γ) is 0·∞.</summary>
    public static Tensor Rgamma(Tensor x) => RgammaPrimitive.Instance.Bind(x);

    /// <summary>The sign of Γ(x); 0 at its poles. The derivative is 0.</summary>
    public static Tensor Gammasgn(Tensor x) => GammasgnPrimitive.Instance.Bind(x);

    /// <summary>ψ(x) = Γ'(x) / Γ(x), the digamma function: ∓∞ at ±0, NaN at -1, -2, …</summary>
    public static Tensor Digamma(Tensor x) => Polygamma(0, x);

    /// <summary>Another name of <see cref="Digamma"/>.</summary>
    public static Tensor Psi(Tensor x) => Polygamma(0, x);

    /// <summary>The n-th derivative of ψ.</summary>
    /// <param name="n">From 0; it is not differentiated.</param>
    /// <param name="x">Down to -1e6.</param>
    public static Tensor Polygamma(int n, Tensor x) => n >= 0
        ? new PolygammaPrimitive(n).Bind(x)
        : throw new ArgumentOutOfRangeException(nameof(n), n, "Polygamma: the order is 0 or more.");

    /// <summary>log Γ_d(a), the logarithm of the multivariate gamma function for d × d matrices; NaN or meaningless for a ≤ (d - 1)/2.</summary>
    public static Tensor Multigammaln(Tensor a, int d)
    {
        if (d < 1) throw new ArgumentOutOfRangeException(nameof(d), d, "Multigammaln: the dimension is 1 or more.");
        var sum = Gammaln(a);
        for (var j = 1; j < d; j++) sum += Gammaln(a - 0.5 * j);
        return sum + 0.25 * d * (d - 1) * Math.Log(Math.PI);
    }

    /// <summary>B(a, b) = Γ(a)Γ(b) / Γ(a + b).</summary>
    public static Tensor Beta(Tensor a, Tensor b) => BetaPrimitive.Instance.Bind(a, b);

    /// <summary>log |B(a, b)|, with all digits for large arguments too.</summary>
    public static Tensor Betaln(Tensor a, Tensor b) => BetalnPrimitive.Instance.Bind(a, b);
}

internal sealed class GammaPrimitive : SpecialPrimitive<GammaKernel>
{
    public static readonly GammaPrimitive Instance = new();

    public override string Name => "gamma";

    protected override Tensor? Derivative(Tensor x, Tensor y) => y * Special.Digamma(x);
}

internal sealed class GammalnPrimitive : SpecialPrimitive<LogGammaKernel>
{
    public static readonly GammalnPrimitive Instance = new();

    public override string Name => "gammaln";

    protected override Tensor? Derivative(Tensor x, Tensor y) => Special.Digamma(x);
}

internal sealed class RgammaPrimitive : SpecialPrimitive<ReciprocalGammaKernel>
{
    public static readonly RgammaPrimitive Instance = new();

    public override string Name => "rgamma";

    protected override Tensor? Derivative(Tensor x, Tensor y) => -y * Special.Digamma(x);
}

internal sealed class GammasgnPrimitive : SpecialPrimitive<GammaSignKernel>
{
    public static readonly GammasgnPrimitive Instance = new();

    public override string Name => "gammasgn";

    protected override Tensor? Derivative(Tensor x, Tensor y) => null;
}

internal sealed class PolygammaPrimitive(int n) : UnaryElementwise
{
    public override string Name => "polygamma";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("n", n)];

    protected internal override NdArray Forward(NdArray x) => SpecialLoop.Unary(x, v => ZetaFunction.Polygamma(n, v));

    protected override Tensor? Derivative(Tensor x, Tensor y) => new PolygammaPrimitive(n + 1).Bind(x);
}

internal sealed class BetaPrimitive : SpecialPairPrimitive<BetaKernel>
{
    public static readonly BetaPrimitive Instance = new();

    public override string Name => "beta";

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * (y * (Special.Digamma(a) - Special.Digamma(a + b)));

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * (y * (Special.Digamma(b) - Special.Digamma(a + b)));
}

internal sealed class BetalnPrimitive : SpecialPairPrimitive<LogBetaKernel>
{
    public static readonly BetalnPrimitive Instance = new();

    public override string Name => "betaln";

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * (Special.Digamma(a) - Special.Digamma(a + b));

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * (Special.Digamma(b) - Special.Digamma(a + b));
}
