namespace GradPipelines.Kernels;

/// <summary>Bessel functions J and Y of whole order, I and K of real order.</summary>
/// <remarks>
/// J and Y: below 25 Miller's backward recurrence, normalised by J₀ + 2ΣJ₂ₖ = 1 (DLMF 3.6, 10.12.4), and Neumann's series for Y₀ and Y₁
/// (10.8.2, Abramowitz &amp; Stegun 9.1.88-89); from 25 on Hankel's asymptotic series (10.17.3-4), whose smallest term is below 1e-21 there.
/// Other orders by recurrence in the direction in which it is stable. Absolute error 1e-15 of the amplitude √(2/πx); relative for orders
/// above x. I: the power series (10.25.2), all terms of one sign, or Hankel's series for large x (10.40.1). K: the trapezoidal rule on
/// ∫ exp(-x cosh t) cosh vt dt (10.32.9), which converges faster than any power of the step, and the recurrence to higher orders.
/// </remarks>
internal static class BesselFunctions
{
    private const double Euler = 0.577215664901532860606512090082;
    private const double Asymptotic = 25;

    /// <summary>Jₙ(x): NaN at ±∞, as SciPy's j0.</summary>
    public static double J(int n, double x)
    {
        if (!double.IsFinite(x)) return double.NaN;
        var sign = (n < 0) ^ (x < 0) && (n & 1) != 0 ? -1 : 1; // J₋ₙ(x) = Jₙ(-x) = (-1)ⁿ Jₙ(x)
        (n, x) = (Math.Abs(n), Math.Abs(x));
        if (x == 0) return n == 0 ? 1 : 0;
        if (x < Asymptotic) return sign * Miller(n, x);
        var (j0, j1) = (Hankel(0, x).J, Hankel(1, x).J);
        if (n == 0) return j0;
        if (n < x)
        {
            for (var k = 1; k < n; k++) (j0, j1) = (j1, 2 * k / x * j1 - j0);
            return sign * j1;
        }

        return sign * Backward(n, x, j0, j1);
    }

    /// <summary>Yₙ(x): -∞ at 0, NaN below.</summary>
    public static double Y(int n, double x)
    {
        if (double.IsNaN(x) || x < 0 || double.IsInfinity(x)) return double.NaN;
        var sign = n < 0 && (n & 1) != 0 ? -1 : 1;
        n = Math.Abs(n);
        if (x == 0) return sign * double.NegativeInfinity;
        var (y0, y1) = x < Asymptotic ? Neumann(x) : (Hankel(0, x).Y, Hankel(1, x).Y);
        if (n == 0) return y0;
        for (var k = 1; k < n && !double.IsInfinity(y1); k++) (y0, y1) = (y1, 2 * k / x * y1 - y0);
        return sign * y1;
    }

    /// <summary>Iᵥ(x), times e^-|x| if scaled. For x &lt; 0 only whole orders; else NaN.</summary>
    public static double I(double v, double x, bool isScaled)
    {
        if (double.IsNaN(x) || double.IsNaN(v)) return double.NaN;
        var isWhole = v == Math.Floor(v);
        if (x < 0)
        {
            if (!isWhole) return double.NaN;
            return (v % 2 == 0 ? 1 : -1) * I(v, -x, isScaled);
        }

        if (isWhole) v = Math.Abs(v);
        if (x == 0) return v == 0 ? 1 : v > 0 ? 0 : GammaFunctions.Sign(v + 1) * double.PositiveInfinity;
        if (double.IsInfinity(x)) return isScaled ? 0 : x;
        if (x >= Math.Max(30, 0.7 * v * v))
        {
            var sum = HankelSeries(v, x, alternates: true).P;
            if (isScaled) return sum / Math.Sqrt(2 * Math.PI * x);
            var half = Math.Exp(0.5 * x); // in two factors, for e^x overflows first
            return half * (sum / Math.Sqrt(2 * Math.PI * x)) * half;
        }

        var z = 0.25 * x * x;
        double term = 1, total = 1, shift = 0;
        for (var k = 1; k < 100_000; k++)
        {
            term *= z / (k * (k + v));
            total += term;
            if (Math.Abs(term) <= 1e-17 * Math.Abs(total) && k > -v) break;
            if (Math.Abs(total) < 1e280) continue;
            (term, total, shift) = (term * 1e-280, total * 1e-280, shift + 280 * Math.Log(10));
        }

        // (x/2)^v / Γ(v + 1), directly where neither over- nor underflows.
        var exponent = shift - (isScaled ? x : 0);
        var power = Math.Pow(0.5 * x, v) * GammaFunctions.Reciprocal(v + 1);
        if (double.IsNormal(power) && Math.Abs(exponent) < 600) return total * power * Math.Exp(exponent);
        return GammaFunctions.Sign(v + 1) * total * Math.Exp(v * Math.Log(0.5 * x) - GammaFunctions.LogGamma(v + 1) + exponent);
    }

