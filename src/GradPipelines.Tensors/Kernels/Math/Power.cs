using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>x^y with the special values of IEEE 754 <c>pow</c>: x^0 = 1 and 1^y = 1 even for NaN; negative x only with integer y.</summary>
internal readonly struct PowVector : IBinaryKernel<float>, IBinaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IBinaryKernel<float>.Invoke<V>(V x, V y) => V.InDouble<PowOfSingleVector>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IBinaryKernel<double>.Invoke<V>(V x, V y) => Power.Pow(x, y);
}

/// <summary>x^y in float64 with the accuracy that a float32 result needs: 2^−45.</summary>
internal readonly struct PowOfSingleVector : IBinaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IBinaryKernel<double>.Invoke<V>(V x, V y) => Power.PowOfSingle(x, y);
}

/// <summary>Cube root, of negative numbers as well; ±0 and ±∞ stay.</summary>
internal readonly struct CbrtVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Power.CbrtSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Power.CbrtDouble(x);
}

/// <summary>pow, cbrt.</summary>
/// <remarks>
/// <para>pow: y·log x as the sum of two doubles (about 2^−66 relative), then exp of that sum. The logarithm is 2s + s·z·(2/3 + z·Q(z)),
/// s = f/(2 + f), z = s², with s, z, 2/3 and the products in two parts. float32: plain float64 log and exp.
/// Source: the arrangement is that of SLEEF (Shibata and Petrogalli, "SLEEF: A Portable Vectorized Library of C Standard
/// Mathematical Functions", 2020); Q our own (Remez, 50 digits, 2^−69 of the logarithm).</para>
/// <para>cbrt: m^(−1/3) by a polynomial, one step of third order, and a last correction y + (m − y³)/(3y²) with the remainder formed
/// by fused multiply-adds; no division. Source: textbook; polynomials our own.</para>
/// <para>Measured bounds in ulp, float32 / float64 (docs/accuracy.md): pow 0.51 / 1.42, cbrt 0.51 / 0.51.</para>
/// </remarks>
internal static class Power
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V Pow<V>(V x, V y)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        LogInTwoParts(a, out var high, out var low);

        // Where the product overflows, its error term is NaN and of no matter.
        var t = y * high;
        var error = V.Fma(y, low, V.Fma(y, high, -t));
        error = V.Select(V.LessThan(V.Abs(t), V.Create(1000.0)), error, V.Create(0.0));
        var p = Exponential.ExpOfSum(t, error, out var table, out var k);
        return Signed(x, a, y, V.Scale(V.Fma(table, p, table), k));
    }

    [MethodImpl(Inline)]
    public static V PowOfSingle<V>(V x, V y)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        return Signed(x, a, y, Exponential.ExpDouble(y * Logarithm.LogDouble(a)));
    }

    [MethodImpl(Inline)]
    public static V CbrtSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        // |x| = m·2^(3q + r), r in {−1, 0, 1}
        var m = V.Decompose(V.Abs(x), out var e);
        var q = V.Round(e * V.Create(1f / 3));
        var r = V.Fnma(q, V.Create(3f), e);
        var one = V.Create(1f);
        var positive = V.GreaterThan(r, V.Create(0.5f));
        var negative = V.LessThan(r, V.Create(-0.5f));
        var scaled = m * V.Select(positive, V.Create(2f), V.Select(negative, V.Create(0.5f), one));
        var w = V.Fma(m, V.Create(-0.13028220476493785f), V.Create(0.62175570270769143f)); // m^(−1/3) [2.5e-4]
        w = V.Fma(m, V.Fma(m, w, V.Create(-1.1886367987833555f)), V.Create(1.6970666871241114f));
        w *= V.Select(positive, V.Create(0.79370052598409974f), V.Select(negative, V.Create(1.2599210498948732f), one));

        var h = V.Fnma(scaled * w, w * w, one);
        w = V.Fma(w * h, V.Fma(h, V.Create(2f / 9), V.Create(1f / 3)), w);
        var y = scaled * w * w;
        var y2 = y * y;
        var rest = V.Fnma(V.Fma(y, y, -y2), y, V.Fnma(y2, y, scaled));
        y = V.Fma(rest * w, w * V.Create(1f / 3), y);
        y = V.CopySign(V.Scale(y, q), x);
        return V.Select(V.LessThan(V.Abs(e), V.Create(float.PositiveInfinity)), y, x);
    }

    [MethodImpl(Inline)]
    public static V CbrtDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var m = V.Decompose(V.Abs(x), out var e);
        var q = V.Round(e * V.Create(1.0 / 3));
        var r = V.Fnma(q, V.Create(3.0), e);
        var one = V.Create(1.0);
        var positive = V.GreaterThan(r, V.Create(0.5));
        var negative = V.LessThan(r, V.Create(-0.5));
        var scaled = m * V.Select(positive, V.Create(2.0), V.Select(negative, V.Create(0.5), one));
        var w = V.Fma(m, V.Create(0.099455941465835212914), V.Create(-0.5771939815766194189)); // [3.8e-5]
        w = V.Fma(m, V.Fma(m, w, V.Create(1.3608491181642014912)), V.Create(-1.7212289587398253716));
        w = V.Fma(m, w, V.Create(1.8380802770361612789));
        w *= V.Select(positive, V.Create(0.79370052598409974), V.Select(negative, V.Create(1.2599210498948732), one));

        var h = V.Fnma(scaled * w, w * w, one);
        w = V.Fma(w * h, V.Fma(h, V.Create(2.0 / 9), V.Create(1.0 / 3)), w);
        var y = scaled * w * w;
        var y2 = y * y;
        var rest = V.Fnma(V.Fma(y, y, -y2), y, V.Fnma(y2, y, scaled));
        y = V.Fma(rest * w, w * V.Create(1.0 / 3), y);
        y = V.CopySign(V.Scale(y, q), x);
        return V.Select(V.LessThan(V.Abs(e), V.Create(double.PositiveInfinity)), y, x);
    }

    /// <summary>log a = high + low for a ≥ 0; ±∞ + 0 at 0 and ∞.</summary>
    [MethodImpl(Inline)]
    private static void LogInTwoParts<V>(V a, out V high, out V low)
        where V : struct, ISimd<V, double>
    {
        var one = V.Create(1.0);
        var m = V.Decompose(a, out var e);
        var f = m - one;

        // s + sLow = f/(2 + f); 2 + f = d + dLow
        var d = m + one;
        var dLow = m - (d - one);
        var inverse = one / d;
        var s = f * inverse;
        var sLow = V.Fnma(s, dLow, V.Fnma(s, d, f)) * inverse;
        var z = s * s;
        var zLow = V.Fma(s, s, -z) + (s + s) * sLow;

        // c + cLow = 2/3 + z·Q(z)
        var z2 = z * z;
        var z4 = z2 * z2;
        var top = V.Fma(
            z2,
            V.Fma(z, V.Create(0.12576839673007354613), V.Create(0.11591479702242338116)),
            V.Fma(z, V.Create(0.13341203076368552188), V.Create(0.15384404585852662526)));
        var bottom = V.Fma(
            z2,
            V.Fma(z, V.Create(0.18181821567102676514), V.Create(0.22222222190792103828)),
            V.Fma(z, V.Create(0.28571428571579877881), V.Create(0.39999999999999719218)));
        var tail = z * V.Fma(z4, top, bottom);
        var twoThirds = V.Create(0.66666666666666663);
        var c = twoThirds + tail;
        var cLow = (twoThirds - c) + tail + V.Create(3.7007434154171886e-17);

        // q + qLow = s·z·c
        var p = z * c;
        var pLow = V.Fma(zLow, c, V.Fma(z, cLow, V.Fma(z, c, -p)));
        var q = s * p;
        var qLow = V.Fma(sLow, p, V.Fma(s, pLow, V.Fma(s, p, -q)));

        // e·ln 2 + 2s + q, each sum exact (|e·ln 2| > |2s| > |q| or e = 0); the upper 42 bits of ln 2 make the product exact.
        var whole = e * V.Create(0.69314718055989033);
        var s2 = s + s;
        var first = whole + s2;
        var firstLow = (whole - first) + s2;
        var second = first + q;
        var secondLow = (first - second) + q;
        var rest = V.Fma(e, V.Create(5.4979230187083712e-14), sLow + sLow + qLow) + firstLow + secondLow;
        high = second + rest;
        low = (second - high) + rest;

        var finite = V.LessThan(V.Abs(e), V.Create(double.PositiveInfinity));
        high = V.Select(finite, high, e);
        low = V.Select(finite, low, V.Create(0.0));
    }

    /// <summary>Sign and special cases: power is |x|^y.</summary>
    [MethodImpl(Inline)]
    private static V Signed<V>(V x, V a, V y, V power)
        where V : struct, ISimd<V, double>
    {
        var one = V.Create(1.0);
        var half = y * V.Create(0.5);
        var notInteger = V.LessThan(V.Round(y), y) | V.GreaterThan(V.Round(y), y);
        var odd = V.LessThan(V.Round(half), half) | V.GreaterThan(V.Round(half), half);
        power = V.Select(V.Equal(a, one) & V.Equal(y, y), one, power); // (±1)^±∞
        power ^= V.AndNot(odd, notInteger) & x & V.Create(-0.0);
        var undefined = V.LessThan(x, V.Create(0.0)) & notInteger & V.GreaterThan(x, V.Create(double.NegativeInfinity));
        power = V.Select(undefined, V.Create(double.NaN), power);
        return V.Select(V.Equal(y, V.Create(0.0)) | V.Equal(x, one), one, power);
    }
}
