using GradPipelines;
using GradPipelines.Plugins;

namespace Acme.Softsign;

/// <summary>x / (1 + |x|): a sigmoid from -1 to 1 that nears its limits as 1/x, more slowly than tanh.</summary>
/// <remarks>
/// NaN at ±∞, where both parts are infinite. The second derivative jumps from 2 to -2 at 0, so check it away from there.
/// Source: Bergstra, Desjardins, Lamblin and Bengio, "Quadratic polynomials learn better image features", 2009.
/// </remarks>
[Component("softsign", Summary = "x / (1 + |x|)")]
public sealed class Softsign : UnaryElementwise
{
    /// <inheritdoc/>
    public override string Name => "softsign";

    /// <inheritdoc/>
    protected override NdArray Forward(NdArray x) => x / (1.0 + x.Abs());

    // (1 - |y|)^2 would save a division, and lose the digits of 1 - |y| for large |x|.
    /// <inheritdoc/>
    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / Ops.Square(1.0 + Ops.Abs(x));
}
