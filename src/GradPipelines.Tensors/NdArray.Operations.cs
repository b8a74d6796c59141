using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Arithmetic on plain numbers, for forward rules. Operands broadcast; dtypes promote as <see cref="DTypes"/> says.</content>
public sealed partial class NdArray
{
    /// <summary>a + b.</summary>
    public static NdArray operator +(NdArray a, NdArray b) => Elementwise.Arithmetic<AddKernel>(Promoted(a, b), Promoted(b, a), "add");

    /// <summary>a - b.</summary>
    public static NdArray operator -(NdArray a, NdArray b) => Elementwise.Arithmetic<SubtractKernel>(Promoted(a, b), Promoted(b, a), "subtract");

    /// <summary>a · b, element by element.</summary>
    public static NdArray operator *(NdArray a, NdArray b) => Elementwise.Arithmetic<MultiplyKernel>(Promoted(a, b), Promoted(b, a), "multiply");

    /// <summary>a / b, element by element, in floating point.</summary>
    public static NdArray operator /(NdArray a, NdArray b) => Elementwise.FloatingPair<DivideKernel>(Promoted(a, b), Promoted(b, a), "divide");

    /// <summary>-x.</summary>
    public static NdArray operator -(NdArray x) => Elementwise.Numeric<NegateKernel>(x);

    /// <summary>x + s in the array's dtype.</summary>
    public static NdArray operator +(NdArray x, double s) => x + x.Weak(s);

    /// <summary>s + x in the array's dtype.</summary>
    public static NdArray operator +(double s, NdArray x) => x.Weak(s) + x;

    /// <summary>x - s in the array's dtype.</summary>
    public static NdArray operator -(NdArray x, double s) => x - x.Weak(s);

    /// <summary>s - x in the array's dtype.</summary>
    public static NdArray operator -(double s, NdArray x) => x.Weak(s) - x;

    /// <summary>x · s in the array's dtype.</summary>
    public static NdArray operator *(NdArray x, double s) => x * x.Weak(s);

    /// <summary>s · x in the array's dtype.</summary>
    public static NdArray operator *(double s, NdArray x) => x.Weak(s) * x;

    /// <summary>x / s in the array's dtype.</summary>
    public static NdArray operator /(NdArray x, double s) => x / x.Weak(s);

    /// <summary>s / x in the array's dtype.</summary>
    public static NdArray operator /(double s, NdArray x) => x.Weak(s) / x;

    /// <summary>|x|.</summary>
    public NdArray Abs() => Elementwise.Numeric<AbsKernel>(this);

    /// <summary>-1, 0 or 1.</summary>
    public NdArray Sign() => Elementwise.Numeric<SignKernel>(this);

    /// <summary>x².</summary>
    public NdArray Square() => Elementwise.Numeric<SquareKernel>(this);

    /// <summary>The square root.</summary>
    public NdArray Sqrt() => Elementwise.Floating<SqrtKernel>(this);

    /// <summary>e^x.</summary>
    public NdArray Exp() => Elementwise.Floating<ExpKernel>(this);

    /// <summary>The natural logarithm.</summary>
    public NdArray Log() => Elementwise.Floating<LogKernel>(this);

    /// <summary>sin x.</summary>
    public NdArray Sin() => Elementwise.Floating<SinKernel>(this);

    /// <summary>cos x.</summary>
    public NdArray Cos() => Elementwise.Floating<CosKernel>(this);

    /// <summary>tanh x.</summary>
    public NdArray Tanh() => Elementwise.Floating<TanhKernel>(this);

    /// <summary>1 / (1 + e^-x).</summary>
    public NdArray Sigmoid() => Elementwise.Floating<SigmoidKernel>(this);

    /// <summary>The larger, element by element.</summary>
    public static NdArray Maximum(NdArray a, NdArray b) => Elementwise.Arithmetic<MaximumKernel>(Promoted(a, b), Promoted(b, a), "maximum");

    /// <summary>The smaller, element by element.</summary>
    public static NdArray Minimum(NdArray a, NdArray b) => Elementwise.Arithmetic<MinimumKernel>(Promoted(a, b), Promoted(b, a), "minimum");

