using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Products with logarithms, and the entropies made of them.</content>
public static partial class Special
{
    /// <summary>x·log y, and 0 where x is 0 unless y is NaN.</summary>
    /// <remarks>At x = 0 the derivative by y is 0; the one by x is log y, also where that is -∞.</remarks>
    public static Tensor Xlogy(Tensor x, Tensor y) => XlogyPrimitive.Instance.Bind(x, y);

    /// <summary>x·log(1 + y), and 0 where x is 0 unless y is NaN.</summary>
    public static Tensor Xlog1py(Tensor x, Tensor y) => Xlog1pyPrimitive.Instance.Bind(x, y);

    /// <summary>-x·log x: 0 at 0, where the derivative is ∞; -∞ below.</summary>
    public static Tensor Entr(Tensor x) => Ops.Where(Ops.Less(x, 0.0), double.NegativeInfinity, -Xlogy(x, x));

    /// <summary>x·log(x / y): 0 for x = 0 ≤ y, ∞ where x &lt; 0, y &lt; 0, or y = 0 &lt; x. The derivatives at x = 0 are taken as 0.</summary>
    public static Tensor RelEntr(Tensor x, Tensor y)
    {
        var inside = Ops.Greater(x, 0.0) & Ops.Greater(y, 0.0);
        var (safeX, safeY) = (Ops.Where(inside, x, 1.0), Ops.Where(inside, y, 1.0));
        var value = Ops.Where(inside, safeX * Ops.Log(safeX / safeY), double.PositiveInfinity);
        value = Ops.Where(Ops.Equal(x, 0.0) & Ops.GreaterEqual(y, 0.0), 0.0, value);
        return Ops.Where(Ops.IsNaN(x) | Ops.IsNaN(y), double.NaN, value);
    }

    /// <summary>x·log(x / y) - x + y, which is 0 at x = y and positive elsewhere; y for x = 0; ∞ outside x ≥ 0, y &gt; 0.</summary>
    public static Tensor KlDiv(Tensor x, Tensor y) => RelEntr(x, y) - x + y;
}

internal sealed class XlogyPrimitive : SpecialPairPrimitive<XLogYKernel>
{
    public static readonly XlogyPrimitive Instance = new();

    public override string Name => "xlogy";

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * Ops.Log(b);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * (a / Ops.Where(Ops.Equal(a, 0.0), 1.0, b));
}

internal sealed class Xlog1pyPrimitive : SpecialPairPrimitive<XLog1pYKernel>
{
    public static readonly Xlog1pyPrimitive Instance = new();

    public override string Name => "xlog1py";

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * Ops.Log1p(b);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * (a / Ops.Where(Ops.Equal(a, 0.0), 1.0, 1.0 + b));
}
