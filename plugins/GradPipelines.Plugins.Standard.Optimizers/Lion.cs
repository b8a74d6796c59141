using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="Lion"/>.</summary>
public sealed record LionOptions : OptimizerOptions
{
    /// <summary>The learning rate; 0.0001 by default, as every step has full length.</summary>
    public override double Lr { get; init; } = 0.0001;

    /// <summary>The weight of the momentum in the direction; 0.9 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("Weight of the momentum in the direction of a step.")]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the momentum; 0.99 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("Decay of the momentum.")]
    public double Beta2 { get; init; } = 0.99;

    /// <summary>The part of the parameter, times the rate, that each step takes away; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Decoupled decay: each step takes lr times this part of the parameter away.")]
    public double WeightDecay { get; init; }
}

/// <summary>Lion: the sign of a mean of the gradients, so every coordinate moves by the learning rate.</summary>
/// <remarks>
/// <code>
/// c = β1·m + (1 - β1)·g
/// x ← x - lr·(sign c + decay·x)
/// m ← β2·m + (1 - β2)·g
/// </code>
/// Source: Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, program 1.
/// </remarks>
[Component("lion", Summary = "The sign of a mean of the gradients (Chen et al.)")]
public sealed class Lion(LionOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["mean"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var direction = Ops.Sign(AdamMoments.Mean(gradient, slots[0], options.Beta1));
        return (-step.LearningRate * Decay.IntoGradient(direction, parameter, options.WeightDecay), [AdamMoments.Mean(gradient, slots[0], options.Beta2)]);
    }
}
