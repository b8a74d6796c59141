using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>e^x. At ±∞: ∞ and +0; NaN stays; e^±0 = 1; gradual underflow below ln of the smallest normal number.</summary>
internal readonly struct ExpVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    static bool IUnaryKernel<float>.IsShort => true;

    static bool IUnaryKernel<double>.IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Exponential.ExpSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Exponential.ExpDouble(x);
}

/// <summary>2^x, exact for integer x.</summary>
internal readonly struct Exp2Vector : IUnaryKernel<float>, IUnaryKernel<double>
{
    static bool IUnaryKernel<float>.IsShort => true;

    static bool IUnaryKernel<double>.IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Exponential.Exp2Single(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Exponential.Exp2Double(x);
}

/// <summary>e^x − 1 without cancellation near 0; ±0 keeps its sign, −∞ gives −1.</summary>
internal readonly struct ExpM1Vector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Exponential.ExpM1Single(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Exponential.ExpM1Double(x);
}

/// <summary>exp, exp2, expm1: argument reduction by ln 2, a polynomial, and a power of two.</summary>
/// <remarks>
/// <para>Method: x = k·ln 2 + r (ln 2 in two parts, so that k·high is exact), e^x = 2^k·e^r. Adding 1.5·2^52 (2^23) rounds to an integer
/// and leaves it in the low bits, which serves as table index and, shifted, as a power of two.
/// exp in float64: k counts sixteenths and 2^(j/16) comes from a table; 20 % faster than degree 11 without one.</para>
/// <para>Source: Tang, "Table-driven implementation of the exponential function", ACM TOMS 15 (1989), with our own minimax
/// polynomials (Remez exchange in 50 digits, weighted for the relative error of the result; bracketed errors below).</para>
/// <para>Measured bounds in ulp, float32 / float64 (docs/accuracy.md): exp 1.04 / 1.10, exp2 1.03 / 1.11, expm1 1.33 / 1.73.</para>
/// </remarks>
internal static class Exponential
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>1.5·2^23: adding it leaves the nearest integer in the low bits.</summary>
    internal const float RoundSingle = 12582912f;

    /// <summary>1.5·2^52.</summary>
    internal const double RoundDouble = 6755399441055744.0;

    internal const float Log2ESingle = 1.442695041f;
    internal const double Log2EDouble = 1.4426950408889634;

    /// <summary>The upper 15 bits of ln 2: k·high is exact for every exponent k.</summary>
    internal const float Ln2HighSingle = 0.693145751953125f;

    /// <summary>ln 2 − high; positive, because −∞·low must not turn to +∞ in log(0).</summary>
    internal const float Ln2LowSingle = 1.4286197256296873e-06f;

    internal const double Ln2HighDouble = 0.6931471805599453;
    internal const double Ln2LowDouble = 2.3190468138462996e-17;

    /// <summary>2^(j/16), j = 0..15, rounded to nearest.</summary>
    private static ReadOnlySpan<double> SixteenthPowers =>
    [
        1.0, 1.0442737824274138, 1.0905077326652577, 1.1387886347566916,
        1.189207115002721, 1.241857812073484, 1.2968395546510096, 1.3542555469368927,
        1.4142135623730951, 1.4768261459394993, 1.5422108254079407, 1.6104903319492543,
        1.681792830507429, 1.7562521603732995, 1.8340080864093424, 1.9152065613971474,
    ];

    [MethodImpl(Inline)]
    public static V ExpSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        return ExpBelow90(V.AtMost(x, V.Create(90f)));
    }

    /// <summary>e^x for x ≤ 90.</summary>
    [MethodImpl(Inline)]
    public static V ExpBelow90<V>(V x)
        where V : struct, ISimd<V, float>
    {
        x = V.AtLeast(x, V.Create(-105f));
        var k = V.Fma(x, V.Create(Log2ESingle), V.Create(RoundSingle)) - V.Create(RoundSingle);
        var r = V.Fnma(k, V.Create(Ln2LowSingle), V.Fnma(k, V.Create(Ln2HighSingle), x));
        return V.Scale(ExpM1OfRestForExp(r) + V.Create(1f), k);
    }

    [MethodImpl(Inline)]
    public static V Exp2Single<V>(V x)
        where V : struct, ISimd<V, float>
    {
        x = V.Clamp(x, V.Create(-152f), V.Create(129f));
        var k = V.Round(x);
        var r = (x - k) * V.Create(0.69314718f);
        return V.Scale(ExpM1OfRestForExp(r) + V.Create(1f), k);
    }

    [MethodImpl(Inline)]
    public static V ExpM1Single<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var half = HalfExpM1Single(x);
        // Below 2^-25 the result is x itself; halving would lose the last bit of a subnormal number.
        return V.Select(V.LessThan(V.Abs(x), V.Create(2.98e-8f)), x, half + half);
    }

    /// <summary>(e^x − 1)/2, which does not overflow before sinh x does; the sign of −0 and the last bits of subnormal results are lost.</summary>
    [MethodImpl(Inline)]
    public static V HalfExpM1Single<V>(V x)
        where V : struct, ISimd<V, float>
    {
        x = V.Clamp(x, V.Create(-20f), V.Create(89.45f));
        var t = V.Fma(x, V.Create(Log2ESingle), V.Create(RoundSingle + 125f));
        var r = RestSingle(x, t - V.Create(RoundSingle + 125f));
        var s = V.ShiftLeft(t, 23); // 2^(k-2)
        var quarter = V.Fma(s, r * r * ExpM1Polynomial(r), V.Fma(s, r, s - V.Create(0.25f)));
        return quarter + quarter;
    }

    /// <summary>e^x − 1 for |x| ≤ 60, x not NaN-checked beyond passing it on.</summary>
    [MethodImpl(Inline)]
    public static V ExpM1ModerateSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var t = V.Fma(x, V.Create(Log2ESingle), V.Create(RoundSingle + 127f));
        var r = RestSingle(x, t - V.Create(RoundSingle + 127f));
        var s = V.ShiftLeft(t, 23); // 2^k
        return V.Fma(s, V.Fma(r * r, ExpM1Polynomial(r), r), s - V.Create(1f));
    }

    [MethodImpl(Inline)]
    public static V ExpDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        return ExpBelow710(V.AtMost(x, V.Create(710.0)));
    }

    /// <summary>e^x for x ≤ 710.</summary>
    [MethodImpl(Inline)]
    public static V ExpBelow710<V>(V x)
        where V : struct, ISimd<V, double>
    {
        x = V.AtLeast(x, V.Create(-746.0));
        var t = V.Fma(x, V.Create(16 * Log2EDouble), V.Create(RoundDouble));
        var k = t - V.Create(RoundDouble);
        var r = V.Fnma(k, V.Create(Ln2LowDouble / 16), V.Fnma(k, V.Create(Ln2HighDouble / 16), x));
        return ScaleBySixteenths(r, t, k);
    }

    [MethodImpl(Inline)]
    public static V Exp2Double<V>(V x)
        where V : struct, ISimd<V, double>
    {
        x = V.Clamp(x, V.Create(-1076.0), V.Create(1025.0));
        var t = V.Fma(x, V.Create(16.0), V.Create(RoundDouble));
        var k = t - V.Create(RoundDouble);
        var r = V.Fnma(k, V.Create(0.0625), x) * V.Create(0.69314718055994531);
        return ScaleBySixteenths(r, t, k);
    }

    /// <summary>2^(k/16)·e^r, |r| ≤ ln 2/32, with the bits of k in t; Scale takes the floor of k/16, the table has the rest.</summary>
    [MethodImpl(Inline)]
    private static V ScaleBySixteenths<V>(V r, V t, V k)
        where V : struct, ISimd<V, double>
    {
        var table = V.Lookup16(SixteenthPowers, t);
        return V.Scale(V.Fma(table, ExpM1OfShortRest(r), table), k * V.Create(0.0625));
    }

    /// <summary>e^r − 1 = r + r²·P(r), |r| ≤ ln 2/32 [1.2e-17 of e^r].</summary>
    [MethodImpl(Inline)]
    private static V ExpM1OfShortRest<V>(V r)
        where V : struct, ISimd<V, double>
    {
        var r2 = r * r;
        var p = V.Fma(
            r2,
            V.Fma(r2, V.Create(0.0013889128987028969102), V.Fma(r, V.Create(0.0083334722014010669912), V.Create(0.041666666659600243694))),
            V.Fma(r, V.Create(0.16666666664408834265), V.Create(0.50000000000000057287)));
        return V.Fma(r2, p, r);
    }

    /// <summary>e^(x + low) = (table + table·result)·2^⌊k⌋, |low| below an ulp of x: the end of pow and erfc, which go on before rounding.</summary>
    [MethodImpl(Inline)]
    public static V ExpOfSum<V>(V x, V low, out V table, out V k)
        where V : struct, ISimd<V, double>
    {
        x = V.Clamp(x, V.Create(-800.0), V.Create(710.0));
        var t = V.Fma(x, V.Create(16 * Log2EDouble), V.Create(RoundDouble));
        var j = t - V.Create(RoundDouble);
        var r = V.Fnma(j, V.Create(Ln2LowDouble / 16), V.Fnma(j, V.Create(Ln2HighDouble / 16), x) + low);
        k = j * V.Create(0.0625);
        table = V.Lookup16(SixteenthPowers, t);
        return ExpM1OfShortRest(r);
    }

    [MethodImpl(Inline)]
    public static V ExpM1Double<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var half = HalfExpM1Double(x);
        return V.Select(V.LessThan(V.Abs(x), V.Create(5.5e-17)), x, half + half);
    }

    /// <summary>(e^x − 1)/2; see the float form.</summary>
    [MethodImpl(Inline)]
    public static V HalfExpM1Double<V>(V x)
        where V : struct, ISimd<V, double>
    {
        x = V.Clamp(x, V.Create(-40.0), V.Create(710.5));
        var t = V.Fma(x, V.Create(Log2EDouble), V.Create(RoundDouble + 1021));
        var r = RestDouble(x, t - V.Create(RoundDouble + 1021));
        var s = V.ShiftLeft(t, 52); // 2^(k-2)
        var quarter = V.Fma(s, r * r * ExpM1PolynomialDouble(r), V.Fma(s, r, s - V.Create(0.25)));
        return quarter + quarter;
    }

    /// <summary>e^x − 1 for |x| ≤ 500.</summary>
    [MethodImpl(Inline)]
    public static V ExpM1ModerateDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var t = V.Fma(x, V.Create(Log2EDouble), V.Create(RoundDouble + 1023));
        var r = RestDouble(x, t - V.Create(RoundDouble + 1023));
        var s = V.ShiftLeft(t, 52); // 2^k
        return V.Fma(s, V.Fma(r * r, ExpM1PolynomialDouble(r), r), s - V.Create(1.0));
    }

    /// <summary>x − k·ln 2.</summary>
    [MethodImpl(Inline)]
    private static V RestSingle<V>(V x, V k)
        where V : struct, ISimd<V, float> =>
        V.Fnma(k, V.Create(Ln2LowSingle), V.Fnma(k, V.Create(Ln2HighSingle), x));

    [MethodImpl(Inline)]
    private static V RestDouble<V>(V x, V k)
        where V : struct, ISimd<V, double> =>
        V.Fnma(k, V.Create(Ln2LowDouble), V.Fnma(k, V.Create(Ln2HighDouble), x));

    /// <summary>e^r − 1 with an error small beside 1: for exp.</summary>
    [MethodImpl(Inline)]
    private static V ExpM1OfRestForExp<V>(V r)
        where V : struct, ISimd<V, float>
    {
        // [3.1e-9 of e^r]
        var r2 = r * r;
        var p = V.Fma(
            r2,
            V.Fma(r2, V.Create(0.0013814459226957562f), V.Fma(r, V.Create(0.0083687803141664072f), V.Create(0.041668394306226265f))),
            V.Fma(r, V.Create(0.16666520109274413571f), V.Create(0.49999993412521969f)));
        return V.Fma(r2, p, r);
    }

    /// <summary>(e^r − 1 − r)/r², with an error small beside (e^r − 1)/r²: for expm1.</summary>
    [MethodImpl(Inline)]
    private static V ExpM1Polynomial<V>(V r)
        where V : struct, ISimd<V, float>
    {
        var r2 = r * r;
        var p = V.Fma(
            r2,
            V.Fma(r2, V.Create(0.0013946550908039801f), V.Fma(r, V.Create(0.0083666442119258908f), V.Create(0.041666280691942298f))),
            V.Fma(r, V.Create(0.1666654254283518f), V.Create(0.50000000622506567f)));
        return p;
    }

    [MethodImpl(Inline)]
    private static V ExpM1PolynomialDouble<V>(V r)
        where V : struct, ISimd<V, double>
    {
        // Estrin's order [1.8e-17]
        var r2 = r * r;
        var r4 = r2 * r2;
        var a = V.Fma(r, V.Create(0.16666666666666686181), V.Create(0.50000000000000056007));
        var b = V.Fma(r, V.Create(0.0083333333333144459941), V.Create(0.041666666666572950119));
        var c = V.Fma(r, V.Create(0.00019841269903389296356), V.Create(0.0013888888932614854455));
        var d = V.Fma(r, V.Create(2.75572276008606995e-6), V.Create(0.000024801504146461904538));
        var e = V.Fma(r, V.Create(2.5114594039052561421e-8), V.Create(2.7626451168152026861e-7));
        var p = V.Fma(r4, V.Fma(r4, e, V.Fma(r2, d, c)), V.Fma(r2, b, a));
        return p;
    }
}
