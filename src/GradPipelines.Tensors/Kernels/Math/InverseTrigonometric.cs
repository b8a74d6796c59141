using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Arc sine in [−π/2, π/2]; NaN outside [−1, 1]; ±0 keeps its sign.</summary>
internal readonly struct AsinVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => InverseTrigonometric.AsinSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => InverseTrigonometric.AsinDouble(x);
}

/// <summary>Arc cosine in [0, π]; NaN outside [−1, 1].</summary>
internal readonly struct AcosVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => InverseTrigonometric.AcosSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => InverseTrigonometric.AcosDouble(x);
}

/// <summary>Arc tangent in [−π/2, π/2]; ±0 keeps its sign.</summary>
internal readonly struct AtanVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var a = V.Abs(x);
        var one = V.Create(1f);
        var swap = V.GreaterThan(a, one);
        return V.CopySign(
            InverseTrigonometric.AngleSingle(V.Select(swap, one, a), V.Select(swap, a, one), swap), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var a = V.Abs(x);
        var one = V.Create(1.0);
        var swap = V.GreaterThan(a, one);
        return V.CopySign(
            InverseTrigonometric.AngleDouble(V.Select(swap, one, a), V.Select(swap, a, one), swap, V.Create(0.0)), x);
    }
}

/// <summary>Angle of the point (x, y) in [−π, π], first argument y; zeros and infinities as IEEE 754. float32 is computed in float64.</summary>
internal readonly struct Atan2Vector : IBinaryKernel<float>, IBinaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IBinaryKernel<float>.Invoke<V>(V y, V x) => V.InDouble<Atan2Vector>(y, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IBinaryKernel<double>.Invoke<V>(V y, V x) => InverseTrigonometric.Atan2Double(y, x);
}

