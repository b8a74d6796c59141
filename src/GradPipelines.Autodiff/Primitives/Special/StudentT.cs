using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The distribution function of Student's t.</content>
public static partial class Special
{
    /// <summary>P(T ≤ t) for Student's t of df &gt; 0 degrees of freedom, with all digits in the left tail.</summary>
    /// <remarks>A second derivative by both df and t, the one by df taken first, is NaN at t = 0.</remarks>
    public static Tensor Stdtr(Tensor df, Tensor t) => StdtrPrimitive.Instance.Bind(df, t);
}

/// <remarks>
/// A primitive and no composition of the incomplete beta function, whose argument t² / (df + t²) makes 0·∞ of the derivative at t = 0.
/// </remarks>
internal sealed class StdtrPrimitive : SpecialPairPrimitive<StudentTKernel>
{
    public static readonly StdtrPrimitive Instance = new();

    public override string Name => "stdtr";

    // F = ½ + ½ sgn t·I(½, df/2, y) with y = t² / (df + t²), a function of t²/df: the part by y is -t / 2df times the density.
    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y)
    {
        var square = b * b;
        var byShape = BetaincPrimitive.Apply(0.5, 0.5 * a, square / (a + square), 0, 1);
        return s * (0.25 * Ops.Sign(b) * byShape - b / (2.0 * a) * Distributions.StudentT.Pdf(b, a));
    }

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * Distributions.StudentT.Pdf(b, a);
}
