namespace GradPipelines.Kernels;

/// <summary>The Hurwitz zeta function and the polygamma functions, which are its multiples.</summary>
internal static class ZetaFunction
{
    /// <summary>B(2k) / (2k)!: Euler and Maclaurin's correction.</summary>
    private static ReadOnlySpan<double> Correction =>
    [
        0.083333333333333333333, -0.0013888888888888888889, 0.000033068783068783068783, -8.2671957671957671958e-7, 2.0876756987868098979e-8,
        -5.2841901386874931848e-10, 1.3382536530684678833e-11, -3.3896802963225828668e-13, 8.5860620562778445641e-15, -2.174868698558061873e-16,
        5.5090028283602295152e-18, -1.3954464685812523341e-19,
    ];

    /// <summary>B(2k) / 2k: the asymptotic series of the digamma function.</summary>
    private static ReadOnlySpan<double> DigammaTerms =>
    [
        0.083333333333333333333, -0.0083333333333333333333, 0.003968253968253968254, -0.0041666666666666666667, 0.0075757575757575757576,
        -0.021092796092796092796, 0.083333333333333333333, -0.44325980392156862745,
    ];

    /// <summary>Below that Σ over negative arguments is not taken.</summary>
    private const double LeastArgument = -1e6;

    /// <summary>
    /// Σ (q + k)^-s over k ≥ 0, or its derivative of some order by s: NaN for s &lt; 1, ∞ for s = 1 and at q = 0, -1, …; for other
    /// negative q only with a whole s, as SciPy, and down to -1e6.
    /// </summary>
    /// <remarks>The terms to q + k ≥ 10, then Euler and Maclaurin's formula (DLMF 25.11.28). Relative error 1e-15 for order 0.</remarks>
    public static double Hurwitz(double s, double q, int order = 0)
    {
        if (double.IsNaN(s) || double.IsNaN(q) || s < 1) return double.NaN;
        if (s == 1) return double.PositiveInfinity;
        if (q <= 0)
        {
            if (q == Math.Floor(q)) return double.PositiveInfinity;
            if (s != Math.Floor(s) || q < LeastArgument || order > 0) return double.NaN;
        }

        if (double.IsPositiveInfinity(q)) return 0;
        return order == 0 ? Sum(new Real(s), q, s).Value : Sum(Jet.Variable(s, order), q, s).Derivative(order);
    }

    /// <summary>ψ(x): NaN at -1, -2, …; ∓∞ at ±0. Absolute error 1e-15 near its zeros, else relative 1e-15.</summary>
    public static double Digamma(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x)) return x;
        if (x == 0) return -1 / x;
        if (x < 0)
        {
            if (x == Math.Floor(x)) return double.NaN;
            var part = x - Math.Round(x); // the cotangent has period 1
            return Digamma(1 - x) - Math.PI / Math.Tan(Math.PI * part);
        }

        var shift = 0.0;
        for (; x < 10; x++) shift += 1 / x;
        var z = 1 / (x * x);
        var sum = 0.0;
        for (var k = DigammaTerms.Length - 1; k >= 0; k--) sum = sum * z + DigammaTerms[k];
        return Math.Log(x) - 0.5 / x - sum * z - shift;
    }

    /// <summary>ψ^(n)(x) = (-1)^(n+1) n! ζ(n + 1, x) for n ≥ 1; ψ for n = 0.</summary>
    public static double Polygamma(int n, double x)
    {
        if (n == 0) return Digamma(x);
        var value = GammaFunctions.Gamma(n + 1.0) * Hurwitz(n + 1.0, x);
        return n % 2 == 0 ? -value : value;
    }

    private static T Sum<T>(T s, double q, double exponent)
        where T : IExpansion<T>
    {
        var sum = T.Constant(0);
        var a = q;
        var first = 10 + 0.5 * Math.Min(exponent, 100); // the correction grows with s / a
        for (; a < first; a++) sum += Power(a, s);

        // ∫ + half the first term + Σ B(2j)/(2j)!·s(s + 1)…(s + 2j - 2)·a^(-s-2j+1)
        var head = Power(a, s);
        sum += Power(a, s + -1.0) / (s + -1.0) + head * 0.5; // a^(1-s) by itself: a^-s may underflow
        var factor = s;
        var power = head * (1 / a);
        for (var j = 0; j < Correction.Length; j++)
        {
            var term = factor * power * Correction[j];
            sum += term;
            if (T.Size(term) <= 1e-17 * T.Size(sum)) break;
            factor = factor * (s + (2.0 * j + 1)) * (s + (2.0 * j + 2));
            power *= 1 / (a * a);
        }

        return sum;
    }

    /// <summary>a^-s; a negative base with a whole exponent.</summary>
    private static T Power<T>(double a, T s)
        where T : IExpansion<T>
    {
        if (s is Real plain) return T.Constant(Math.Pow(a, -plain.Value));
        return T.Exp(s * -Math.Log(a));
    }
}
