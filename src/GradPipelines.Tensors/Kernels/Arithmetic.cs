using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>a + b; integers wrap.</summary>
internal readonly struct AddKernel : IArithmetic
{
    public static bool HasVector => true;

    public static Vector<T> InvokeVector<T>(Vector<T> a, Vector<T> b) => a + b;

    public static T Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => a + b;
}

/// <summary>a - b; integers wrap.</summary>
internal readonly struct SubtractKernel : IArithmetic
{
    public static bool HasVector => true;

    public static Vector<T> InvokeVector<T>(Vector<T> a, Vector<T> b) => a - b;

    public static T Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => a - b;
}

/// <summary>a · b; integers wrap.</summary>
internal readonly struct MultiplyKernel : IArithmetic
{
    public static bool HasVector => true;

    public static Vector<T> InvokeVector<T>(Vector<T> a, Vector<T> b) => a * b;

    public static T Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => a * b;
}

/// <summary>The larger; NaN if either is NaN.</summary>
internal readonly struct MaximumKernel : IArithmetic
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.Max(a, b);
}

/// <summary>The smaller; NaN if either is NaN.</summary>
internal readonly struct MinimumKernel : IArithmetic
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.Min(a, b);
}

/// <summary>a / b, with IEEE 754 infinities and NaN.</summary>
internal readonly struct DivideKernel : IFloatingPair
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => a / b;
}

/// <summary>The remainder with the sign of the divisor, as NumPy and Python: a - floor(a / b)·b.</summary>
internal readonly struct ModKernel : IFloatingPair
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => Remainder(a, b);

    private static T Remainder<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = a % b;
        if (T.IsZero(r)) return T.CopySign(T.Zero, b);
        return T.IsNegative(r) != T.IsNegative(b) ? r + b : r;
    }
}

/// <summary>The remainder with the sign of the dividend, as C: a - trunc(a / b)·b, exact.</summary>
internal readonly struct FmodKernel : IFloatingPair
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => a % b;
}

/// <summary>-x.</summary>
internal readonly struct NegateKernel : INumeric
{
    public static T Invoke<T>(T x)
        where T : unmanaged, INumber<T> => -x;
}

/// <summary>|x|; the smallest integer stays as it is.</summary>
internal readonly struct AbsKernel : INumeric
{
    public static T Invoke<T>(T x)
        where T : unmanaged, INumber<T> => T.IsNegative(x) ? -x : x;
}

/// <summary>-1, 0 or 1; NaN stays.</summary>
internal readonly struct SignKernel : INumeric
{
    public static T Invoke<T>(T x)
        where T : unmanaged, INumber<T> => T.IsZero(x) || T.IsNaN(x) ? x : T.IsNegative(x) ? -T.One : T.One;
}

/// <summary>x².</summary>
internal readonly struct SquareKernel : INumeric
{
    public static T Invoke<T>(T x)
        where T : unmanaged, INumber<T> => x * x;
}
