using System.Numerics;
using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>A function of two numbers of any numeric type, lifted to the loops by <see cref="Arithmetic{T, TOp}"/>.</summary>
internal interface IArithmetic
{
    static abstract T Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    /// <summary>True where <see cref="InvokeVector"/> gives the same bits as <see cref="Invoke"/>.</summary>
    static virtual bool HasVector => false;

    /// <summary>The operation on lanes.</summary>
    static virtual Vector<T> InvokeVector<T>(Vector<T> a, Vector<T> b) => throw new NotSupportedException();
}

/// <summary>A relation between two numbers of any numeric type.</summary>
internal interface IRelation
{
    static abstract bool Invoke<T>(T a, T b)
        where T : unmanaged, INumber<T>;
}

/// <summary>A function of one number of any numeric type.</summary>
internal interface INumeric
{
    static abstract T Invoke<T>(T x)
        where T : unmanaged, INumber<T>;
}

/// <summary>A function of one floating number.</summary>
internal interface IFloating
{
    static abstract T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>
    /// The vector form for float64 where there is one. It is used for arrays; single numbers take the base library's function, which
    /// is faster for one and may differ in the last bit.
    /// </summary>
    static virtual bool TryVector(ReadOnlySpan<double> x, Span<double> y) => false;

    /// <summary>The vector form for float32 where there is one.</summary>
    static virtual bool TryVector(ReadOnlySpan<float> x, Span<float> y) => false;
}

/// <summary>A function of two floating numbers.</summary>
internal interface IFloatingPair
{
    static abstract T Invoke<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

internal readonly struct Arithmetic<T, TOp> : IBinaryOperation<T, T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
    where TOp : IArithmetic
{
    public static T Invoke(T a, T b) => TOp.Invoke(a, b);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // short runs must not spend their time in unoptimised code
    public static bool TryVector(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
    {
        if (!TOp.HasVector) return false;
        var lanes = Vector<T>.Count;
        bool steppingA = a.Length == y.Length, steppingB = b.Length == y.Length;
        Vector<T> va = new(a[0]), vb = new(b[0]); // an operand of one element is the same in every lane
        var i = 0;
        for (; i <= y.Length - lanes; i += lanes)
        {
            if (steppingA) va = new Vector<T>(a[i..]);
            if (steppingB) vb = new Vector<T>(b[i..]);
            TOp.InvokeVector(va, vb).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++) y[i] = TOp.Invoke(a[steppingA ? i : 0], b[steppingB ? i : 0]);
        return true;
    }
}

internal readonly struct Relation<T, TOp> : IBinaryOperation<T, bool>
    where T : unmanaged, INumber<T>
    where TOp : IRelation
{
    public static bool Invoke(T a, T b) => TOp.Invoke(a, b);
}

internal readonly struct Numeric<T, TOp> : IUnaryOperation<T, T>
    where T : unmanaged, INumber<T>
    where TOp : INumeric
{
    public static T Invoke(T x) => TOp.Invoke(x);
}

internal readonly struct Float64<TOp> : IUnaryOperation<double, double>
    where TOp : IFloating
{
    public static double Invoke(double x) => TOp.Invoke(x);

    public static bool TryVector(ReadOnlySpan<double> x, Span<double> y) => TOp.TryVector(x, y);
}

internal readonly struct Float32<TOp> : IUnaryOperation<float, float>
    where TOp : IFloating
{
    public static float Invoke(float x) => TOp.Invoke(x);

    public static bool TryVector(ReadOnlySpan<float> x, Span<float> y) => TOp.TryVector(x, y);
}

internal readonly struct FloatingPair<T, TOp> : IBinaryOperation<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TOp : IFloatingPair
{
    public static T Invoke(T a, T b) => TOp.Invoke(a, b);
}

/// <summary>Picks the loop for an array's dtype; the one switch over dtypes for element-wise work.</summary>
internal static class Elementwise
{
    /// <summary>Arithmetic on Int64, Float32 or Float64 arrays of one dtype.</summary>
    public static NdArray Arithmetic<TOp>(NdArray a, NdArray b, string name)
        where TOp : IArithmetic => a.DType switch
        {
            DType.Float64 => ElementwiseLoop.Binary<double, double, Arithmetic<double, TOp>>(a, b, name),
            DType.Float32 => ElementwiseLoop.Binary<float, float, Arithmetic<float, TOp>>(a, b, name),
            DType.Int64 => ElementwiseLoop.Binary<long, long, Arithmetic<long, TOp>>(a, b, name),
            _ => Arithmetic<TOp>(a.Cast(DType.Int64), b.Cast(DType.Int64), name),
        };

    /// <summary>A relation between arrays of one dtype.</summary>
    public static NdArray Relation<TOp>(NdArray a, NdArray b, string name)
        where TOp : IRelation => a.DType switch
        {
            DType.Float64 => ElementwiseLoop.Binary<double, bool, Relation<double, TOp>>(a, b, name),
            DType.Float32 => ElementwiseLoop.Binary<float, bool, Relation<float, TOp>>(a, b, name),
            DType.Int64 => ElementwiseLoop.Binary<long, bool, Relation<long, TOp>>(a, b, name),
            _ => Relation<TOp>(a.Cast(DType.Int64), b.Cast(DType.Int64), name),
        };

    /// <summary>A function that keeps the dtype; a boolean array becomes Int64.</summary>
    public static NdArray Numeric<TOp>(NdArray x)
        where TOp : INumeric => x.DType switch
        {
            DType.Float64 => ElementwiseLoop.Unary<double, double, Numeric<double, TOp>>(x),
            DType.Float32 => ElementwiseLoop.Unary<float, float, Numeric<float, TOp>>(x),
            DType.Int64 => ElementwiseLoop.Unary<long, long, Numeric<long, TOp>>(x),
            _ => Numeric<TOp>(x.Cast(DType.Int64)),
        };

    /// <summary>A function of floating numbers; other dtypes become Float64.</summary>
    public static NdArray Floating<TOp>(NdArray x)
        where TOp : IFloating => x.DType switch
        {
            DType.Float64 => ElementwiseLoop.Unary<double, double, Float64<TOp>>(x),
            DType.Float32 => ElementwiseLoop.Unary<float, float, Float32<TOp>>(x),
            _ => Floating<TOp>(x.Cast(DType.Float64)),
        };

    /// <summary>A function of two floating arrays of one dtype; other dtypes become Float64.</summary>
    public static NdArray FloatingPair<TOp>(NdArray a, NdArray b, string name)
        where TOp : IFloatingPair => a.DType switch
        {
            DType.Float64 => ElementwiseLoop.Binary<double, double, FloatingPair<double, TOp>>(a, b, name),
            DType.Float32 => ElementwiseLoop.Binary<float, float, FloatingPair<float, TOp>>(a, b, name),
            _ => FloatingPair<TOp>(a.Cast(DType.Float64), b.Cast(DType.Float64), name),
        };
}
