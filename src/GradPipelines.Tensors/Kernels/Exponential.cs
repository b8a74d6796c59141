using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>e^x.</summary>
internal readonly struct ExpKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Exp(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Exp(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Exp(x);
}

/// <summary>e^x - 1, without cancellation near 0.</summary>
internal readonly struct Expm1Kernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.ExpM1(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.ExpM1(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Expm1(x);

    /// <summary>Kahan's form: the error of u = e^x cancels between u - 1 and log u. Within 2 ulp of the base library's exp and log.</summary>
    private static T Expm1<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var u = T.Exp(x);
        if (u == T.One) return x;
        var d = u - T.One;
        if (d == -T.One || T.IsPositiveInfinity(u)) return d;
        return d * (x / T.Log(u));
    }
}

/// <summary>The natural logarithm: NaN below 0, -∞ at 0.</summary>
internal readonly struct LogKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Log(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Log(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Log(x);
}

/// <summary>log(1 + x), without cancellation near 0.</summary>
internal readonly struct Log1pKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Log1P(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Log1P(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Log1p(x);

    /// <summary>Kahan's form: the rounding of u = 1 + x cancels between log u and u - 1.</summary>
    private static T Log1p<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var u = T.One + x;
        if (u == T.One) return x;
        return T.IsPositiveInfinity(u) ? u : T.Log(u) * (x / (u - T.One));
    }
}

/// <summary>The square root, correctly rounded; NaN below 0.</summary>
internal readonly struct SqrtKernel : IFloating
{
    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Sqrt(x);
}

/// <summary>The cube root, of negative numbers too.</summary>
internal readonly struct CbrtKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Cbrt(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Cbrt(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Cbrt(x);
}

/// <summary>a^b as the C library: 1 for b = 0, NaN for a negative a with a b that is no integer.</summary>
internal readonly struct PowerKernel : IFloatingPair
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Pow(a, b);
}
