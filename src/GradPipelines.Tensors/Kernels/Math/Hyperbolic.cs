using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Hyperbolic tangent; ±0 keeps its sign, ±∞ gives ±1.</summary>
/// <remarks>
/// <para>This file: tanh, sinh, cosh from e^x − 1; asinh, acosh, atanh from log(1 + x). All divide truly: on Zen 4 and 5 that beats a
/// reciprocal estimate with Newton steps. Source: the identities of fdlibm (s_tanh.c, e_sinh.c, s_asinh.c, e_acosh.c, e_atanh.c);
/// the polynomial of sinh is our own (Remez, 50 digits).</para>
/// <para>Measured bounds in ulp, float32 / float64 (docs/accuracy.md): tanh 2.54 / 2.39, sinh 1.52 / 1.70, cosh 1.75 / 1.75, asinh 1.79 / 1.63, acosh 1.82 / 1.50, atanh 1.83 / 1.50.</para>
/// </remarks>
internal readonly struct TanhVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    static bool IUnaryKernel<float>.IsShort => true;

    static bool IUnaryKernel<double>.IsShort => true;

    // m = e^(2|x|) − 1 ≥ 0, tanh |x| = m/(m + 2). For negative x the error of m would count twice at the far end. Taking −|x| below 0.35,
    // where m + 2 < 2 has half the rounding error, gives 2.31 instead of 2.54 ulp (float32) for 17 % more time: not done.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var m = Exponential.ExpM1ModerateSingle(V.AtMost(V.Abs(x + x), V.Create(20f)));
        return V.CopySign(m / (m + V.Create(2f)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var m = Exponential.ExpM1ModerateDouble(V.AtMost(V.Abs(x + x), V.Create(42.0)));
        return V.CopySign(m / (m + V.Create(2.0)), x);
    }
}

/// <summary>Hyperbolic sine; overflows only where the result does.</summary>
internal readonly struct SinhVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    // To 1: x + x³·P(x²) [f32 5e-11, f64 8.7e-20]. Above: h = (e^|x| − 1)/2 does not overflow before the result, and
    // sinh = h + h/(2h + 1). The quotient is 1/2 for large h; the limit spares it ∞/∞.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var z = x * x;
        var p = V.Fma(z, V.Create(2.8169574547407140e-6f), V.Create(0.00019836158736107723f));
        p = V.Fma(z, V.Fma(z, p, V.Create(0.0083333500633341301f)), V.Create(0.16666666497489873f));
        var near = V.Fma(z * x, p, x);
        var h = Exponential.HalfExpM1Single(V.Abs(x));
        var c = V.AtMost(h, V.Create(1e30f));
        var far = V.CopySign(h + c / (c + c + V.Create(1f)), x);
        return V.Select(V.LessThan(V.Abs(x), V.Create(1f)), near, far);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var z = x * x;
        var z2 = z * z;
        var high = V.Fma(
            z2,
            V.Create(7.758759855700254964e-13),
            V.Fma(z, V.Create(1.6057259417193196083e-10), V.Create(2.5052123143061091886e-8)));
        var low = V.Fma(
            z2,
            V.Fma(z, V.Create(2.7557319157045727698e-6), V.Create(0.00019841269841431951459)),
            V.Fma(z, V.Create(0.0083333333333331476345), V.Create(0.16666666666666667384)));
        var near = V.Fma(z * x, V.Fma(z2 * z2, high, low), x);
        var h = Exponential.HalfExpM1Double(V.Abs(x));
        var c = V.AtMost(h, V.Create(1e30));
        var far = V.CopySign(h + c / (c + c + V.Create(1.0)), x);
        return V.Select(V.LessThan(V.Abs(x), V.Create(1.0)), near, far);
    }
}

/// <summary>Hyperbolic cosine; overflows only where the result does.</summary>
internal readonly struct CoshVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    // E = e^|x|/2 = h + 1/2; cosh = E + 1/(4E).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var e = Exponential.HalfExpM1Single(V.Abs(x)) + V.Create(0.5f);
        return e + V.Create(0.25f) / e;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var e = Exponential.HalfExpM1Double(V.Abs(x)) + V.Create(0.5);
        return e + V.Create(0.25) / e;
    }
}

/// <summary>Inverse hyperbolic sine; ±0 keeps its sign.</summary>
internal readonly struct AsinhVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var a = V.Abs(x);
        var one = V.Create(1f);
        var large = V.GreaterThan(a, V.Create(1e8f));
        var z = V.Select(large, a, a + a * a / (one + V.Sqrt(V.Fma(a, a, one))));
        var y = Logarithm.Log1PSingle(z) + V.Select(large, V.Create(0.69314718f), V.Create(0f));
        return V.CopySign(y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var a = V.Abs(x);
        var one = V.Create(1.0);
        var large = V.GreaterThan(a, V.Create(1e17));
        var z = V.Select(large, a, a + a * a / (one + V.Sqrt(V.Fma(a, a, one))));
        var y = Logarithm.Log1PDouble(z) + V.Select(large, V.Create(Exponential.Ln2HighDouble), V.Create(0.0));
        return V.CopySign(y, x);
    }
}

/// <summary>Inverse hyperbolic cosine; NaN below 1.</summary>
internal readonly struct AcoshVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    // t = x − 1 is exact where it matters; acosh = log1p(t + √(2t + t²)).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var t = x - V.Create(1f);
        var large = V.GreaterThan(x, V.Create(1e8f));
        var root = V.Sqrt(V.Fma(t, t, t + t));
        var sum = t + root;
        var z = V.Select(large, x, sum);
        var low = V.Select(large, V.Create(0f), (root - sum) + t); // exact, for root > t
        var y = Logarithm.Log1PSingle(z, low, exact: false) + V.Select(large, V.Create(0.69314718f), V.Create(0f));
        return V.Select(V.GreaterThanOrEqual(t, V.Create(0f)), y, V.Create(float.NaN));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var t = x - V.Create(1.0);
        var large = V.GreaterThan(x, V.Create(1e17));
        var root = V.Sqrt(V.Fma(t, t, t + t));
        var sum = t + root;
        var z = V.Select(large, x, sum);
        var low = V.Select(large, V.Create(0.0), (root - sum) + t);
        var y = Logarithm.Log1PDouble(z, low, exact: false) + V.Select(large, V.Create(Exponential.Ln2HighDouble), V.Create(0.0));
        return V.Select(V.GreaterThanOrEqual(t, V.Create(0.0)), y, V.Create(double.NaN));
    }
}

/// <summary>Inverse hyperbolic tangent; ±1 gives ±∞, outside NaN; ±0 keeps its sign.</summary>
internal readonly struct AtanhVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    // atanh(a) = log1p(2a/(1 − a))/2. Below 1/2, 2a + 2a²/(1 − a) keeps the rounding of the division away from the leading term.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var a = V.Abs(x);
        var twice = a + a;
        var small = V.LessThan(a, V.Create(0.5f));
        var q = V.Select(small, twice * a, twice) / (V.Create(1f) - a);
        var y = V.Create(0.5f) * Logarithm.Log1PSingle(V.Select(small, twice + q, q));
        return V.Select(V.LessThan(a, V.Create(1e-4f)), x, V.CopySign(y, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var a = V.Abs(x);
        var twice = a + a;
        var small = V.LessThan(a, V.Create(0.5));
        var q = V.Select(small, twice * a, twice) / (V.Create(1.0) - a);
        var y = V.Create(0.5) * Logarithm.Log1PDouble(V.Select(small, twice + q, q));
        return V.Select(V.LessThan(a, V.Create(1e-9)), x, V.CopySign(y, x));
    }
}
