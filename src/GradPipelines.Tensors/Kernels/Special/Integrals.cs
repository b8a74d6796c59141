namespace GradPipelines.Kernels;

/// <summary>Dawson's integral and the exponential integral.</summary>
internal static class Integrals
{
    private const double Euler = 0.577215664901532860606512090082;

    /// <summary>e^(-x²) ∫₀ˣ e^(t²) dt: e^(-x²) Σ x^(2k+1) / (k!(2k + 1)) to 10, then the asymptotic series (DLMF 7.6, 7.12). Within 1e-15.</summary>
    public static double Dawson(double x)
    {
        if (double.IsNaN(x)) return x;
        var square = x * x;
        if (square < 100)
        {
            double power = 1, sum = 1;
            for (var k = 1; power > 1e-18 * sum; k++)
            {
                power *= square / k;
                sum += power / (2 * k + 1);
            }

            return x * sum * Math.Exp(-square);
        }

        double term = 1, total = 1;
        for (var k = 1; k < 40 && term > 1e-18; k++) total += term *= (2 * k - 1) / (2 * square);
        return total / (2 * x);
    }

    /// <summary>Ei(x): -∞ at 0; the power series to 40, then the asymptotic one; for x &lt; -1 the continued fraction of E₁ (DLMF 6.6, 6.9, 6.12).</summary>
    public static double Ei(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x)) return x;
        if (x == 0) return double.NegativeInfinity;
        if (x < -1) return -Fraction(-x);
        if (x < 40)
        {
            double power = 1, sum = 0;
            for (var k = 1; k < 500; k++)
            {
                power *= x / k;
                sum += power / k;
                if (Math.Abs(power) <= 1e-18 * Math.Abs(sum)) break;
            }

            return Euler + Math.Log(Math.Abs(x)) + sum;
        }

        double term = 1, total = 1;
        for (var k = 1; k < x && term > 1e-18; k++) total += term *= k / x;
        var half = Math.Exp(0.5 * x); // in two factors, for e^x overflows first
        return half * (total / x) * half;
    }

    /// <summary>E₁(x) = e^-x / (x + 1 - 1 / (x + 3 - 4 / (x + 5 - …))) by Lentz's method.</summary>
    private static double Fraction(double x)
    {
        if (x > 750) return 0;
        double b = x + 1, c = 1e300, d = 1 / b, h = d;
        for (var i = 1; i < 1000; i++)
        {
            b += 2;
            d = 1 / (b - (double)i * i * d);
            c = b - (double)i * i / c;
            h *= c * d;
            if (Math.Abs(c * d - 1) <= 4e-16) break;
        }

        return h * Math.Exp(-x);
    }
}
