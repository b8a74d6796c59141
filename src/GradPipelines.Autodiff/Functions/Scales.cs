namespace GradPipelines;

/// <content>Exponentials, logarithms and angles in other units; choices between two values that are not the plain larger and smaller.</content>
public static partial class Ops
{
    /// <summary>2^x.</summary>
    public static Tensor Exp2(Tensor x) => Pow(2.0, x);

    /// <summary>The logarithm to base 2: -∞ at 0, NaN below.</summary>
    public static Tensor Log2(Tensor x) => Log(x) / Math.Log(2);

    /// <summary>The logarithm to base 10: -∞ at 0, NaN below.</summary>
    public static Tensor Log10(Tensor x) => Log(x) / Math.Log(10);

    /// <summary>log(e^a + e^b) without overflow; the derivatives are the weights of the two.</summary>
    /// <remarks>The larger plus log1p(e^-|a-b|). Where both are equally infinite the difference is masked, so ±∞ comes out and not NaN.</remarks>
    public static Tensor LogAddExp(Tensor a, Tensor b)
    {
        var infinite = Equal(a, b) & !IsFinite(a);
        var d = Where(infinite, 0.0, a - b);
        var larger = Greater(d, 0.0);
        var tail = Log1p(Exp(Where(larger, -d, d))); // never exponentiates upward
        return Where(infinite, (a + b) / 2.0, Where(larger, a, b) + tail);
    }

    /// <summary>log2(2^a + 2^b) without overflow.</summary>
    public static Tensor LogAddExp2(Tensor a, Tensor b) => LogAddExp(a * Math.Log(2), b * Math.Log(2)) / Math.Log(2);

    /// <summary>Radians in degrees.</summary>
    public static Tensor Degrees(Tensor x) => x * (180 / Math.PI);

    /// <summary>Degrees in radians.</summary>
    public static Tensor Radians(Tensor x) => x * (Math.PI / 180);

    /// <summary>√(a² + b²), without overflow on the way; the derivatives at (0, 0) are 0.</summary>
    public static Tensor Hypot(Tensor a, Tensor b)
    {
        var scale = StopGradient(Maximum(Abs(a), Abs(b)));
        var plain = Equal(scale, 0.0) | Equal(scale, double.PositiveInfinity); // no scale to divide by
        var divisor = Where(plain, 1.0, scale);
        var square = Square(a / divisor) + Square(b / divisor);
        var root = Sqrt(Where(Equal(scale, 0.0), 1.0, square));
        return Where(Equal(scale, 0.0), 0.0, divisor * root);
    }

    /// <summary>The larger of each pair; a number beside NaN wins. Where they are equal each has half of the derivative.</summary>
    public static Tensor Fmax(Tensor a, Tensor b) => Where(IsNaN(a), b, Where(IsNaN(b), a, Maximum(a, b)));

    /// <summary>The smaller of each pair; a number beside NaN wins. Where they are equal each has half of the derivative.</summary>
    public static Tensor Fmin(Tensor a, Tensor b) => Where(IsNaN(a), b, Where(IsNaN(b), a, Minimum(a, b)));

    /// <summary>|a| with the sign of b, that of -0 included. The derivative by a is ±1, by b 0.</summary>
    public static Tensor CopySign(Tensor a, Tensor b) => Where(Equal(IsNegative(a), IsNegative(b)), a, -a);

    /// <summary>0 for x &lt; 0, 1 for x &gt; 0, <paramref name="atZero"/> at 0, NaN at NaN. The derivative by x is 0.</summary>
    public static Tensor Heaviside(Tensor x, Tensor atZero) => Where(Equal(x, 0), atZero, (Sign(x) + 1) / 2.0);

    /// <summary>Below 0, or -0.</summary>
    private static Tensor IsNegative(Tensor x) => Less(x, 0) | (Equal(x, 0) & Less(1.0 / x, 0));

    /// <summary>x with 0 for NaN and the largest finite numbers of its dtype for ±∞; their derivative is 0.</summary>
    public static Tensor NanToNum(Tensor x)
    {
        if (!x.DType.IsFloating()) return x;
        var largest = x.DType == DType.Float32 ? float.MaxValue : double.MaxValue;
        return Where(IsNaN(x), 0.0, Where(Equal(x, double.PositiveInfinity), largest, Where(Equal(x, double.NegativeInfinity), -largest, x)));
    }
}
