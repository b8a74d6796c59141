using GradPipelines.Kernels;

namespace GradPipelines;

/// <summary>Functions of tensors. Plugins add to them with extension members.</summary>
/// <content>Sums, products, quotients, sign, absolute value, powers of two; larger and smaller of two.</content>
public static partial class Ops
{
    /// <summary>a + b, element by element. Integers wrap; booleans are added as int64.</summary>
    public static Tensor Add(Tensor a, Tensor b) => AddPrimitive.Instance.Bind(a, b);

    /// <summary>a - b, element by element. Integers wrap; booleans are subtracted as int64.</summary>
    public static Tensor Subtract(Tensor a, Tensor b) => SubtractPrimitive.Instance.Bind(a, b);

    /// <summary>a · b, element by element. Integers wrap; booleans are multiplied as int64.</summary>
    public static Tensor Multiply(Tensor a, Tensor b) => MultiplyPrimitive.Instance.Bind(a, b);

    /// <summary>a / b, element by element, in floating point: ±∞ for division by zero, NaN for 0 / 0.</summary>
    public static Tensor Divide(Tensor a, Tensor b) => DividePrimitive.Instance.Bind(a, b);

    /// <summary>The remainder with the sign of the divisor, a - floor(a / b)·b; NaN for b = 0.</summary>
    public static Tensor Mod(Tensor a, Tensor b) => ModPrimitive.Instance.Bind(a, b);

    /// <summary>The remainder with the sign of the dividend, a - trunc(a / b)·b, as C; NaN for b = 0.</summary>
    public static Tensor Fmod(Tensor a, Tensor b) => FmodPrimitive.Instance.Bind(a, b);

    /// <summary>floor(a / b) in floating point, consistent with <see cref="Mod"/>: ±∞ for b = 0. The derivative is 0.</summary>
    public static Tensor FloorDivide(Tensor a, Tensor b)
    {
        var exact = Round((a - Mod(a, b)) / b); // floor of the rounded quotient would give 1 / 0.1 = 10 beside a remainder of 0.1
        return Where(IsFinite(exact), exact, Floor(a / b));
    }

    /// <summary>-x.</summary>
    public static Tensor Negate(Tensor x) => NegatePrimitive.Instance.Bind(x);

    /// <summary>|x|; its derivative at 0 is 0.</summary>
    public static Tensor Abs(Tensor x) => AbsPrimitive.Instance.Bind(x);

    /// <summary>-1, 0 or 1; NaN stays NaN. The derivative is 0.</summary>
    public static Tensor Sign(Tensor x) => SignPrimitive.Instance.Bind(x);

    /// <summary>x².</summary>
    public static Tensor Square(Tensor x) => SquarePrimitive.Instance.Bind(x);

    /// <summary>1 / x.</summary>
    public static Tensor Reciprocal(Tensor x) => Divide(1.0, x);

    /// <summary>The larger of each pair; NaN if either is. Where they are equal each has half of the derivative.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => MaximumPrimitive.Instance.Bind(a, b);

    /// <summary>The smaller of each pair; NaN if either is. Where they are equal each has half of the derivative.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => MinimumPrimitive.Instance.Bind(a, b);
}

internal sealed class AddPrimitive : BinaryElementwise
{
    public static readonly AddPrimitive Instance = new();

    public override string Name => "add";

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.Arithmetic<AddKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s;

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s;
}

internal sealed class SubtractPrimitive : BinaryElementwise
{
    public static readonly SubtractPrimitive Instance = new();

    public override string Name => "subtract";

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.Arithmetic<SubtractKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s;

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => -s;
}

internal sealed class MultiplyPrimitive : BinaryElementwise
{
    public static readonly MultiplyPrimitive Instance = new();

    public override string Name => "multiply";

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.Arithmetic<MultiplyKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * b;

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * a;
}

internal sealed class DividePrimitive : BinaryElementwise
{
    public static readonly DividePrimitive Instance = new();

    public override string Name => "divide";

    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.FloatingPair<DivideKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s / b;

    // -s·a/b² as -(s/b)·(a/b): neither b² nor s·a can overflow before the quotient does.
    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => -(s / b) * (a / b);
}

internal sealed class ModPrimitive : BinaryElementwise
{
    public static readonly ModPrimitive Instance = new();

    public override string Name => "mod";

    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.FloatingPair<ModKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s;

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => -s * Ops.Floor(a / b);
}

internal sealed class FmodPrimitive : BinaryElementwise
{
    public static readonly FmodPrimitive Instance = new();

    public override string Name => "fmod";

    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.FloatingPair<FmodKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s;

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => -s * Ops.Truncate(a / b);
}

internal sealed class NegatePrimitive : UnaryElementwise
{
    public static readonly NegatePrimitive Instance = new();

    public override string Name => "negate";

    protected override bool IsFloatingOnly => false;

    protected internal override NdArray Forward(NdArray x) => Elementwise.Numeric<NegateKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => -1.0;

    protected override Tensor? Scale(Tensor s, Tensor x, Tensor y) => -s;
}

internal sealed class AbsPrimitive : UnaryElementwise
{
    public static readonly AbsPrimitive Instance = new();

    public override string Name => "abs";

    protected override bool IsFloatingOnly => false;

    protected internal override NdArray Forward(NdArray x) => Elementwise.Numeric<AbsKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => Ops.Sign(x);
}

internal sealed class SignPrimitive : UnaryElementwise
{
    public static readonly SignPrimitive Instance = new();

    public override string Name => "sign";

    protected override bool IsFloatingOnly => false;

    protected internal override NdArray Forward(NdArray x) => Elementwise.Numeric<SignKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => null;
}

internal sealed class SquarePrimitive : UnaryElementwise
{
    public static readonly SquarePrimitive Instance = new();

    public override string Name => "square";

    protected override bool IsFloatingOnly => false;

    protected internal override NdArray Forward(NdArray x) => Elementwise.Numeric<SquareKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 2 * x;
}

/// <summary>
/// The weights of the two arguments: 1 and 0 where they differ, a half each where they are equal (the mean of the one-sided
/// derivatives, as HIPS autograd and JAX give). NaN beside a number belongs to the NaN.
/// </summary>
internal sealed class MaximumPrimitive : BinaryElementwise
{
    public static readonly MaximumPrimitive Instance = new();

    public override string Name => "maximum";

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.Arithmetic<MaximumKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * Weight(a, b, y);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * Weight(b, a, y);

    /// <summary>1 where the argument is the result alone, 0.5 where both are, 0 elsewhere.</summary>
    internal static Tensor Weight(Tensor own, Tensor other, Tensor y) =>
        Ops.Where(Ops.Equal(own, other), Tensor.Scalar(0.5, y.DType), Ops.Cast(Ops.Equal(own, y) | Ops.NotEqual(own, own), y.DType));
}

internal sealed class MinimumPrimitive : BinaryElementwise
{
    public static readonly MinimumPrimitive Instance = new();

    public override string Name => "minimum";

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.Arithmetic<MinimumKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * MaximumPrimitive.Weight(a, b, y);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * MaximumPrimitive.Weight(b, a, y);
}
