using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="Adadelta"/>.</summary>
public sealed record AdadeltaOptions : OptimizerOptions
{
    /// <summary>What multiplies the step that the method finds by itself; 1 by default.</summary>
    public override double Lr { get; init; } = 1;

    /// <summary>The decay of the two mean squares; 0.9 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("Decay of the running means of the squared gradients and steps.")]
    public double Rho { get; init; } = 0.9;

    /// <summary>Added under the roots; 1e-6 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Added under the roots; it sets the length of the first steps.")]
    public double Eps { get; init; } = 1e-6;

    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }
}

/// <summary>AdaDelta: steps have the root mean square of the steps before, so no rate need be chosen.</summary>
/// <remarks>
/// <code>
/// s ← ρ·s + (1 - ρ)·g²
/// Δ = √(a + eps) / √(s + eps) · g
/// a ← ρ·a + (1 - ρ)·Δ²
/// x ← x - lr·Δ
/// </code>
/// Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, algorithm 1.
/// </remarks>
[Component("adadelta", Summary = "Steps of the size of those before, without a rate to choose (Zeiler)")]
public sealed class Adadelta(AdadeltaOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["square", "step_square"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var g = Decay.IntoGradient(gradient, parameter, options.WeightDecay);
        var square = AdamMoments.Mean(Ops.Square(g), slots[0], options.Rho);
        var delta = Ops.Sqrt(slots[1] + options.Eps) / Ops.Sqrt(square + options.Eps) * g;
        return (-step.LearningRate * delta, [square, AdamMoments.Mean(Ops.Square(delta), slots[1], options.Rho)]);
    }
}
