using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Natural logarithm. ±0 gives −∞, negative numbers NaN, ∞ gives ∞.</summary>
internal readonly struct LogVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    static bool IUnaryKernel<float>.IsShort => true;

    static bool IUnaryKernel<double>.IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Logarithm.LogSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Logarithm.LogDouble(x);
}

/// <summary>log(1 + x) without cancellation near 0. −1 gives −∞, below it NaN; ±0 keeps its sign.</summary>
internal readonly struct Log1PVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Logarithm.Log1PSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Logarithm.Log1PDouble(x);
}

/// <summary>Logarithm to base 2, exact for powers of two.</summary>
internal readonly struct Log2Vector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Logarithm.LogToBaseSingle(x, 1f, 0f, 1.44269502f, 1.9259630e-08f);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Logarithm.LogToBase(x, 1.0, 0.0, 1.4426950408889634, 2.0355273740931033e-17);
}

/// <summary>Logarithm to base 10.</summary>
internal readonly struct Log10Vector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Logarithm.LogToBaseSingle(x, 0.301025390625f, 4.6050390e-06f, 0.4342944920063019f, -1.0103050e-08f);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) =>
        Logarithm.LogToBase(x, 0.30102999566383914, 1.42050232272661e-13, 0.4342944819032518, 1.098319650216765e-17);
}

