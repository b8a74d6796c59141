using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Error function; ±∞ gives ±1; ±0 keeps its sign.</summary>
internal readonly struct ErfVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => ErrorPolynomials.ErfSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => ErrorPolynomials.ErfDouble(x);
}

/// <summary>1 − erf without cancellation, down to subnormal results. float32 is computed in float64.</summary>
internal readonly struct ErfcVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => V.InDouble<ErfcVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => ErrorPolynomials.ErfcDouble(x);
}

/// <summary>erf, erfc; System.Math has neither.</summary>
/// <remarks>
/// <para>Method: erf x = x + x·P(x²) to 1. Above, float64: erfc x = e^(−x²)·G(t)/(1 + 2x), t = (x − 4)/(x + 4), with x² and
/// 1/(1 + 2x) in two parts; float32: erf x = 1 − e^(−Q(x)).</para>
/// <para>Source: Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x)·exp(x²)·erfc x in 0 ≤ x &lt; ∞", Math. Comp. 36 (1981);
/// polynomials our own (P, Q: Remez; G: Chebyshev series of 48 terms cut at degree 22).</para>
/// <para>Measured bounds in ulp, float32 / float64 (docs/accuracy.md): erf 1.19 / 1.02, erfc 0.51 / 1.51.</para>
/// </remarks>
internal static class ErrorPolynomials
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V ErfSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var a = V.Abs(x);
        var z = x * x;

        // erf x/x − 1 [1.2e-9]
        var p = V.Fma(z, V.Create(0.000078891212255354107f), V.Create(-0.00080208420235665407f));
        p = V.Fma(z, V.Fma(z, p, V.Create(0.0051895354166154309f)), V.Create(-0.026854444678476682f));
        p = V.Fma(z, V.Fma(z, p, V.Create(0.11283600179363768f)), V.Create(-0.37612627136418798f));
        p = V.Fma(z, p, V.Create(0.12837916591387015f));
        var near = V.Fma(x, p, x);

        // −log erfc on [1, 3.95] [1e-9 of 1]; erf is 1 in float32 beyond
        var b = V.Clamp(a, V.Create(1f), V.Create(3.95f));
        var q = V.Fma(b, V.Create(0.0001855722047187703f), V.Create(-0.0029395898881394358f));
        q = V.Fma(b, V.Fma(b, q, V.Create(0.021805250217958121f)), V.Create(-0.10303723032396450f));
        q = V.Fma(b, V.Fma(b, q, V.Create(-0.63822583169817254f)), V.Create(-1.1270399462115574f));
        q = V.Fma(b, q, V.Create(-0.00035374078020157009f));
        var far = V.CopySign(V.Create(1f) - Exponential.ExpSingle(q), x);
        return V.Select(V.GreaterThan(a, V.Create(1f)), far, near);
    }

    [MethodImpl(Inline)]
    public static V ErfDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        var near = V.Fma(x, ErfOverArgument(x * x), x);
        var far = V.CopySign(V.Create(1.0) - ErfcOfPositive(a), x);
        return V.Select(V.GreaterThan(a, V.Create(1.0)), far, near);
    }

    [MethodImpl(Inline)]
    public static V ErfcDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        var one = V.Create(1.0);
        var near = V.Fnma(x, one + ErfOverArgument(x * x), one);
        var far = ErfcOfPositive(a);
        far = V.Select(V.LessThan(x, V.Create(0.0)), V.Create(2.0) - far, far);
        return V.Select(V.LessThan(a, V.Create(0.5)), near, far);
    }

    /// <summary>erf x/x − 1 in z = x² ≤ 1 [1.3e-19].</summary>
    [MethodImpl(Inline)]
    private static V ErfOverArgument<V>(V z)
        where V : struct, ISimd<V, double>
    {
        var z2 = z * z;
        var z4 = z2 * z2;
        var top = V.Fma(
            z4,
            V.Create(5.9606891775638829644e-11),
            V.Fma(
                z2,
                V.Fma(z, V.Create(-1.1374957222192701984e-9), V.Create(1.4660328881041377337e-8)),
                V.Fma(z, V.Create(-1.635039620885972517e-7), V.Create(1.6461008472526520917e-6))));
        var middle = V.Fma(
            z2,
            V.Fma(z, V.Create(-0.000014925595771576406881), V.Create(0.00012055331132917836363)),
            V.Fma(z, V.Create(-0.00085483269814241076774), V.Create(0.0052239776248283981429)));
        var low = V.Fma(
            z2,
            V.Fma(z, V.Create(-0.026866170645077870985), V.Create(0.11283791670954884447)),
            V.Fma(z, V.Create(-0.37612638903183748177), V.Create(0.12837916709551257377)));
        return V.Fma(z4, V.Fma(z4, top, middle), low);
    }

    /// <summary>erfc x, x ≥ 1/2.</summary>
    [MethodImpl(Inline)]
    private static V ErfcOfPositive<V>(V x)
        where V : struct, ISimd<V, double>
    {
        x = V.Clamp(x, V.Create(0.4), V.Create(28.0));
        var one = V.Create(1.0);
        var t = (x - V.Create(4.0)) / (x + V.Create(4.0));

        // G(t) [7e-19], two chains of Horner's rule in t²
        var t2 = t * t;
        var even = V.Fma(t2, V.Create(1.8309077947893375868e-9), V.Create(-1.7987517937940324351e-8));
        even = V.Fma(t2, even, V.Create(7.4866037870162186913e-8));
        even = V.Fma(t2, even, V.Create(2.9352308910963690904e-7));
        even = V.Fma(t2, even, V.Create(-0.00001122184544146920336));
        even = V.Fma(t2, even, V.Create(0.00015062160707709906684));
        even = V.Fma(t2, even, V.Create(-0.00075777327303317239673));
        even = V.Fma(t2, even, V.Create(-0.01619773405995034443));
        even = V.Fma(t2, even, V.Create(-0.066330365812043259291));
        even = V.Fma(t2, even, V.Create(-0.10103906603631167544));
        even = V.Fma(t2, even, V.Create(0.015379652102619864412));
        var odd = V.Fma(t2, V.Create(-9.7335365017492045346e-9), V.Create(1.0348749865031073658e-7));
        odd = V.Fma(t2, odd, V.Create(-8.1978888630204057054e-7));
        odd = V.Fma(t2, odd, V.Create(5.7066850075240778083e-6));
        odd = V.Fma(t2, odd, V.Create(-0.000024398136367635990497));
        odd = V.Fma(t2, odd, V.Create(-0.00019925694485473360393));
        odd = V.Fma(t2, odd, V.Create(0.005031970015178972521));
        odd = V.Fma(t2, odd, V.Create(0.037167515534126906167));
        odd = V.Fma(t2, odd, V.Create(0.093732834998516473991));
        odd = V.Fma(t2, odd, V.Create(0.068097054254688885478));
        odd = V.Fma(t2, odd, V.Create(-0.13962111684056248841));
        var rest = V.Fma(t, odd, t2 * even);
        var constant = V.Create(1.2329951186255525094);
        var g = constant + rest;
        var gLow = (constant - g) + rest + V.Create(-4.5858195752685426e-17);

        // (g + gLow)/(1 + 2x) = q + qLow
        var twice = x + x;
        var d = one + twice;
        var dLow = one - (d - twice);
        var inverse = one / d;
        var q = g * inverse;
        var qLow = (V.Fnma(q, dLow, V.Fnma(q, d, g)) + gLow) * inverse;

        // e^(−x²), scaled only at the end: the product may be subnormal
        var square = x * x;
        var p = Exponential.ExpOfSum(-square, V.Fnma(x, x, square), out var table, out var k);
        return V.Scale(V.Fma(table, q, table * V.Fma(p, q, qLow)), k);
    }
}
