using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>a &lt; b; false beside NaN.</summary>
internal readonly struct LessKernel : IRelation
{
    public static bool Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T> => a < b;
}

/// <summary>a ≤ b; false beside NaN.</summary>
internal readonly struct LessEqualKernel : IRelation
{
    public static bool Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T> => a <= b;
}

/// <summary>a = b; false beside NaN.</summary>
internal readonly struct EqualKernel : IRelation
{
    public static bool Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T> => a == b;
}

/// <summary>a ≠ b; true beside NaN.</summary>
internal readonly struct NotEqualKernel : IRelation
{
    public static bool Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T> => a != b;
}
