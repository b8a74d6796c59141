using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="NAdam"/>.</summary>
public sealed record NAdamOptions : AdamFamilyOptions
{
    /// <summary>The learning rate; 0.002 by default.</summary>
    public override double Lr { get; init; } = 0.002;

    /// <summary>How fast the momentum reaches beta1; 0.004 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("How fast the momentum rises to beta1.")]
    public double MomentumDecay { get; init; } = 0.004;

    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }
}

/// <summary>Adam that looks ahead along its momentum (Nesterov), with a momentum that rises to β1.</summary>
/// <remarks>
/// <code>
/// μ_t = β1·(1 - 0.5·0.96^(t·momentum_decay)),  Π_t = μ_1 ··· μ_t
/// m, v as in Adam,  d = √(v / (1 - β2^t)) + eps
/// x ← x - lr·(1 - μ_t)/(1 - Π_t) · g/d - lr·μ_(t+1)/(1 - Π_(t+1)) · m/d
/// </code>
/// Source: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016, with PyTorch's μ. PyTorch 1.13 has μ_t twice in
/// Π_(t+1), which the paper has not. Π is state, one number for each parameter, as the products cannot be had from t alone.
/// </remarks>
[Component("nadam", Summary = "Adam with Nesterov's momentum (Dozat)")]
public sealed class NAdam(NAdamOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["mean", "square", "momentum_product"];

    /// <inheritdoc/>
    protected override Tensor InitSlot(string slot, Tensor parameter) =>
        slot == "momentum_product" ? Ops.Ones(Shape.Scalar, parameter.DType) : base.InitSlot(slot, parameter);

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var g = Decay.IntoGradient(gradient, parameter, options.WeightDecay);
        var mean = AdamMoments.Mean(g, slots[0], options.Beta1);
        var square = AdamMoments.Mean(Ops.Square(g), slots[1], options.Beta2);
        var (now, next) = (MomentumAt(step.Number), MomentumAt(step.Number + 1));
        var product = slots[2] * now;
        var scale = Ops.Sqrt(square / AdamMoments.Correction(options.Beta2, step)) + options.Eps;
        var direction = (1 - now) / (1 - product) * (g / scale) + next / (1 - product * next) * (mean / scale);
        return (-step.LearningRate * direction, [mean, square, product]);
    }

    private Tensor MomentumAt(Tensor number) => options.Beta1 * (1 - 0.5 * Ops.Pow(0.96, options.MomentumDecay * number));
}