/// <summary>log, log1p, log2, log10: x = m·2^e with m in [3/4, 3/2), a series in f = m − 1, and e·ln 2.</summary>
/// <remarks>
/// <para>Method, float32: log(1 + f) = f + f²·P(f). float64: s = f/(2 + f), log(1 + f) = f − (f²/2 − s·(f²/2 + R(s²))) (fdlibm).
/// The interval holds 1 in its inside, so that e = 0 near 1 and nothing cancels; zero, infinities, NaN and subnormal numbers come
/// right from <see cref="ISimd{TSelf, T}.Decompose"/> alone, because both parts of ln 2 are positive.</para>
/// <para>Source: fdlibm e_log.c (Sun 1993) for the arrangement; polynomials our own (Remez, 50 digits, relative weight).</para>
/// <para>Measured bounds in ulp, float32 / float64 (docs/accuracy.md): log 1.20 / 0.89, log1p 1.20 / 0.88, log2 1.52 / 1.22, log10 1.77 / 0.89.</para>
/// </remarks>
internal static class Logarithm
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V LogSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var m = V.Decompose(x, out var e);
        var f = m - V.Create(1f);
        return CombineSingle(f, TailSingle(f), e);
    }

    [MethodImpl(Inline)]
    public static V LogDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var m = V.Decompose(x, out var e);
        var f = m - V.Create(1.0);
        return CombineDouble(f, NegativeTailDouble(f), e);
    }

    /// <remarks>f = x·2^−e + (2^−e − 1) is (1 + x)/2^e − 1 with one rounding, so the low part of 1 + x is not lost.</remarks>
    [MethodImpl(Inline)]
    public static V Log1PSingle<V>(V x)
        where V : struct, ISimd<V, float> => Log1PSingle(x, V.Create(0f), exact: true);

    /// <summary>log(1 + x + low), |low| below an ulp of x; low is not looked at where x is exact (a constant for the JIT).</summary>
    [MethodImpl(Inline)]
    public static V Log1PSingle<V>(V x, V low, bool exact)
        where V : struct, ISimd<V, float>
    {
        var m = V.Decompose(x + V.Create(1f), out var e);
        var s = V.Scale(V.Create(1f), -e);
        var f = V.Fma(x, s, s - V.Create(1f));
        var tail = TailSingle(f);
        tail = exact ? tail : V.Fma(low, s, tail); // d log(1 + f) = df/(1 + f): near 1 where it matters
        var y = CombineSingle(f, tail, e);

        // At the ends (x ≤ −1, ∞, NaN) e·m is what log makes of it. |e| < 200 is false for NaN and infinities.
        var finite = V.LessThan(V.Abs(e), V.Create(200f)) & V.GreaterThan(x, V.Create(-1f));
        return V.CopySign(V.Select(finite, y, e * m), x);
    }

    /// <inheritdoc cref="Log1PSingle{V}(V)"/>
    [MethodImpl(Inline)]
    public static V Log1PDouble<V>(V x)
        where V : struct, ISimd<V, double> => Log1PDouble(x, V.Create(0.0), exact: true);

    /// <summary>log(1 + x + low), |low| below an ulp of x; low is not looked at where x is exact (a constant for the JIT).</summary>
    [MethodImpl(Inline)]
    public static V Log1PDouble<V>(V x, V low, bool exact)
        where V : struct, ISimd<V, double>
    {
        var m = V.Decompose(x + V.Create(1.0), out var e);
        var s = V.Scale(V.Create(1.0), -e);
        var f = V.Fma(x, s, s - V.Create(1.0));
        var tail = NegativeTailDouble(f);
        tail = exact ? tail : V.Fnma(low, s, tail);
        var y = CombineDouble(f, tail, e);
        var finite = V.LessThan(V.Abs(e), V.Create(1100.0)) & V.GreaterThan(x, V.Create(-1.0));
        return V.CopySign(V.Select(finite, y, e * m), x);
    }

    /// <summary>log(1 + z) for 0 ≤ z ≤ 1, with no special cases: the tail of softplus.</summary>
    [MethodImpl(Inline)]
    public static V Log1PUnitSingle<V>(V z)
        where V : struct, ISimd<V, float>
    {
        var upper = V.GreaterThan(z, V.Create(0.5f));
        var f = V.Select(upper, V.Fma(z, V.Create(0.5f), V.Create(-0.5f)), z);
        return CombineSingle(f, TailSingle(f), V.Select(upper, V.Create(1f), V.Create(0f)));
    }

    /// <summary>As the float form, of z + low.</summary>
    [MethodImpl(Inline)]
    public static V Log1PUnitDouble<V>(V z, V low)
        where V : struct, ISimd<V, double>
    {
        var upper = V.GreaterThan(z, V.Create(0.5));
        var f = V.Select(upper, V.Fma(z, V.Create(0.5), V.Create(-0.5)), z);
        var tail = NegativeTailDouble(f) - V.Select(upper, low * V.Create(0.5), low);
        return CombineDouble(f, tail, V.Select(upper, V.Create(1.0), V.Create(0.0)));
    }

    /// <summary>e·base + log(m)·scale, both factors in two parts; e·baseHigh must be exact.</summary>
    /// <remarks>e·baseHigh + f·scaleHigh is formed as an exact sum of two numbers, for it cancels where e = −1.</remarks>
    [MethodImpl(Inline)]
    public static V LogToBaseSingle<V>(V x, float baseHigh, float baseLow, float scaleHigh, float scaleLow)
        where V : struct, ISimd<V, float>
    {
        var m = V.Decompose(x, out var e);
        var f = m - V.Create(1f);
        var tail = TailSingle(f);
        var p = f * V.Create(scaleHigh);
        var small = V.Fma(f, V.Create(scaleHigh), -p);
        small = V.Fma(e, V.Create(baseLow), V.Fma(f, V.Create(scaleLow), small));
        small = V.Fma(tail, V.Create(scaleHigh), small);
        var a = e * V.Create(baseHigh);
        var sum = a + p;
        var y = sum + ((a - sum) + p + small);
        return V.Select(V.LessThan(V.Abs(e), V.Create(float.PositiveInfinity)), y, e * V.Abs(m));
    }

    /// <inheritdoc cref="LogToBaseSingle"/>
    [MethodImpl(Inline)]
    public static V LogToBase<V>(V x, double baseHigh, double baseLow, double scaleHigh, double scaleLow)
        where V : struct, ISimd<V, double>
    {
        var m = V.Decompose(x, out var e);
        var f = m - V.Create(1.0);
        var tail = NegativeTailDouble(f);
        var p = f * V.Create(scaleHigh);
        var small = V.Fma(f, V.Create(scaleHigh), -p);
        small = V.Fma(e, V.Create(baseLow), V.Fma(f, V.Create(scaleLow), small));
        small = V.Fnma(tail, V.Create(scaleHigh), small);
        var a = e * V.Create(baseHigh);
        var sum = a + p;
        var y = sum + ((a - sum) + p + small);
        return V.Select(V.LessThan(V.Abs(e), V.Create(double.PositiveInfinity)), y, e * V.Abs(m));
    }

    /// <summary>e·ln 2 + f + tail, −1/4 ≤ f ≤ 1/2.</summary>
    [MethodImpl(Inline)]
    private static V CombineSingle<V>(V f, V tail, V e)
        where V : struct, ISimd<V, float>
    {
        var low = V.Fma(e, V.Create(Exponential.Ln2LowSingle), tail);
        return V.Fma(e, V.Create(Exponential.Ln2HighSingle), f + low);
    }

    /// <summary>e·ln 2 + f − tail.</summary>
    [MethodImpl(Inline)]
    private static V CombineDouble<V>(V f, V tail, V e)
        where V : struct, ISimd<V, double>
    {
        var low = V.Fma(e, V.Create(Exponential.Ln2LowDouble), -tail);
        return V.Fma(e, V.Create(Exponential.Ln2HighDouble), f + low);
    }

    /// <summary>log(1 + f) − f = f²·P(f) [4.7e-9].</summary>
    [MethodImpl(Inline)]
    private static V TailSingle<V>(V f)
        where V : struct, ISimd<V, float>
    {
        var f2 = f * f;
        var f4 = f2 * f2;
        var high = V.Fma(
            f2,
            V.Fma(f, V.Create(0.10591109530802620f), V.Create(-0.13193020933468978f)),
            V.Fma(f, V.Create(0.14468051557001271f), V.Create(-0.16642942592387249f)));
        high = V.Fma(f4, V.Create(-0.046191144463308604f), high);
        var low = V.Fma(
            f2,
            V.Fma(f, V.Create(0.1999097460553307f), V.Create(-0.25000230078661186f)),
            V.Fma(f, V.Create(0.33333452013746204f), V.Create(-0.49999999377780818f)));
        return f2 * V.Fma(f4, high, low);
    }

    /// <summary>f − log(1 + f) = h − s·(h + R), h = f²/2, R = z·Q(z), z = s² [1.5e-17].</summary>
    [MethodImpl(Inline)]
    private static V NegativeTailDouble<V>(V f)
        where V : struct, ISimd<V, double>
    {
        var s = f / (f + V.Create(2.0));
        var z = s * s;
        var z2 = z * z;
        var z4 = z2 * z2;
        var high = V.Fma(
            z2,
            V.Create(0.15373731292300827678),
            V.Fma(z, V.Create(0.15249476152564771772), V.Create(0.18186391681031928931)));
        var low = V.Fma(
            z2,
            V.Fma(z, V.Create(0.22222137631879602577), V.Create(0.2857142940594041358)),
            V.Fma(z, V.Create(0.39999999996102298832), V.Create(0.66666666666672819687)));
        var r = z * V.Fma(z4, high, low);
        var h = f * f * V.Create(0.5);
        return V.Fnma(s, h + r, h);
    }
}
