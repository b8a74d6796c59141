using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="Adamax"/>.</summary>
public sealed record AdamaxOptions : AdamFamilyOptions
{
    /// <summary>The learning rate; 0.002 by default.</summary>
    public override double Lr { get; init; } = 0.002;

    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }
}

/// <summary>Adam with the largest recent gradient in the place of the root mean square.</summary>
/// <remarks>
/// <code>
/// m ← β1·m + (1 - β1)·g
/// u ← max(β2·u, |g| + eps)
/// x ← x - lr / (1 - β1^t) · m / u
/// </code>
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 2; eps stands where PyTorch puts it.
/// </remarks>
[Component("adamax", Summary = "Adam with the largest recent gradient as its scale (Kingma and Ba)")]
public sealed class Adamax(AdamaxOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["mean", "largest"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var g = Decay.IntoGradient(gradient, parameter, options.WeightDecay);
        var mean = AdamMoments.Mean(g, slots[0], options.Beta1);
        var largest = Ops.Maximum(options.Beta2 * slots[1], Ops.Abs(g) + options.Eps);
        return (-step.LearningRate / AdamMoments.Correction(options.Beta1, step) * (mean / largest), [mean, largest]);
    }
}
