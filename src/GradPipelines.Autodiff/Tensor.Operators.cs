namespace GradPipelines;

/// <content>Operators; each is the function of the same name in <see cref="Ops"/>.</content>
public abstract partial class Tensor
{
    /// <summary>a + b.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => Ops.Add(a, b);

    /// <summary>a - b.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Ops.Subtract(a, b);

    /// <summary>a · b, element by element.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Ops.Multiply(a, b);

    /// <summary>a / b, element by element, in floating point.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => Ops.Divide(a, b);

    /// <summary>The remainder with the sign of the divisor.</summary>
    public static Tensor operator %(Tensor a, Tensor b) => Ops.Mod(a, b);

    /// <summary>-x.</summary>
    public static Tensor operator -(Tensor x) => Ops.Negate(x);

    /// <summary>x.</summary>
    public static Tensor operator +(Tensor x) => x;

    /// <summary>a &lt; b, element by element.</summary>
    public static Tensor operator <(Tensor a, Tensor b) => Ops.Less(a, b);

    /// <summary>a &gt; b, element by element.</summary>
    public static Tensor operator >(Tensor a, Tensor b) => Ops.Greater(a, b);

    /// <summary>a ≤ b, element by element.</summary>
    public static Tensor operator <=(Tensor a, Tensor b) => Ops.LessEqual(a, b);

    /// <summary>a ≥ b, element by element.</summary>
    public static Tensor operator >=(Tensor a, Tensor b) => Ops.GreaterEqual(a, b);

    /// <summary>Both hold, element by element.</summary>
    public static Tensor operator &(Tensor a, Tensor b) => Ops.LogicalAnd(a, b);

    /// <summary>One at least holds, element by element.</summary>
    public static Tensor operator |(Tensor a, Tensor b) => Ops.LogicalOr(a, b);

    /// <summary>Does not hold, element by element.</summary>
    public static Tensor operator !(Tensor x) => Ops.LogicalNot(x);

    /// <summary>The transpose: all axes in reverse order.</summary>
    public Tensor T => Ops.Transpose(this);

    /// <summary>The matrix product with <paramref name="other"/>.</summary>
    public Tensor MatMul(Tensor other) => Ops.MatMul(this, other);

    /// <summary>The same elements in another shape; one size may be -1 and is worked out.</summary>
    public Tensor Reshape(params int[] sizes) => Ops.Reshape(this, sizes);

    /// <summary>The axes in another order.</summary>
    public Tensor Transpose(params int[] order) => Ops.Transpose(this, order);

    /// <summary>The sum over these axes, all if none is given.</summary>
    public Tensor Sum(params int[] axes) => Ops.Sum(this, Axes(axes));

    /// <summary>The mean over these axes, all if none is given.</summary>
    public Tensor Mean(params int[] axes) => Ops.Mean(this, Axes(axes));

    /// <summary>The largest element over these axes, all if none is given.</summary>
    public Tensor Max(params int[] axes) => Ops.Max(this, Axes(axes));

    /// <summary>The smallest element over these axes, all if none is given.</summary>
    public Tensor Min(params int[] axes) => Ops.Min(this, Axes(axes));

    /// <summary>The elements in another dtype.</summary>
    public Tensor Cast(DType dtype) => Ops.Cast(this, dtype);

    private static int[]? Axes(int[] axes) => axes.Length == 0 ? null : axes;
}
