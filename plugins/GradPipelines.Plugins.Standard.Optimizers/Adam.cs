using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>What the optimisers of Adam's family have in common.</summary>
public abstract record AdamFamilyOptions : OptimizerOptions
{
    /// <summary>The learning rate; 0.001 by default.</summary>
    public override double Lr { get; init; } = 0.001;

    /// <summary>The decay of the mean of the gradients; 0.9 by default.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("Decay of the running mean of the gradients.")]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the mean of their squares; 0.999 by default.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("Decay of the running mean of their squares.")]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator; 1e-8 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Added to the denominator, against division by zero.")]
    public double Eps { get; init; } = 1e-8;
}

/// <summary>The options of <see cref="Adam"/>.</summary>
public sealed record AdamOptions : AdamFamilyOptions
{
    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient (adamw decays the parameter itself).")]
    public double WeightDecay { get; init; }

    /// <summary>Whether the denominator never shrinks; off by default.</summary>
    [Description("Whether the denominator uses the largest mean square seen so far.")]
    public bool Amsgrad { get; init; }
}

/// <summary>The options of <see cref="Amsgrad"/>.</summary>
public sealed record AmsgradOptions : AdamFamilyOptions
{
    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }
}

/// <summary>The options of <see cref="AdamW"/>.</summary>
public sealed record AdamWOptions : AdamFamilyOptions
{
    /// <summary>The part of the parameter, times the rate, that each step takes away; 0.01 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Decoupled decay: each step takes lr times this part of the parameter away.")]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Whether the denominator never shrinks; off by default.</summary>
    [Description("Whether the denominator uses the largest mean square seen so far.")]
    public bool Amsgrad { get; init; }
}

/// <summary>Adam: steps of about the learning rate in each coordinate, from the mean and the mean square of the gradients.</summary>
/// <remarks>
/// <code>
/// m ← β1·m + (1 - β1)·g
/// v ← β2·v + (1 - β2)·g²
/// x ← x - lr · m / (1 - β1^t) / (√(v / (1 - β2^t)) + eps)
/// </code>
/// with g + decay·x for g. Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; PyTorch and HIPS
/// autograd compute the same.
/// </remarks>
[Component("adam", Summary = "Steps scaled by the mean square of each gradient (Kingma and Ba)")]
public sealed class Adam(AdamOptions options) : ParameterwiseOptimizer
{
    private readonly AdamMoments _moments = new(options, options.Amsgrad);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots => _moments.Slots;

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var (direction, next) = _moments.Direction(Decay.IntoGradient(gradient, parameter, options.WeightDecay), slots, step);
        return (-step.LearningRate * direction, next);
    }
}

/// <summary>Adam whose denominator never shrinks: <see cref="Adam"/> with <c>amsgrad: true</c>.</summary>
/// <remarks>
/// v in the denominator is replaced by its largest value so far. Source: Reddi, Kale and Kumar, "On the convergence of Adam and
/// beyond", ICLR 2018; as in PyTorch the maximum is taken before the bias correction.
/// </remarks>
[Component("amsgrad", Summary = "Adam whose denominator never shrinks (Reddi, Kale and Kumar)")]
public sealed class Amsgrad(AmsgradOptions options) : ParameterwiseOptimizer
{
    private readonly AdamMoments _moments = new(options, amsgrad: true);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots => _moments.Slots;

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var (direction, next) = _moments.Direction(Decay.IntoGradient(gradient, parameter, options.WeightDecay), slots, step);
        return (-step.LearningRate * direction, next);
    }
}

/// <summary>Adam with decoupled weight decay: the decay acts on the parameter and is not scaled by the gradients.</summary>
/// <remarks>
/// <code>x ← x - lr·decay·x - lr·(Adam's direction from g alone)</code>
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
/// </remarks>
[Component("adamw", Summary = "Adam with decoupled weight decay (Loshchilov and Hutter)")]
public sealed class AdamW(AdamWOptions options) : ParameterwiseOptimizer
{
    private readonly AdamMoments _moments = new(options, options.Amsgrad);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots => _moments.Slots;

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var (direction, next) = _moments.Direction(gradient, slots, step);
        return (-step.LearningRate * Decay.IntoGradient(direction, parameter, options.WeightDecay), next);
    }
}