/// <summary>asin, acos, atan, atan2: polynomials on a short interval, the rest by half-angle and quarter-turn identities.</summary>
/// <remarks>
/// <para>Method: atan of a quotient a/b ≤ 1 as k·π/4 ± atan(t), t = a/b or (a − b)/(a + b), |t| ≤ tan(π/8), with one division; the
/// product k·π/4 enters by a fused multiply-add. asin x = x + x³·P(x²) to 1/2, above it π/2 − 2·asin(√((1 − x)/2)).</para>
/// <para>Source: Cephes atan.c (Moshier) for the cuts, fdlibm e_asin.c for the half-angle form; polynomials our own (Remez, 50 digits).</para>
/// <para>Measured bounds in ulp, float32 / float64 (docs/accuracy.md): asin 1.34 / 1.25, acos 1.15 / 1.04, atan 1.88 / 1.79, atan2 0.51 / 1.72.</para>
/// </remarks>
internal static class InverseTrigonometric
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private const float TanPiOver8Single = 0.41421357f;
    private const double TanPiOver8 = 0.41421356237309503;
    private const double PiOver2 = 1.5707963267948966;
    private const double PiOver2Low = 6.123233995736766e-17;
    private const float PiOver2Single = 1.5707964f;
    private const float PiOver2LowSingle = -4.371138828673793e-08f;

    /// <summary>atan(a/b) for 0 ≤ a ≤ b, or π/2 minus it where swap is set.</summary>
    [MethodImpl(Inline)]
    public static V AngleSingle<V>(V a, V b, V swap)
        where V : struct, ISimd<V, float>
    {
        var upper = V.GreaterThan(a, b * V.Create(TanPiOver8Single));
        var t = V.Select(upper, a - b, a) / V.Select(upper, a + b, b);
        var k = V.Select(upper, V.Create(1f), V.Select(swap, V.Create(2f), V.Create(0f)));
        t ^= swap & V.Create(-0f);
        var z = t * t;

        // atan t = t + t³·P(z) [6.6e-10]
        var p = V.Fma(z, V.Create(-0.060832229614598508f), V.Create(0.10595915069810942f));
        p = V.Fma(z, V.Fma(z, V.Fma(z, p, V.Create(-0.14243837662008634f)), V.Create(0.19998488882874983f)), V.Create(-0.33333315496702410f));
        var w = t + V.Fma(z * t, p, k * V.Create(PiOver2LowSingle / 2));
        return V.Fma(k, V.Create(PiOver2Single / 2), w);
    }

    /// <summary>As the float form; the result is π minus the angle where the sign bit of <paramref name="mirror"/> is set.</summary>
    [MethodImpl(Inline)]
    public static V AngleDouble<V>(V a, V b, V swap, V mirror)
        where V : struct, ISimd<V, double>
    {
        var upper = V.GreaterThan(a, b * V.Create(TanPiOver8));
        var t = V.Select(upper, a - b, a) / V.Select(upper, a + b, b);
        var k = V.Select(upper, V.Create(1.0), V.Select(swap, V.Create(2.0), V.Create(0.0)));
        var flip = mirror & V.Create(-0.0);
        k = V.Select(V.NoneSet(mirror, long.MinValue), k, V.Create(4.0) - k);
        t ^= (swap & V.Create(-0.0)) ^ flip;
        var z = t * t;
        var z2 = z * z;
        var z4 = z2 * z2;

        // [1.2e-18]
        var high = V.Fma(
            z2,
            V.Create(-0.0179207975587544891),
            V.Fma(z, V.Create(0.038076998883089576938), V.Create(-0.050397947727301367292)));
        var middle = V.Fma(
            z2,
            V.Fma(z, V.Create(0.058479979638262498866), V.Create(-0.066631189243935923387)),
            V.Fma(z, V.Create(0.076920615131117422039), V.Create(-0.090908978297519774676)));
        var low = V.Fma(
            z2,
            V.Fma(z, V.Create(0.11111110785915784967), V.Create(-0.14285714280244322322)),
            V.Fma(z, V.Create(0.19999999999954043518), V.Create(-0.33333333333333198987)));
        var p = V.Fma(z4, V.Fma(z4, high, middle), low);
        var w = t + V.Fma(z * t, p, k * V.Create(PiOver2Low / 2));
        return V.Fma(k, V.Create(PiOver2 / 2), w);
    }

    [MethodImpl(Inline)]
    public static V Atan2Double<V>(V y, V x)
        where V : struct, ISimd<V, double>
    {
        var ay = V.Abs(y);
        var ax = V.Abs(x);
        var swap = V.GreaterThan(ay, ax);
        var a = V.Select(swap, ax, ay);
        var b = V.Select(swap, ay, ax);
        var one = V.Create(1.0);
        var zero = V.Create(0.0);

        // ∞/∞ counts as 1/1, 0/0 as 0/1; near the top, quarter both, so that a + b cannot overflow.
        var infinity = V.Create(double.PositiveInfinity);
        var infinite = V.Equal(b, infinity);
        var shrink = V.Select(V.GreaterThan(b, V.Create(1e300)), V.Create(0.25), one);
        a = V.Select(infinite, V.Select(V.Equal(a, infinity), one, zero), a * shrink);
        b = V.Select(infinite | V.Equal(b, zero), one, b * shrink);
        var angle = V.CopySign(AngleDouble(a, b, swap, x), y);
        return V.Select(V.IsNaN(x) | V.IsNaN(y), x + y, angle);
    }

    [MethodImpl(Inline)]
    public static V AsinSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var a = V.Abs(x);
        var outer = V.GreaterThan(a, V.Create(0.5f));
        var z = V.Select(outer, V.Fnma(a, V.Create(0.5f), V.Create(0.5f)), a * a);
        var s = V.Select(outer, V.Sqrt(z), a);
        var tail = s * z * AsinPolynomialSingle(z);
        var near = s + tail;

        // π/2 − 2(s + tail) around π/4, so that no intermediate sum is larger than the result; from 1 upwards in one piece,
        // so that asin 1 is π/2 rounded.
        var quarter = V.Create(PiOver2Single / 2);
        var top = V.LessThan(s, V.Create(0.28f));
        var first = V.Fma(s, V.Create(-2f), V.Select(top, quarter + quarter, quarter));
        var far = V.Select(top, V.Create(0f), quarter) - (V.Fma(tail, V.Create(2f), V.Create(-PiOver2LowSingle)) - first);
        return V.CopySign(V.Select(outer, far, near), x);
    }

    [MethodImpl(Inline)]
    public static V AsinDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        var outer = V.GreaterThan(a, V.Create(0.5));
        var z = V.Select(outer, V.Fnma(a, V.Create(0.5), V.Create(0.5)), a * a);
        var s = V.Select(outer, V.Sqrt(z), a);
        var tail = s * z * AsinPolynomialDouble(z);
        var near = s + tail;
        var quarter = V.Create(PiOver2 / 2);
        var far = quarter - (V.Fma(tail, V.Create(2.0), V.Create(-PiOver2Low)) - V.Fma(s, V.Create(-2.0), quarter));
        return V.CopySign(V.Select(outer, far, near), x);
    }

    // acos x = π/2 − asin x within ±1/2, 2·asin √((1 − x)/2) above, π minus that of −x below: k·π/2 + c·(s + tail).
    [MethodImpl(Inline)]
    public static V AcosSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var a = V.Abs(x);
        var outer = V.GreaterThan(a, V.Create(0.5f));
        var z = V.Select(outer, V.Fnma(a, V.Create(0.5f), V.Create(0.5f)), a * a);
        var s = V.Select(outer, V.Sqrt(z), a);
        var tail = s * z * AsinPolynomialSingle(z);
        var negative = V.LessThan(x, V.Create(0f));
        var k = V.Select(outer, V.Select(negative, V.Create(2f), V.Create(0f)), V.Create(1f));
        var c = V.Select(outer, V.Create(2f), V.Create(-1f));
        c = V.Select(negative, -c, c);
        var low = V.Fma(c, tail, k * V.Create(PiOver2LowSingle));
        return V.Fma(k, V.Create(PiOver2Single), V.Fma(c, s, low));
    }

    [MethodImpl(Inline)]
    public static V AcosDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        var outer = V.GreaterThan(a, V.Create(0.5));
        var z = V.Select(outer, V.Fnma(a, V.Create(0.5), V.Create(0.5)), a * a);
        var s = V.Select(outer, V.Sqrt(z), a);
        var tail = s * z * AsinPolynomialDouble(z);
        var negative = V.LessThan(x, V.Create(0.0));
        var k = V.Select(outer, V.Select(negative, V.Create(2.0), V.Create(0.0)), V.Create(1.0));
        var c = V.Select(outer, V.Create(2.0), V.Create(-1.0));
        c = V.Select(negative, -c, c);
        var low = V.Fma(c, tail, k * V.Create(PiOver2Low));
        return V.Fma(k, V.Create(PiOver2), V.Fma(c, s, low));
    }

    /// <summary>(asin s − s)/s³ in z = s² ≤ 1/4 [5e-9].</summary>
    [MethodImpl(Inline)]
    private static V AsinPolynomialSingle<V>(V z)
        where V : struct, ISimd<V, float>
    {
        var p = V.Fma(z, V.Create(0.042230606552507897f), V.Create(0.024140948229008576f));
        p = V.Fma(z, V.Fma(z, p, V.Create(0.045478353233295688f)), V.Create(0.074952325616697734f));
        return V.Fma(z, p, V.Create(0.16666754135217485f));
    }

    /// <summary>[9.8e-19]</summary>
    [MethodImpl(Inline)]
    private static V AsinPolynomialDouble<V>(V z)
        where V : struct, ISimd<V, double>
    {
        var z2 = z * z;
        var z4 = z2 * z2;
        var top = V.Fma(
            z4,
            V.Create(0.03270240363438176495),
            V.Fma(
                z2,
                V.Fma(z, V.Create(-0.021117116766128406347), V.Create(0.02179093617231656536)),
                V.Fma(z, V.Create(0.0036720627852126914049), V.Create(0.010789354502647137419))));
        var middle = V.Fma(
            z2,
            V.Fma(z, V.Create(0.011397286919244059892), V.Create(0.013981019305657952938)),
            V.Fma(z, V.Create(0.017351595434469556418), V.Create(0.022372215909587805376)));
        var low = V.Fma(
            z2,
            V.Fma(z, V.Create(0.030381942675150743044), V.Create(0.044642857175288611223)),
            V.Fma(z, V.Create(0.074999999999700962076), V.Create(0.16666666666666762994)));
        return V.Fma(z4, V.Fma(z4, top, middle), low);
    }
}
