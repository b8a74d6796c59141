using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Comparisons and truth values; none has a derivative.</content>
public static partial class Ops
{
    /// <summary>a &lt; b, element by element, as booleans; false beside NaN. There is no derivative.</summary>
    public static Tensor Less(Tensor a, Tensor b) => LessPrimitive.Instance.Bind(a, b);

    /// <summary>a ≤ b, element by element, as booleans; false beside NaN. There is no derivative.</summary>
    public static Tensor LessEqual(Tensor a, Tensor b) => LessEqualPrimitive.Instance.Bind(a, b);

    /// <summary>a = b, element by element, as booleans; false beside NaN. There is no derivative.</summary>
    public static Tensor Equal(Tensor a, Tensor b) => EqualPrimitive.Instance.Bind(a, b);

    /// <summary>a ≠ b, element by element, as booleans; true beside NaN. There is no derivative.</summary>
    public static Tensor NotEqual(Tensor a, Tensor b) => NotEqualPrimitive.Instance.Bind(a, b);

    /// <summary>a &gt; b, element by element, as booleans; false beside NaN. There is no derivative.</summary>
    public static Tensor Greater(Tensor a, Tensor b) => Less(b, a);

    /// <summary>a ≥ b, element by element, as booleans; false beside NaN. There is no derivative.</summary>
    public static Tensor GreaterEqual(Tensor a, Tensor b) => LessEqual(b, a);

    /// <summary>Both are not zero, element by element.</summary>
    public static Tensor LogicalAnd(Tensor a, Tensor b) => NotEqual(Multiply(Cast(Cast(a, DType.Bool), DType.Int64), Cast(Cast(b, DType.Bool), DType.Int64)), 0);

    /// <summary>One at least is not zero, element by element.</summary>
    public static Tensor LogicalOr(Tensor a, Tensor b) => NotEqual(Add(Cast(Cast(a, DType.Bool), DType.Int64), Cast(Cast(b, DType.Bool), DType.Int64)), 0);

    /// <summary>Is zero, element by element.</summary>
    public static Tensor LogicalNot(Tensor x) => Equal(Cast(x, DType.Bool), false);

    /// <summary>Is not a number, element by element.</summary>
    public static Tensor IsNaN(Tensor x) => NotEqual(x, x);

    /// <summary>Is neither infinite nor NaN, element by element.</summary>
    public static Tensor IsFinite(Tensor x) => Less(Abs(x), double.PositiveInfinity);
}

/// <summary>A relation: booleans out, no derivative.</summary>
internal abstract class ComparisonPrimitive<TKernel> : BinaryElementwise
    where TKernel : IRelation
{
    protected override DType OutputDType(DType input) => DType.Bool;

    protected internal override NdArray Forward(NdArray a, NdArray b) => Elementwise.Relation<TKernel>(a, b, Name);

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => null;

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => null;
}

internal sealed class LessPrimitive : ComparisonPrimitive<LessKernel>
{
    public static readonly LessPrimitive Instance = new();

    public override string Name => "less";
}

internal sealed class LessEqualPrimitive : ComparisonPrimitive<LessEqualKernel>
{
    public static readonly LessEqualPrimitive Instance = new();

    public override string Name => "less_equal";
}

internal sealed class EqualPrimitive : ComparisonPrimitive<EqualKernel>
{
    public static readonly EqualPrimitive Instance = new();

    public override string Name => "equal";
}

internal sealed class NotEqualPrimitive : ComparisonPrimitive<NotEqualKernel>
{
    public static readonly NotEqualPrimitive Instance = new();

    public override string Name => "not_equal";
}
