namespace GradPipelines.Kernels;

/// <summary>The regularised incomplete gamma functions P and Q, and their derivatives by the first parameter.</summary>
/// <remarks>
/// For x &lt; a + 1 the power series of P (DLMF 8.11.4), else Legendre's continued fraction for Q (8.9.2), evaluated by Lentz's method.
/// Both need about 6√a terms near x = a. The factor x^a e^-x / Γ(a + 1) is formed for a ≥ 10 from log(1 + μ) - μ with μ = (x - a) / a,
/// after Temme (1979) and Didonato &amp; Morris (1986), so that no digits are lost for large a. The sum of √a terms loses 1e-17·√a of its digits;
/// for a above 1e8 the leading terms of Temme's uniform expansion.
/// </remarks>
internal static class IncompleteGamma
{
    private const int MaximumTerms = 2_000_000;

    /// <summary>P(a, x): 0 at x = 0, 1 at ∞, NaN outside a ≥ 0, x ≥ 0 and at (0, 0), (∞, ∞).</summary>
    public static double Lower(double a, double x) => Value(a, x, isLower: true);

    /// <summary>Q(a, x) = 1 - P(a, x), computed without the difference where it is small.</summary>
    public static double Upper(double a, double x) => Value(a, x, isLower: false);

    /// <summary>∂^n P / ∂a^n, from the same series with a as a power series.</summary>
    public static double LowerByParameter(double a, double x, int order)
    {
        if (!(a > 0 && x >= 0) || double.IsInfinity(a)) return double.NaN;
        if (x == 0 || double.IsPositiveInfinity(x)) return 0;
        var jet = Jet.Variable(a, order);
        var log = Math.Log(x);
        if (x < a + 1) return (Jet.Exp(jet * log - (Jet.LogGamma(jet + 1) + x)) * Series(jet, x)).Derivative(order);
        return -(Jet.Exp(jet * log - (Jet.LogGamma(jet) + x)) * Fraction(jet, x)).Derivative(order);
    }

    private static double Value(double a, double x, bool isLower)
    {
        if (!(a >= 0 && x >= 0) || (a == 0 && x == 0) || (double.IsInfinity(a) && double.IsInfinity(x))) return double.NaN;
        if (a == 0 || double.IsInfinity(x)) return isLower ? 1 : 0;
        if (x == 0 || double.IsInfinity(a)) return isLower ? 0 : 1;
        if (a > 1e8 && Math.Abs(x - a) < 0.5 * a) return Uniform(a, x, isLower);
        var factor = Factor(a, x);
        if (factor == 0) return isLower == x < a ? 0 : 1;
        if (x < a + 1)
        {
            var p = factor * Series(new Real(a), x).Value;
            return isLower ? p : 1 - p;
        }

        var q = factor * a * Fraction(new Real(a), x).Value;
        return isLower ? 1 - q : q;
    }

    /// <summary>x^a e^-x / Γ(a + 1).</summary>
    private static double Factor(double a, double x)
    {
        if (a < 10) return Math.Exp(a * Math.Log(x) - x) * GammaFunctions.Reciprocal(a + 1);
        return Math.Exp(a * GammaFunctions.Log1pMinus((x - a) / a) - GammaFunctions.StirlingRemainder(a)) / Math.Sqrt(2 * Math.PI * a);
    }

    /// <summary>Σ x^n / ((a + 1)…(a + n)).</summary>
    private static T Series<T>(T a, double x)
        where T : IExpansion<T>
    {
        T term = T.Constant(1), sum = term;
        for (var n = 1; n < MaximumTerms; n++)
        {
            term = term * x / (a + n);
            sum += term;
            if (T.Size(term) <= 1e-17 * T.Size(sum)) break;
        }

        return sum;
    }

    /// <summary>1 / (x + 1 - a - 1·(1 - a) / (x + 3 - a - 2·(2 - a) / (x + 5 - a - …))): Q without its factor x^a e^-x / Γ(a).</summary>
    private static T Fraction<T>(T a, double x)
        where T : IExpansion<T>
    {
        var one = T.Constant(1);
        var b = a * -1.0 + (x + 1);
        var c = T.Constant(1e300);
        var d = one / b;
        var h = d;
        var stop = new FractionEnd();
        for (var i = 1; i < MaximumTerms; i++)
        {
            var an = (a + -i) * i;
            b = b + 2.0;
            d = one / (an * d + b);
            c = b + an / c;
            var change = c * d;
            h *= change;
            if (stop.Reached(T.Size(change + -1.0))) break;
        }

        return h;
    }

    /// <summary>½ erfc(±η√(a/2)) ∓ the first term of the remainder (DLMF 8.12.3); what is left out is below 1e-15 there.</summary>
    private static double Uniform(double a, double x, bool isLower)
    {
        var mu = (x - a) / a;
        var half = -GammaFunctions.Log1pMinus(mu); // η² / 2
        var eta = Math.CopySign(Math.Sqrt(2 * half), mu);
        var first = Math.Abs(mu) < 1e-3 ? -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135 - eta / 864)) : 1 / mu - 1 / eta;
        var rest = Math.Exp(-a * half) / Math.Sqrt(2 * Math.PI * a) * first;
        return isLower ? 0.5 * ErrorFunctions.Erfc(-eta * Math.Sqrt(a / 2)) - rest : 0.5 * ErrorFunctions.Erfc(eta * Math.Sqrt(a / 2)) + rest;
    }
}
