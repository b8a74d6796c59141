using GradPipelines.Kernels;

namespace GradPipelines;

/// <summary>Φ(x), the part of the standard normal distribution below x.</summary>
/// <remarks>The derivative is the density, which underflows to 0 in the tails as it should, at every order.</remarks>
internal sealed class NormalCdfPrimitive : UnaryElementwise
{
    public static readonly NormalCdfPrimitive Instance = new();

    public override string Name => "normal_cdf";

    protected internal override NdArray Forward(NdArray x) => Elementwise.Floating<NormalCdfKernel>(x);

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1 / Math.Sqrt(2 * Math.PI) * Ops.Exp(-0.5 * Ops.Square(x));
}
