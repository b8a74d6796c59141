namespace GradPipelines.Kernels;

/// <summary>The regularised incomplete beta function and its derivatives by the parameters.</summary>
/// <remarks>
/// The continued fraction of DLMF 8.17.22 by Lentz's method, on the side of the mean where it converges in about √max(a, b) steps; the
/// other side by I(a, b, x) = 1 - I(b, a, 1 - x). For parameters of 10 and more the factor x^a (1 - x)^b / B(a, b) is formed from
/// log(1 + u) - u as in Didonato &amp; Morris (1992), so that no digits are lost. Relative error about 1e-14.
/// </remarks>
internal static class IncompleteBeta
{
    private const int MaximumTerms = 200_000;

    /// <summary>I(a, b, x): 0 at x = 0, 1 at x = 1; NaN outside a, b &gt; 0, 0 ≤ x ≤ 1.</summary>
    public static double Value(double a, double b, double x) => Value(a, b, x, 1 - x);

    /// <summary>The same where y = 1 - x is known to more digits than the difference has.</summary>
    public static double Value(double a, double b, double x, double y)
    {
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return double.NaN;
        if (x is 0 or 1) return x;
        return IsLeft(a, b, x)
            ? Factor(a, b, x, y) * Fraction(new Real(a), new Real(b), x).Value / a
            : 1 - Factor(b, a, y, x) * Fraction(new Real(b), new Real(a), y).Value / b;
    }

    /// <summary>∂^(i+j) I / ∂a^i ∂b^j, from the same fraction with a and b as power series.</summary>
    public static double ByParameters(double a, double b, double x, int i, int j)
    {
        if (i == 0 && j == 0) return Value(a, b, x);
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return double.NaN;
        if (x is 0 or 1) return 0;
        Jet p = Jet.Variable(a, i, j), q = Jet.Variable(b, i, j, isSecond: true);
        var factor = Jet.Exp(p * Math.Log(x) + q * GammaFunctions.Log1p(-x) + Jet.LogGamma(p + q) - Jet.LogGamma(p) - Jet.LogGamma(q));
        return IsLeft(a, b, x)
            ? (factor * Fraction(p, q, x) / p).Derivative(i, j)
            : -(factor * Fraction(q, p, 1 - x) / q).Derivative(i, j);
    }

    private static bool IsLeft(double a, double b, double x) => x < (a + 1) / (a + b + 2);

    /// <summary>x^a y^b / B(a, b) with y = 1 - x.</summary>
    private static double Factor(double a, double b, double x, double y)
    {
        if (Math.Min(a, b) < 10) return Math.Exp(a * Math.Log(x) + b * (x < y ? GammaFunctions.Log1p(-x) : Math.Log(y)) - GammaFunctions.LogBeta(a, b));
        var excess = x * b - y * a; // from the mean, times a + b
        var correction = GammaFunctions.StirlingRemainder(a + b) - GammaFunctions.StirlingRemainder(a) - GammaFunctions.StirlingRemainder(b);
        return Math.Sqrt(a / (a + b) * b / (2 * Math.PI)) * Math.Exp(a * GammaFunctions.Log1pMinus(excess / a) + b * GammaFunctions.Log1pMinus(-excess / b) + correction);
    }

    private static T Fraction<T>(T a, T b, double x)
        where T : IExpansion<T>
    {
        var one = T.Constant(1);
        var sum = a + b;
        var c = one;
        var d = one / (one - sum / (a + 1.0) * x);
        var h = d;
        var stop = new FractionEnd();
        for (var m = 1; m < MaximumTerms; m++)
        {
            var even = (b + -m) * (m * x) / ((a + (2.0 * m - 1)) * (a + 2.0 * m));
            d = one / (even * d + 1.0);
            c = even / c + 1.0;
            h *= c * d;
            var odd = (a + m) * (sum + m) * -x / ((a + 2.0 * m) * (a + (2.0 * m + 1)));
            d = one / (odd * d + 1.0);
            c = odd / c + 1.0;
            var change = c * d;
            h *= change;
            if (stop.Reached(T.Size(change + -1.0))) break;
        }

        return h;
    }
}
