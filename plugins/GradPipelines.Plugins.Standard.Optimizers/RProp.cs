using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="RProp"/>.</summary>
public sealed record RPropOptions : OptimizerOptions, IValidatesItself
{
    /// <summary>What a step is multiplied by where the gradient changed its sign; 0.5 by default.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [Description("What the step of a coordinate is multiplied by where its gradient changed sign.")]
    public double Shrink { get; init; } = 0.5;

    /// <summary>What a step is multiplied by where the gradient kept its sign; 1.2 by default.</summary>
    [Range(1.0, double.MaxValue)]
    [Description("What the step of a coordinate is multiplied by where its gradient kept its sign.")]
    public double Grow { get; init; } = 1.2;

    /// <summary>The shortest step; 1e-6 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The shortest step.")]
    public double MinStep { get; init; } = 1e-6;

    /// <summary>The longest step; 50 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The longest step.")]
    public double MaxStep { get; init; } = 50;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (MinStep > MaxStep) yield return ("min_step", "the shortest step is longer than max_step");
    }
}

/// <summary>Resilient propagation: only the signs of gradients count, each coordinate has a step of its own. For full batches.</summary>
/// <remarks>
/// <code>
/// s ← clip(s·{grow, 1, shrink}, min_step, max_step)   where g·g_before is {above, at, below} 0; s starts at lr
/// g ← 0 where the sign changed
/// x ← x - s·sign g
/// </code>
/// Source: Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", ICNN 1993, in
/// PyTorch's form. A schedule has no effect after the first step.
/// </remarks>
[Component("rprop", Summary = "Signs of gradients with a step for each coordinate, for full batches (Riedmiller and Braun)")]
public sealed class RProp(RPropOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["gradient", "step"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var agreement = gradient * slots[0];
        var changed = agreement < 0;
        var factor = Ops.Where(agreement > 0, options.Grow, Ops.Where(changed, options.Shrink, 1.0));
        var before = Ops.Where(Ops.Equal(step.Number, 1), step.LearningRate, slots[1]);
        var length = Ops.Minimum(Ops.Maximum(before * Ops.Cast(factor, parameter.DType), options.MinStep), options.MaxStep);
        var g = Ops.Where(changed, 0.0, gradient);
        return (-length * Ops.Sign(g), [g, length]);
    }
}
