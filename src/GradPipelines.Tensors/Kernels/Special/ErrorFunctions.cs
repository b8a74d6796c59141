namespace GradPipelines.Kernels;

/// <summary>The error function with its complements and inverses, and the normal distribution, which is it in another scale.</summary>
/// <remarks>
/// erf for |x| &lt; 0.65 by Kummer's series (Abramowitz &amp; Stegun 7.1.6, all terms of one sign); e^(x²) erfc x beyond by the Chebyshev
/// expansion of Shepherd and Laframboise (Math. Comp. 36, 1981), coefficients recomputed with 40 digits. Relative error 1e-15, the tails
/// included: e^(-x²) takes the rounding of x² with it. Inverses: Newton's method on the logarithm of the tail.
/// </remarks>
internal static class ErrorFunctions
{
    private const double TwoOverRootPi = 1.12837916709551257389615890312;
    private const double RootTwo = 1.41421356237309504880168872421;
    private const double RootTwoOverPi = 0.797884560802865355879892119869;

    /// <summary>(1 + 2x) e^(x²) erfc x by Chebyshev polynomials in t = (x - 3.75) / (x + 3.75), the first coefficient halved.</summary>
    private static ReadOnlySpan<double> Scaled =>
    [
        2.35515786913480351 / 2, -0.00459005458064647733, -0.0842491333665179156, 0.0592099399981918905, -0.0266586684353057523, 0.00907499767070526509,
        -0.00241316354041760819, 0.000490775836525808632, -0.0000691697330250120637, 4.13902798607301017e-6, 7.74038306619849067e-7,
        -2.18864010492343957e-7, 1.07649994656709104e-8, 4.5219598112182869e-9, -7.75440020883135111e-10, -6.31808834088668449e-11,
        2.8687950109306699e-11, 1.94558685457773472e-13, -9.65469674843343891e-13, 3.25254814814873984e-14, 3.34781194828680539e-14,
        -1.8645628804193131e-15, -1.25079505306886471e-15, 7.41823525662404346e-17, 5.06814890479611132e-17, -2.2370566594359996e-18,
    ];

    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        if (size < 0.65) return Series(x);
        var y = 1 - ExpMinusSquare(size) * ScaledPositive(size);
        return x < 0 ? -y : y; // NaN passes through
    }

    public static double Erfc(double x)
    {
        if (Math.Abs(x) < 0.65) return 1 - Series(x);
        return x > 0 ? ExpMinusSquare(x) * ScaledPositive(x) : 2 - ExpMinusSquare(x) * ScaledPositive(-x);
    }

    /// <summary>e^(x²) erfc x: ∞ below -26.6, 1/(x√π) for large x.</summary>
    public static double Erfcx(double x)
    {
        if (Math.Abs(x) < 0.65) return Math.Exp(x * x) * (1 - Series(x));
        if (x > 0) return ScaledPositive(x);
        return double.IsNaN(x) ? x : 2 / ExpMinusSquare(x) - ScaledPositive(-x);
    }

    /// <summary>The inverse of erf: ±∞ at ±1, NaN beyond.</summary>
    public static double Erfinv(double y)
    {
        if (double.IsNaN(y) || Math.Abs(y) > 1) return double.NaN;
        if (Math.Abs(y) > 0.5) return Math.CopySign(Tail(1 - Math.Abs(y)), y); // 1 - |y| is exact here
        if (Math.Abs(y) < 1e-150) return y / TwoOverRootPi;

        // Winitzki's approximation (2 digits), then Halley's method: cubic convergence.
        var l = GammaFunctions.Log1p(-y * y);
        var c = 2 / (Math.PI * 0.147) + l / 2;
        var x = Math.CopySign(Math.Sqrt(Math.Max(0, Math.Sqrt(c * c - l / 0.147) - c)), y);
        if (Math.Abs(y) < 1e-3) x = y / TwoOverRootPi * (1 + Math.PI / 12 * y * y);
        for (var i = 0; i < 3; i++)
        {
            var step = (Series(x) - y) / (TwoOverRootPi * Math.Exp(-x * x));
            x -= step / (1 + x * step);
        }

        return x;
    }

    /// <summary>The inverse of erfc: ∞ at 0, -∞ at 2, NaN beyond.</summary>
    public static double Erfcinv(double q)
    {
        if (!(q >= 0 && q <= 2)) return double.NaN;
        return q < 0.5 ? Tail(q) : q > 1.5 ? -Tail(2 - q) : Erfinv(1 - q);
    }

    /// <summary>Φ(x), the normal distribution.</summary>
    public static double Ndtr(double x)
    {
        if (Math.Abs(x) < 0.65 * RootTwo) return 0.5 + 0.5 * Series(x / RootTwo);
        var tail = 0.5 * HalfSquare(x) * ScaledPositive(Math.Abs(x) / RootTwo);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>log Φ(x), to the last digits in both tails: -x²/2 - … at the left.</summary>
    public static double LogNdtr(double x)
    {
        if (double.IsNegativeInfinity(x)) return x;
        if (x < -1) return Math.Log(0.5 * ScaledPositive(-x / RootTwo)) - 0.5 * x * x;
        return x < 0 ? Math.Log(Ndtr(x)) : GammaFunctions.Log1p(-Ndtr(-x));
    }

    /// <summary>φ(x) / Φ(x), the derivative of log Φ: -x for x → -∞, 0 at ∞.</summary>
    public static double NormalHazard(double x) => x > 0
        ? 0.5 * RootTwoOverPi * HalfSquare(x) / Ndtr(x) // at the right the rounding of x/√2 would be felt
        : RootTwoOverPi / Erfcx(-x / RootTwo);

    /// <summary>The inverse of Φ.</summary>
    public static double Ndtri(double p) => -RootTwo * Erfcinv(2 * p);

    /// <summary>erf by 2/√π e^(-x²) Σ 2^n x^(2n+1) / (2n + 1)!!</summary>
    private static double Series(double x)
    {
        var z = 2 * x * x;
        double term = 1, sum = 1;
        for (var n = 1; term > 1e-17 * sum && n < 100; n++) sum += term *= z / (2 * n + 1);
        return TwoOverRootPi * Math.Exp(-x * x) * (x * sum);
    }

    /// <summary>e^(-x²), with the part of x² that rounding takes away.</summary>
    private static double ExpMinusSquare(double x)
    {
        var square = x * x;
        if (!(square < 800)) return double.IsNaN(x) ? x : 0;
        return Math.Exp(-square) * (1 - Math.FusedMultiplyAdd(x, x, -square));
    }

    /// <summary>e^(-x²/2).</summary>
    private static double HalfSquare(double x)
    {
        var square = x * x;
        if (!(square < 1600)) return double.IsNaN(x) ? x : 0;
        return Math.Exp(-0.5 * square) * (1 - 0.5 * Math.FusedMultiplyAdd(x, x, -square));
    }

    private static double ScaledPositive(double x)
    {
        if (double.IsPositiveInfinity(x)) return 0;
        var t = 1 - 7.5 / (x + 3.75);
        double b1 = 0, b2 = 0;
        for (var k = Scaled.Length - 1; k > 0; k--) (b1, b2) = (Scaled[k] + 2 * t * b1 - b2, b1);
        return (Scaled[0] + t * b1 - b2) / (1 + 2 * x);
    }

    /// <summary>erfcinv for q ≤ ½: Newton's method on log erfc, which is nearly a parabola.</summary>
    private static double Tail(double q)
    {
        if (q == 0) return double.PositiveInfinity;
        var log = Math.Log(q);
        var x = Math.Sqrt(Math.Max(0.1, -log - 0.5 * Math.Log(Math.Max(1, -log) * Math.PI)));
        for (var i = 0; i < 8; i++)
        {
            var scaled = Erfcx(x);
            var step = (Math.Log(scaled) - x * x - log) * scaled / TwoOverRootPi;
            x += step;
            if (Math.Abs(step) < 1e-12 * x) break;
        }

        return x;
    }
}