    /// <summary>Kᵥ(x), times e^x if scaled: ∞ at 0, NaN below.</summary>
    public static double K(double v, double x, bool isScaled)
    {
        if (double.IsNaN(x) || x < 0) return double.NaN;
        if (x == 0) return double.PositiveInfinity;
        if (double.IsInfinity(x)) return 0;
        v = Math.Abs(v);
        if (v < 1 || v > 1000) return Integral(v, x, isScaled);

        // The recurrence upward is stable, and the integral of a low order has no large exponents to round.
        var order = v - Math.Floor(v);
        var (below, here) = (Integral(order, x, isScaled), Integral(order + 1, x, isScaled));
        for (var k = order + 1; k < v - 0.5 && !double.IsInfinity(here); k++) (below, here) = (here, below + 2 * k / x * here);
        return here;
    }

    /// <summary>∫ exp(-x cosh t) cosh vt dt from 0, x &gt; 0, v ≥ 0.</summary>
    private static double Integral(double v, double x, bool isScaled)
    {
        var step = Math.Min(0.2, 0.6 / Math.Sqrt(double.Hypot(x, v))); // a sixth of the width of the peak
        var largest = Exponent(v, x, Math.Asinh(v / x)); // the exponent at its peak, taken out
        var sum = 0.5 * Math.Exp(-largest);
        for (var i = 1; ; i++)
        {
            var t = i * step;
            var term = Math.Exp(Exponent(v, x, t) - largest) * 0.5 * (1 + Math.Exp(-2 * v * t));
            sum += term;
            if (term <= 1e-18 * sum && x * Math.Sinh(t) > v) break;
        }

        if (isScaled) return step * sum * Math.Exp(largest);
        return step * sum * (largest < 600 ? Math.Exp(largest) * Math.Exp(-x) : Math.Exp(largest - x)); // apart, for the difference is rounded

        // -x(cosh t - 1) + vt
        static double Exponent(double v, double x, double t)
        {
            var s = Math.Sinh(0.5 * t);
            return v * t - 2 * x * s * s;
        }
    }

    /// <summary>Jₙ below the asymptotic range.</summary>
    private static double Miller(int n, double x)
    {
        if (x < 1e-8) return Math.Pow(0.5 * x, n) * GammaFunctions.Reciprocal(n + 1.0); // the next term is x²/4 of it
        double above = 0, here = 1e-300, sum = 0, wanted = 0;
        for (var k = Start(n, x); k >= 0; k--)
        {
            // here is J at k + 1 up to a factor, above at k + 2
            (above, here) = (here, 2 * (k + 1) / x * here - above);
            if (k == n) wanted = here;
            if (k % 2 == 0) sum += k == 0 ? here : 2 * here;
            if (Math.Abs(here) < 1e250) continue;
            (above, here, sum, wanted) = (above * 1e-250, here * 1e-250, sum * 1e-250, wanted * 1e-250);
        }

        return wanted / sum;
    }

