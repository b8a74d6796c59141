using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>A special function of one number. It is computed in float64; a float32 result is that value, rounded once.</summary>
internal interface ISpecialFunction
{
    static abstract double Invoke(double x);
}

/// <summary>A special function of two numbers, computed in float64.</summary>
internal interface ISpecialPair
{
    static abstract double Invoke(double a, double b);
}

/// <summary>Lifts a special function to the element-wise loops.</summary>
internal readonly struct InFloat64<TFunction> : IFloating
    where TFunction : ISpecialFunction
{
    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(TFunction.Invoke(double.CreateTruncating(x)));
}

/// <summary>Lifts a special function of two numbers to the element-wise loops.</summary>
internal readonly struct PairInFloat64<TFunction> : IFloatingPair
    where TFunction : ISpecialPair
{
    public static T Invoke<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(TFunction.Invoke(double.CreateTruncating(a), double.CreateTruncating(b)));
}

/// <summary>Loops over special functions that have parameters besides the elements, such as an order.</summary>
/// <remarks>With a delegate: these functions take 50 ns and more, a delegate call takes two, and no type can carry a parameter.</remarks>
internal static class SpecialLoop
{
    /// <summary>One function over one floating array.</summary>
    public static NdArray Unary(NdArray x, Func<double, double> function)
    {
        var source = x.Cast(DType.Float64).ReadSpan<double>();
        var result = NdArray.Allocate<double>(x.Shape);
        var y = result.Span<double>();
        for (var i = 0; i < y.Length; i++) y[i] = function(source[i]);
        return result.Cast(x.DType);
    }

    /// <summary>One function over two floating arrays that broadcast.</summary>
    public static NdArray Binary(NdArray a, NdArray b, string name, Func<double, double, double> function)
    {
        var shape = Shape.Broadcast(a.Shape, b.Shape, name);
        ReadOnlySpan<double> p = Read(a, shape), q = Read(b, shape);
        var result = NdArray.Allocate<double>(shape);
        var y = result.Span<double>();
        for (var i = 0; i < y.Length; i++) y[i] = function(p[i], q[i]);
        return result.Cast(a.DType);
    }

    /// <summary>One function over three floating arrays that broadcast.</summary>
    public static NdArray Ternary(NdArray a, NdArray b, NdArray c, string name, Func<double, double, double, double> function)
    {
        var shape = Shape.Broadcast(Shape.Broadcast(a.Shape, b.Shape, name), c.Shape, name);
        ReadOnlySpan<double> p = Read(a, shape), q = Read(b, shape), r = Read(c, shape);
        var result = NdArray.Allocate<double>(shape);
        var y = result.Span<double>();
        for (var i = 0; i < y.Length; i++) y[i] = function(p[i], q[i], r[i]);
        return result.Cast(a.DType);
    }

    private static ReadOnlySpan<double> Read(NdArray x, Shape shape) => x.Cast(DType.Float64).BroadcastTo(shape).ReadSpan<double>();
}
