using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>The largest integer not above x.</summary>
internal readonly struct FloorKernel : IFloating
{
    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Floor(x);
}

/// <summary>The smallest integer not below x.</summary>
internal readonly struct CeilingKernel : IFloating
{
    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Ceiling(x);
}

/// <summary>The nearest integer, halves to even.</summary>
internal readonly struct RoundKernel : IFloating
{
    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Round(x);
}

/// <summary>x without its fraction.</summary>
internal readonly struct TruncateKernel : IFloating
{
    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Truncate(x);
}
