namespace GradPipelines.Kernels;

/// <summary>The gamma function, its logarithm, and the beta function.</summary>
/// <remarks>
/// log Γ near 1 and 2 by the series of ζ(k) - 1 (Abramowitz &amp; Stegun 6.1.33 with its first term moved), which keeps all digits at both
/// zeros; from 10 on by Stirling's series (6.1.41); between by the recurrence; left of 0 by reflection.
/// </remarks>
internal static class GammaFunctions
{
    private const double HalfLogTwoPi = 0.918938533204672741780329736406;
    private const double OneMinusEuler = 0.422784335098467139393487909918;

    /// <summary>ζ(k) - 1 for k = 2, 3, …</summary>
    private static ReadOnlySpan<double> ZetaMinusOne =>
    [
        0.64493406684822643647, 0.2020569031595942854, 0.082323233711138191516, 0.036927755143369926331, 0.017343061984449139715,
        0.0083492773819228268398, 0.0040773561979443393787, 0.0020083928260822144179, 0.00099457512781808533715, 0.0004941886041194645587,
        0.00024608655330804829864, 0.00012271334757848914675, 0.000061248135058704829259, 0.000030588236307020493552, 0.000015282259408651871733,
        7.6371976378997622736e-6, 3.8172932649998398565e-6, 1.9082127165539389257e-6, 9.5396203387278611315e-7, 4.7693298678780646312e-7,
        2.3845050272773299e-7, 1.1921992596531107307e-7, 5.9608189051259479612e-8, 2.9803503514652280186e-8,
    ];

    /// <summary>B(2k) / (2k(2k - 1)): Stirling's series.</summary>
    private static ReadOnlySpan<double> StirlingTerms =>
    [
        0.083333333333333333333, -0.0027777777777777777778, 0.00079365079365079365079, -0.0005952380952380952381, 0.00084175084175084175084,
        -0.0019175269175269175269, 0.0064102564102564102564, -0.02955065359477124183,
    ];

    /// <summary>Γ(x): ∞ past 171.62 and at 0, -1, -2, …; -∞ at -∞, as SciPy. Relative error 1e-14, exact for whole x below 20.</summary>
    public static double Gamma(double x)
    {
        if (double.IsNaN(x) || double.IsInfinity(x)) return x;
        if (x <= 0 && x == Math.Floor(x)) return double.PositiveInfinity;
        if (x < 0.5)
        {
            if (x > -0.5) return Gamma(x + 1) / x;
            if (x < -184) return x % 2 is > -1 and < 0 ? -0.0 : 0.0; // below the smallest number
            if (x < -170) return Math.PI / SinPi(x) * Math.Exp(-LogGamma(1 - x)); // Γ(1 - x) would overflow before the quotient underflows
            return Math.PI / (SinPi(x) * Gamma(1 - x));
        }

        if (x > 171.7) return double.PositiveInfinity;
        if (x >= 20)
        {
            var half = Math.Pow(x, 0.5 * x - 0.25); // in two factors, for the power overflows before the result does
            return half * (Math.Exp(StirlingRemainder(x) + HalfLogTwoPi) * Math.Exp(-x)) * half;
        }

        var product = 1.0;
        while (x > 2.5) product *= --x;
        while (x < 1.5) product /= x++;
        return product * Math.Exp(LogGammaAtTwo(x - 2));
    }

    /// <summary>1 / Γ(x): 0 at 0, -1, -2, …</summary>
    public static double Reciprocal(double x)
    {
        if (x <= 0 && x == Math.Floor(x)) return double.IsInfinity(x) ? double.NaN : 0;
        if (x > 171.5) return Math.Exp(-LogGamma(x));
        if (x < -170) return SinPi(x) * Math.Exp(LogGamma(1 - x)) / Math.PI;
        return 1 / Gamma(x);
    }

    /// <summary>log |Γ(x)|: ∞ at 0, -1, -2, … Absolute error 1e-15 where it passes 0 left of the origin, else relative 1e-15.</summary>
    public static double LogGamma(double x)
    {
        if (double.IsNaN(x) || double.IsInfinity(x)) return x;
        if (x <= 0)
        {
            if (x == Math.Floor(x)) return double.PositiveInfinity;
            if (x > -0.5) return LogGamma(1 + x) - Math.Log(-x);
            return Math.Log(Math.PI / Math.Abs(SinPi(x))) - LogGamma(1 - x);
        }

        if (x >= 10) return (x - 0.5) * Math.Log(x) - x + (HalfLogTwoPi + StirlingRemainder(x));
        if (x < 0.5) return LogGammaAtTwo(x) - Math.Log(x) - Log1p(x);
        if (x < 1.5) return LogGammaAtTwo(x - 1) - Log1p(x - 1);
        var product = 1.0;
        while (x > 2.5) product *= --x;
        return product == 1 ? LogGammaAtTwo(x - 2) : Math.Log(product) + LogGammaAtTwo(x - 2);
    }

