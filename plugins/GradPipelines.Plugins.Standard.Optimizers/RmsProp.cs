using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="RmsProp"/>.</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>The decay of the mean square; 0.99 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("Decay of the running mean of the squared gradients.")]
    public double Alpha { get; init; } = 0.99;

    /// <summary>Added to the root; 1e-8 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Added to the denominator, against division by zero.")]
    public double Eps { get; init; } = 1e-8;

    /// <summary>How much of the velocity is kept; 0 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("How much of the velocity is kept from step to step.")]
    public double Momentum { get; init; }

    /// <summary>Whether the mean gradient is taken off, so that the scale is a standard deviation; off by default.</summary>
    [Description("Whether gradients are scaled by their standard deviation in the place of their root mean square.")]
    public bool Centered { get; init; }

    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }
}

/// <summary>RMSProp as PyTorch defines it: each gradient is divided by its root mean square.</summary>
/// <remarks>
/// <code>
/// s ← α·s + (1 - α)·g²                    from 0
/// d = √s + eps, or √(s - a²) + eps with a ← α·a + (1 - α)·g if centered
/// x ← x - lr·g/d, or v ← momentum·v + g/d; x ← x - lr·v
/// </code>
/// Source: Hinton, "Neural networks for machine learning", lecture 6e, 2012; centered: Graves, "Generating sequences with recurrent neural
/// networks", 2013. HIPS autograd starts s at 1: <see cref="HipsRmsProp"/>.
/// </remarks>
[Component("rmsprop", Summary = "Gradients divided by their root mean square, as in PyTorch")]
public sealed class RmsProp(RmsPropOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } =
        [.. (string[])["square"], .. options.Centered ? ["mean"] : (string[])[], .. options.Momentum > 0 ? ["velocity"] : (string[])[]];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var g = Decay.IntoGradient(gradient, parameter, options.WeightDecay);
        var square = AdamMoments.Mean(Ops.Square(g), slots[0], options.Alpha);
        List<Tensor> next = [square];
        var variance = square;
        if (options.Centered)
        {
            var mean = AdamMoments.Mean(g, slots[1], options.Alpha);
            next.Add(mean);
            variance = square - Ops.Square(mean);
        }

        var direction = g / (Ops.Sqrt(variance) + options.Eps);
        if (options.Momentum > 0)
        {
            direction = options.Momentum * slots[^1] + direction;
            next.Add(direction);
        }

        return (-step.LearningRate * direction, [.. next]);
    }
}
