using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="Adagrad"/>.</summary>
public sealed record AdagradOptions : OptimizerOptions
{
    /// <summary>How fast the rate falls by itself; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The rate of step t is lr / (1 + (t - 1) times this).")]
    public double LrDecay { get; init; }

    /// <summary>What the sum of squares starts from; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What the sum of squared gradients starts from.")]
    public double InitialAccumulator { get; init; }

    /// <summary>Added to the root; 1e-10 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Added to the denominator, against division by zero.")]
    public double Eps { get; init; } = 1e-10;

    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }
}

/// <summary>AdaGrad: each gradient is divided by the root of the sum of all its squares.</summary>
/// <remarks>
/// <code>
/// s ← s + g²
/// x ← x - lr / (1 + (t - 1)·lr_decay) · g / (√s + eps)
/// </code>
/// Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 2011, in PyTorch's
/// form.
/// </remarks>
[Component("adagrad", Summary = "Gradients divided by the root of the sum of their squares (Duchi, Hazan and Singer)")]
public sealed class Adagrad(AdagradOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = ["sum"];

    /// <inheritdoc/>
    protected override Tensor InitSlot(string slot, Tensor parameter) => Ops.Full(parameter.Shape, options.InitialAccumulator, parameter.DType);

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var g = Decay.IntoGradient(gradient, parameter, options.WeightDecay);
        var sum = slots[0] + Ops.Square(g);
        var rate = options.LrDecay == 0 ? step.LearningRate : step.LearningRate / (1 + (step.Number - 1) * options.LrDecay);
        return (-rate * g / (Ops.Sqrt(sum) + options.Eps), [sum]);
    }
}
