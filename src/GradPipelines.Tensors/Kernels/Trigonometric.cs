using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>sin x in radians; NaN at ±∞.</summary>
internal readonly struct SinKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Sin(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Sin(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Sin(x);
}

/// <summary>cos x in radians; NaN at ±∞.</summary>
internal readonly struct CosKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Cos(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Cos(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Cos(x);
}

/// <summary>tan x in radians; NaN at ±∞.</summary>
internal readonly struct TanKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Tan(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Tan(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Tan(x);
}

/// <summary>The angle in [-π/2, π/2]; NaN outside [-1, 1].</summary>
internal readonly struct AsinKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Asin(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Asin(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Asin(x);
}

/// <summary>The angle in [0, π]; NaN outside [-1, 1].</summary>
internal readonly struct AcosKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Acos(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Acos(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Acos(x);
}

/// <summary>The angle in [-π/2, π/2].</summary>
internal readonly struct AtanKernel : IFloating
{
    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y)
    {
        VectorMath.Atan(x, y);
        return true;
    }

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y)
    {
        VectorMath.Atan(x, y);
        return true;
    }

    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Atan(x);
}

/// <summary>The angle of the point (b, a) in [-π, π].</summary>
internal readonly struct Atan2Kernel : IFloatingPair
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Atan2(a, b);
}
