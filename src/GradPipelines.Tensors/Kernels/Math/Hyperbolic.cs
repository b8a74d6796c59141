using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Hyperbolic tangent; ±0 keeps its sign, ±∞ gives ±1.</summary>
internal readonly struct TanhKernel : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var m = Exponential.ExpM1Moderate(V.Clamp(x + x, V.Create(-20f), V.Create(20f)));
        return m / (m + V.Create(2f)) | (x & V.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var m = Exponential.ExpM1ModerateDouble(V.Clamp(x + x, V.Create(-42.0), V.Create(42.0)));
        return m / (m + V.Create(2.0)) | (x & V.Create(-0.0));
    }
}

/// <summary>Hyperbolic sine; overflows only where the result does.</summary>
internal readonly struct SinhKernel : IUnaryKernel<float>, IUnaryKernel<double>
{
    // h = (e^|x| − 1)/2 does not overflow before the result; sinh = h + h/(2h + 1). 1/h is lost in h beyond 2^24 (2^53) anyway.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var h = Exponential.HalfExpM1Single(V.Abs(x));
        var y = h + h / (h + h + V.Create(1f));
        return V.Select(V.LessThan(V.Abs(x), V.Create(1e-4f)), x, V.CopySign(y, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var h = Exponential.HalfExpM1Double(V.Abs(x));
        var y = h + h / (h + h + V.Create(1.0));
        return V.Select(V.LessThan(V.Abs(x), V.Create(1e-9)), x, V.CopySign(y, x));
    }
}

/// <summary>Hyperbolic cosine; overflows only where the result does.</summary>
internal readonly struct CoshKernel : IUnaryKernel<float>, IUnaryKernel<double>
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
internal readonly struct AsinhKernel : IUnaryKernel<float>, IUnaryKernel<double>
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
internal readonly struct AcoshKernel : IUnaryKernel<float>, IUnaryKernel<double>
{
    // t = x − 1 is exact where it matters; acosh = log1p(t + √(2t + t²)).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x)
    {
        var t = x - V.Create(1f);
        var large = V.GreaterThan(x, V.Create(1e8f));
        var z = V.Select(large, x, t + V.Sqrt(V.Fma(t, t, t + t)));
        return Logarithm.Log1PSingle(z) + V.Select(large, V.Create(0.69314718f), V.Create(0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x)
    {
        var t = x - V.Create(1.0);
        var large = V.GreaterThan(x, V.Create(1e17));
        var z = V.Select(large, x, t + V.Sqrt(V.Fma(t, t, t + t)));
        return Logarithm.Log1PDouble(z) + V.Select(large, V.Create(Exponential.Ln2HighDouble), V.Create(0.0));
    }
}

/// <summary>Inverse hyperbolic tangent; ±1 gives ±∞, outside NaN; ±0 keeps its sign.</summary>
internal readonly struct AtanhKernel : IUnaryKernel<float>, IUnaryKernel<double>
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
