using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Powers and the angle of a point.</content>
public static partial class Ops
{
    /// <summary>a^b in floating point: 1 for b = 0, NaN for a negative a with a b that is no whole number.</summary>
    /// <remarks>The derivative by b is taken as 0 where a is 0, and is NaN where a is negative.</remarks>
    public static Tensor Pow(Tensor a, Tensor b) => b is ConcreteTensor { IsWeak: true, Rank: 0 } n && n.Item() == 2 && a.DType.IsFloating()
        ? Square(a)
        : PowerPrimitive.Instance.Bind(a, b);

    /// <summary>1 - x² as (1 - x)(1 + x), which keeps the digits near ±1, with the derivative -2x, which a product rule would make 0·∞ in the functions that divide by it.</summary>
    internal static Tensor OneMinusSquare(Tensor x) => OneMinusSquarePrimitive.Instance.Bind(x);

    /// <summary>The angle of the point (x, y) = (b, a) in [-π, π].</summary>
    public static Tensor Atan2(Tensor a, Tensor b) => Atan2Primitive.Instance.Bind(a, b);
}

internal sealed class PowerPrimitive : BinaryElementwise
{
    public static readonly PowerPrimitive Instance = new();

    public override string Name => "pow";

    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.FloatingPair<PowerKernel>(a, b, Name);

    // b·a^(b-1). For b = 0 and an a whose reciprocal overflows that would be 0·∞: there, and only there, the base is masked, so that
    // ∂²/∂a∂b at b = 0 is a^-1 and not a.
    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y)
    {
        var smallestNormal = a.DType == DType.Float32 ? 1.17549435e-38 : 2.2250738585072014e-308;
        var safe = Ops.Where(Ops.Equal(b, 0.0), Ops.Where(Ops.Less(Ops.Abs(a), smallestNormal), 1.0, a), a);
        return s * (b * Ops.Pow(safe, b - 1.0));
    }

    // log a is masked at a = 0, where a^b·log a tends to 0 for b > 0.
    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * (y * Ops.Log(Ops.Where(Ops.Equal(a, 0.0), 1.0, a)));
}

/// <summary>See <see cref="Ops.OneMinusSquare"/>.</summary>
internal sealed class OneMinusSquarePrimitive : UnaryElementwise
{
    public static readonly OneMinusSquarePrimitive Instance = new();

    public override string Name => "one_minus_square";

    protected internal override NdArray Forward(NdArray x) => (1.0 - x) * (1.0 + x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => -2.0 * x;

    protected override Tensor? Scale(Tensor s, Tensor x, Tensor y) => (-2.0 * s) * x; // 2x may overflow where s is 0
}

internal sealed class Atan2Primitive : BinaryElementwise
{
    public static readonly Atan2Primitive Instance = new();

    public override string Name => "arctan2";

    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.FloatingPair<Atan2Kernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * (b / (a * a + b * b));

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * (-a / (a * a + b * b));
}
