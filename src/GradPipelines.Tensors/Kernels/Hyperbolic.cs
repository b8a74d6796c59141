using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>sinh x.</summary>
internal readonly struct SinhKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Sinh(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Sinh(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Sinh(x);
}

/// <summary>cosh x.</summary>
internal readonly struct CoshKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Cosh(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Cosh(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Cosh(x);
}

/// <summary>tanh x; ±1 at ±∞, -0 at -0.</summary>
internal readonly struct TanhKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Tanh(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Tanh(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Tanh(x);
}

/// <summary>The inverse of sinh.</summary>
internal readonly struct AsinhKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Asinh(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Asinh(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Asinh(x);
}

/// <summary>The inverse of cosh; NaN below 1.</summary>
internal readonly struct AcoshKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Acosh(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Acosh(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Acosh(x);
}

/// <summary>The inverse of tanh; ±∞ at ±1, NaN beyond.</summary>
internal readonly struct AtanhKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Atanh(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Atanh(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Atanh(x);
}

/// <summary>1 / (1 + e^-x), from the side where the exponential does not overflow.</summary>
internal readonly struct SigmoidKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Sigmoid(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Sigmoid(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Sigmoid(x);

    private static T Sigmoid<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!T.IsNegative(x)) return T.One / (T.One + T.Exp(-x));
        var e = T.Exp(x);
        return e / (T.One + e);
    }
}
