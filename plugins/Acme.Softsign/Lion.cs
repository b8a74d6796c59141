using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines;
using GradPipelines.Plugins;

namespace Acme.Softsign;

/// <summary>The options of <see cref="Lion"/>.</summary>
public sealed record LionOptions : OptimizerOptions
{
    /// <summary>The learning rate; every step has this length, so it is smaller than Adam's, by 3 to 10 times.</summary>
    [Range(0.0, double.MaxValue), Description("Learning rate: the length of every step. 3 to 10 times smaller than Adam's.")]
    public override double Lr { get; init; } = 1e-4;

    /// <summary>The share of the momentum in the direction of a step.</summary>
    [Range(0.0, 1.0), Description("Share of the momentum, against the new gradient, in the direction of a step.")]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The share of the momentum that is kept.</summary>
    [Range(0.0, 1.0), Description("Share of the momentum that is kept from step to step.")]
    public double Beta2 { get; init; } = 0.99;

    /// <summary>The pull towards zero.</summary>
    [Range(0.0, double.MaxValue), Description("Pull of every parameter towards zero, times the learning rate (decoupled).")]
    public double WeightDecay { get; init; }
}

/// <summary>Lion: the sign of an interpolated momentum, so that every parameter moves by the same length.</summary>
/// <remarks>
/// c = β1 m + (1 - β1) g; update = -lr (sign c + λ p); m' = β2 m + (1 - β2) g. One tensor of state, where Adam has two.
/// Source: Chen et al., "Symbolic discovery of optimization algorithms", 2023, algorithm 2.
/// </remarks>
[Component("lion", Summary = "sign of an interpolated momentum; steps of one length")]
public sealed class Lion(LionOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots => ["momentum"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var direction = Ops.Sign((options.Beta1 * slots[0]) + ((1 - options.Beta1) * gradient));
        var momentum = (options.Beta2 * slots[0]) + ((1 - options.Beta2) * gradient);
        return (-step.LearningRate * (direction + (options.WeightDecay * parameter)), [momentum]);
    }
}
