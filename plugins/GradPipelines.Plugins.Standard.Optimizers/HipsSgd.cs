using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="HipsSgd"/>, by the names that HIPS autograd gives them.</summary>
public sealed record HipsSgdOptions : ScheduledOptions
{
    /// <summary>The length of a step; 0.1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Learning rate: the length of a step.")]
    public double StepSize { get; init; } = 0.1;

    /// <summary>How much of the velocity is kept, and 1 minus how much of the gradient enters it; 0.9 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("How much of the velocity is kept from step to step; the gradient enters with 1 - mass.")]
    public double Mass { get; init; } = 0.9;

    /// <inheritdoc/>
    public override double InitialRate => StepSize;
}

/// <summary>The damped momentum of HIPS autograd: the velocity is a mean of the gradients, not their sum.</summary>
/// <remarks>
/// <code>
/// v ← mass·v - (1 - mass)·g
/// x ← x + step_size·v
/// </code>
/// For one rate it moves (1 - mass) times as far as <see cref="Sgd"/> does, hence a name of its own.
/// Source: HIPS autograd, <c>autograd/misc/optimizers.py</c>, <c>sgd</c>.
/// </remarks>
[Component("hips-sgd", Summary = "Gradient descent with damped momentum, as in HIPS autograd")]
public sealed class HipsSgd(HipsSgdOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["velocity"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var v = options.Mass * slots[0] - (1 - options.Mass) * gradient;
        return (step.LearningRate * v, [v]);
    }
}