    /// <summary>-1 where Γ is negative, else 1; 0 at the poles, as SciPy.</summary>
    public static double Sign(double x)
    {
        if (double.IsNaN(x) || x > 0) return double.IsNaN(x) ? x : 1;
        if (x == Math.Floor(x)) return 0;
        return Math.Floor(x) % 2 == 0 ? 1 : -1;
    }

    /// <summary>log |B(a, b)|. For large arguments the logarithms of the three Γ are not formed, since they would cancel (Didonato &amp; Morris 1992, BETALN).</summary>
    public static double LogBeta(double a, double b)
    {
        if (a > b) (a, b) = (b, a);
        if (double.IsNaN(a) || double.IsNaN(b)) return double.NaN;
        if (a >= 10)
        {
            var correction = StirlingRemainder(a) + StirlingRemainder(b) - StirlingRemainder(a + b);
            return HalfLogTwoPi - 0.5 * Math.Log(b) + correction - (a - 0.5) * Log1p(b / a) - b * Log1p(a / b);
        }

        if (a > 0 && b >= 10) return LogGamma(a) + LogGammaRatio(a, b);
        return LogGamma(a) + LogGamma(b) - LogGamma(a + b);
    }

    /// <summary>B(a, b) = Γ(a)Γ(b) / Γ(a + b).</summary>
    public static double Beta(double a, double b)
    {
        if (a > 0 && b > 0 && Math.Max(a, b) >= 10) return Math.Exp(LogBeta(a, b));
        if (Math.Abs(a) < 170 && Math.Abs(b) < 170 && a + b < 170) return Gamma(a) * Reciprocal(a + b) * Gamma(b);
        return Sign(a) * Sign(b) * Sign(a + b) * Math.Exp(LogBeta(a, b));
    }

    /// <summary>What Stirling's formula leaves out of log Γ(x), for x ≥ 10: 1 / 12x - …, to 1e-17.</summary>
    public static double StirlingRemainder(double x)
    {
        var z = 1 / (x * x);
        var sum = 0.0;
        for (var k = StirlingTerms.Length - 1; k >= 0; k--) sum = sum * z + StirlingTerms[k];
        return sum / x;
    }

    /// <summary>sin πx, exact at whole and half numbers.</summary>
    public static double SinPi(double x)
    {
        var n = Math.Round(x);
        var s = Math.Sin(Math.PI * (x - n));
        return n % 2 == 0 ? s : -s;
    }

    /// <summary>log(1 + x), to the last digits for small x.</summary>
    public static double Log1p(double x) => Log1pKernel.Invoke(x);

    /// <summary>log(1 + x) - x without cancellation: with r = x / (2 + x), -r·x + 2(r³/3 + r⁵/5 + …) for |x| ≤ ½.</summary>
    public static double Log1pMinus(double x)
    {
        if (Math.Abs(x) > 0.5) return Log1p(x) - x;
        var r = x / (2 + x);
        var z = r * r;
        double sum = 0, power = r * z;
        for (var k = 3; k < 60; k += 2)
        {
            var term = power / k;
            sum += term;
            if (Math.Abs(term) <= 1e-18 * Math.Abs(sum)) break;
            power *= z;
        }

        return 2 * sum - r * x;
    }

    /// <summary>log Γ(b) - log Γ(a + b) for b ≥ 10 ≥ a.</summary>
    private static double LogGammaRatio(double a, double b) =>
        StirlingRemainder(b) - StirlingRemainder(a + b) - (b - 0.5) * Log1p(a / b) - a * Math.Log(a + b) + a;

    /// <summary>log Γ(2 + z) for |z| ≤ ½.</summary>
    private static double LogGammaAtTwo(double z)
    {
        var sum = 0.0;
        for (var k = ZetaMinusOne.Length + 1; k >= 2; k--) sum = ZetaMinusOne[k - 2] / k - sum * z;
        return z * (OneMinusEuler + z * sum);
    }
}