    /// <summary>a^b, element by element, in floating point.</summary>
    public static NdArray Pow(NdArray a, NdArray b) => Elementwise.FloatingPair<PowerKernel>(Promoted(a, b), Promoted(b, a), "pow");

    /// <summary>Where <paramref name="condition"/> holds <paramref name="a"/>, elsewhere <paramref name="b"/>; all three broadcast.</summary>
    public static NdArray Where(NdArray condition, NdArray a, NdArray b)
    {
        (a, b) = (Promoted(a, b), Promoted(b, a));
        var shape = Shape.Broadcast(Shape.Broadcast(a.Shape, b.Shape, "where"), condition.Shape, "where");
        var (c, x, z) = (condition.Cast(DType.Bool).BroadcastTo(shape), a.BroadcastTo(shape), b.BroadcastTo(shape));
        return x.DType switch
        {
            DType.Float64 => ElementwiseLoop.Select<double>(c, x, z),
            DType.Float32 => ElementwiseLoop.Select<float>(c, x, z),
            DType.Int64 => ElementwiseLoop.Select<long>(c, x, z),
            _ => ElementwiseLoop.Select<bool>(c, x, z),
        };
    }

    /// <summary>The sum over these axes (all if null), which are dropped. Booleans are counted.</summary>
    public NdArray Sum(IReadOnlyList<int>? axes = null)
    {
        var over = Shape.Axes(axes);
        return DType switch
        {
            DType.Float64 => ReduceLoop.Reduce<double, SumReduction<double>>(this, over),
            DType.Float32 => ReduceLoop.Reduce<float, SumReduction<float>>(this, over),
            DType.Int64 => ReduceLoop.Reduce<long, SumReduction<long>>(this, over),
            _ => Cast(DType.Int64).Sum(axes),
        };
    }

    /// <summary>The largest element over these axes (all if null), which are dropped; NaN where there is one.</summary>
    /// <exception cref="ShapeException">A reduced axis is empty.</exception>
    public NdArray Max(IReadOnlyList<int>? axes = null)
    {
        var over = NonEmpty("max", axes);
        return DType switch
        {
            DType.Float64 => ReduceLoop.Reduce<double, MaxReduction<double>>(this, over),
            DType.Float32 => ReduceLoop.Reduce<float, MaxReduction<float>>(this, over),
            DType.Int64 => ReduceLoop.Reduce<long, MaxReduction<long>>(this, over),
            _ => Cast(DType.Int64).Max(axes).Cast(DType.Bool),
        };
    }

    /// <summary>The smallest element over these axes (all if null), which are dropped; NaN where there is one.</summary>
    /// <exception cref="ShapeException">A reduced axis is empty.</exception>
    public NdArray Min(IReadOnlyList<int>? axes = null)
    {
        var over = NonEmpty("min", axes);
        return DType switch
        {
            DType.Float64 => ReduceLoop.Reduce<double, MinReduction<double>>(this, over),
            DType.Float32 => ReduceLoop.Reduce<float, MinReduction<float>>(this, over),
            DType.Int64 => ReduceLoop.Reduce<long, MinReduction<long>>(this, over),
            _ => Cast(DType.Int64).Min(axes).Cast(DType.Bool),
        };
    }

    /// <summary>A copy in another dtype: to Int64 truncates, to Bool is "not zero"; this array if it has that dtype.</summary>
    public NdArray Cast(DType dtype) => dtype == DType ? this : CastLoop.Cast(this, dtype);

    /// <summary>A C# number in this array's dtype; a fraction beside integers is float64.</summary>
    private NdArray Weak(double s) => Full(Shape.Scalar, s, DType.IsFloating() || s == Math.Floor(s) ? DTypes.Promote(DType, DType.Int64) : DType.Float64);

    private int[] NonEmpty(string name, IReadOnlyList<int>? axes)
    {
        var over = Shape.Axes(axes);
        foreach (var axis in over)
            if (Shape[axis] == 0) throw new ShapeException($"{name}: axis {axis} of shape {Shape} is empty, and an empty maximum has no value.");
        return over;
    }

    /// <summary><paramref name="a"/> in the dtype that it and its partner promote to.</summary>
    private static NdArray Promoted(NdArray a, NdArray partner) => a.Cast(DTypes.Promote(a.DType, partner.DType));
}
