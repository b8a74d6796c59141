using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The options of <see cref="Sgd"/>.</summary>
public sealed record SgdOptions : OptimizerOptions, IValidatesItself
{
    /// <summary>How much of the velocity is kept from step to step; 0, the default, is plain gradient descent.</summary>
    [Range(0.0, 1.0)]
    [Description("How much of the velocity is kept from step to step; 0 is plain gradient descent.")]
    public double Momentum { get; init; }

    /// <summary>The part of each gradient that does not enter the velocity; 0 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("The part of each gradient, after the first, that does not enter the velocity.")]
    public double Dampening { get; init; }

    /// <summary>Whether the gradient is taken as if the velocity had moved already (Nesterov); off by default.</summary>
    [Description("Whether each step looks ahead along the velocity (Nesterov's momentum).")]
    public bool Nesterov { get; init; }

    /// <summary>Times the parameter, added to the gradient; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("L2 penalty: this times the parameter is added to the gradient.")]
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            yield return ("nesterov", "Nesterov's momentum needs a momentum above 0 and a dampening of 0");
        if (Dampening != 0 && Momentum == 0)
            yield return ("dampening", "dampening has no effect without momentum");
    }
}

/// <summary>Stochastic gradient descent with momentum, as PyTorch defines it.</summary>
/// <remarks>
/// <code>
/// g ← g + decay·x
/// v ← g                               at the first step
/// v ← momentum·v + (1 - dampening)·g  afterwards
/// x ← x - lr·v,  or x - lr·(g + momentum·v) with Nesterov
/// </code>
/// Source: Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013. As in
/// PyTorch the rate multiplies the velocity rather than the gradient, which matters when the rate changes. The rule of HIPS
/// autograd, which scales the gradient by (1 - momentum), is <see cref="HipsSgd"/>.
/// </remarks>
[Component("sgd", Summary = "Gradient descent with momentum, as in PyTorch")]
public sealed class Sgd(SgdOptions options) : ParameterwiseOptimizer
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Slots { get; } = options.Momentum == 0 ? [] : ["velocity"];

    /// <inheritdoc/>
    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step)
    {
        var g = Decay.IntoGradient(gradient, parameter, options.WeightDecay);
        if (options.Momentum == 0) return (-step.LearningRate * g, []);
        var v = options.Momentum * slots[0] + (1 - options.Dampening) * g;

        // Without dampening the zero that the velocity starts from gives the same first step.
        if (options.Dampening != 0) v = Ops.Where(Ops.Equal(step.Number, 1), g, v);
        return (-step.LearningRate * (options.Nesterov ? g + options.Momentum * v : v), [v]);
    }
}
