using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="RAdam"/>.</summary>
public sealed record RAdamOptions : AdamFamilyOptions
{
    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }
}

/// <summary>Adam that trusts its mean square only once enough gradients have entered it, in the place of a warm-up.</summary>
/// <remarks>
/// <code>
/// ρ∞ = 2/(1 - β2) - 1,  ρ = ρ∞ - 2·t·β2^t / (1 - β2^t)
/// ρ > 5:  x ← x - lr·m̂·r·√(1 - β2^t) / (√v + eps),  r = √((ρ-4)(ρ-2)ρ∞ / ((ρ∞-4)(ρ∞-2)ρ))
/// else:   x ← x - lr·m̂
/// </code>
/// Source: Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR 2020, algorithm 2; the bound 5 is PyTorch's.
/// </remarks>
[Component("radam", Summary = "Adam with a rectified start (Liu et al.)")]
public sealed class RAdam(RAdamOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["mean", "square"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var g = Decay.IntoGradient(gradient, parameter, options.WeightDecay);
        var mean = AdamMoments.Mean(g, slots[0], options.Beta1);
        var square = AdamMoments.Mean(Ops.Square(g), slots[1], options.Beta2);
        var correction = AdamMoments.Correction(options.Beta2, step);
        var limit = 2 / (1 - options.Beta2) - 1;
        var length = limit - 2 * step.Number * (1 - correction) / correction;
        var enough = length > 5;

        // The root is taken of a legal number in both branches, so that nothing is NaN.
        var safe = Ops.Where(enough, length, limit);
        var rectified = Ops.Sqrt((safe - 4) * (safe - 2) * limit / ((limit - 4) * (limit - 2) * safe) * correction);
        var scale = Ops.Where(enough, rectified / (Ops.Sqrt(square) + options.Eps), 1.0);
        return (-step.LearningRate * (mean / AdamMoments.Correction(options.Beta1, step)) * scale, [mean, square]);
    }
}
