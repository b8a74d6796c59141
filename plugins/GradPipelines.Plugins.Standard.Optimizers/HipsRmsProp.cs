using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="HipsRmsProp"/>, by the names that HIPS autograd gives them.</summary>
public sealed record HipsRmsPropOptions : ScheduledOptions
{
    /// <summary>The length of a step; 0.1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Learning rate: the length of a step.")]
    public double StepSize { get; init; } = 0.1;

    /// <summary>The decay of the mean square; 0.9 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("Decay of the running mean of the squared gradients.")]
    public double Gamma { get; init; } = 0.9;

    /// <summary>Added to the root; 1e-8 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Added to the denominator, against division by zero.")]
    public double Eps { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override double InitialRate => StepSize;
}

/// <summary>The RMSProp of HIPS autograd, whose mean square starts at 1.</summary>
/// <remarks>
/// <code>
/// s ← gamma·s + (1 - gamma)·g²   from 1
/// x ← x - step_size·g / (√s + eps)
/// </code>
/// Source: HIPS autograd, <c>autograd/misc/optimizers.py</c>, <c>rmsprop</c>.
/// </remarks>
[Component("hips-rmsprop", Summary = "Gradients divided by their root mean square, as in HIPS autograd")]
public sealed class HipsRmsProp(HipsRmsPropOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["square"];

    /// <inheritdoc/>
    protected override Tensor InitSlot(string slot, Tensor parameter) => Ops.OnesLike(parameter);

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var square = AdamMoments.Mean(Ops.Square(gradient), slots[0], options.Gamma);
        return (-step.LearningRate * gradient / (Ops.Sqrt(square) + options.Eps), [square]);
    }
}