    /// <summary>Jₙ for n ≥ x ≥ 25, normalised by J₀ or J₁, whichever is larger.</summary>
    private static double Backward(int n, double x, double j0, double j1)
    {
        double above = 0, here = 1e-300, wanted = 0;
        for (var k = Start(n, x); k >= 0; k--)
        {
            (above, here) = (here, 2 * (k + 1) / x * here - above);
            if (k == n) wanted = here;
            if (Math.Abs(here) < 1e250) continue;
            (above, here, wanted) = (above * 1e-250, here * 1e-250, wanted * 1e-250);
        }

        return Math.Abs(j0) > Math.Abs(j1) ? wanted / here * j0 : wanted / above * j1;
    }

    /// <summary>An order so far above n and x that starting from 0 there leaves an error below 1e-17.</summary>
    private static int Start(int n, double x)
    {
        var top = Math.Max(n, x);
        return (int)(top + 40 + 8 * Math.Sqrt(top));
    }

    /// <summary>Y₀ and Y₁ below the asymptotic range, from the J that Miller's recurrence gives.</summary>
    private static (double Y0, double Y1) Neumann(double x)
    {
        if (x < 1e-8) return (2 / Math.PI * (Math.Log(0.5 * x) + Euler), -2 / (Math.PI * x));
        var top = Start(2, x);
        Span<double> j = stackalloc double[top + 2];
        j[top + 1] = 0;
        j[top] = 1e-300;
        var sum = 0.0;
        for (var k = top - 1; k >= 0; k--)
        {
            j[k] = 2 * (k + 1) / x * j[k + 1] - j[k + 2];
            if (Math.Abs(j[k]) < 1e250) continue;
            for (var i = k; i <= top; i++) j[i] *= 1e-250;
        }

        for (var k = 0; k <= top; k += 2) sum += k == 0 ? j[0] : 2 * j[k];
        double series0 = 0, series1 = 0;
        for (var k = 1; 2 * k + 1 <= top; k++)
        {
            var sign = k % 2 == 0 ? 1 : -1;
            series0 += sign * j[2 * k] / k;
            series1 += sign * (2.0 * k + 1) / (k * (k + 1.0)) * j[2 * k + 1];
        }

        var log = 2 / Math.PI * (Math.Log(0.5 * x) + Euler);
        var y0 = (log * j[0] - 4 / Math.PI * series0) / sum;
        var y1 = ((log - 2 / Math.PI) * j[1] - 2 / Math.PI * series1) / sum - 2 / (Math.PI * x) * (j[0] / sum);
        return (y0, y1);
    }

    /// <summary>Jₙ and Yₙ for n = 0, 1 and x ≥ 25.</summary>
    private static (double J, double Y) Hankel(int n, double x)
    {
        var (p, q) = HankelSeries(n, x, alternates: false);
        var (sin, cos) = Math.SinCos(x);

        // cos(x - π/4 - nπ/2) and its sine, without forming the difference.
        var (c, s) = n == 0 ? (cos + sin, sin - cos) : (sin - cos, -(cos + sin));
        var amplitude = 1 / Math.Sqrt(Math.PI * x); // √(2/πx) / √2
        return (amplitude * (p * c - q * s), amplitude * (p * s + q * c));
    }

    /// <summary>The sums over even and odd terms aₖ / x^k with their signs for J and Y; for I all terms with (-1)^k.</summary>
    private static (double P, double Q) HankelSeries(double v, double x, bool alternates)
    {
        var mu = 4 * v * v;
        double p = 1, q = 0, term = 1;
        for (var k = 1; k < 200; k++)
        {
            var odd = 2.0 * k - 1;
            var next = term * (mu - odd * odd) / (8 * k * x);
            if (Math.Abs(next) > Math.Abs(term) && odd > v) break; // the series turns
            term = next;
            if (alternates) p += k % 2 == 0 ? term : -term;
            else if (k % 2 == 0) p += k % 4 == 0 ? term : -term;
            else q += k % 4 == 1 ? term : -term;
            if (Math.Abs(term) < 1e-18 * Math.Abs(p)) break;
        }

        return (p, q);
    }
}
