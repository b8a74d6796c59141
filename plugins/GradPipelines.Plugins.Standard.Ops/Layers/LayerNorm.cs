using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Plugins.Standard.Initializers;

namespace GradPipelines.Plugins.Standard.Layers;

/// <summary>The options of <see cref="LayerNorm"/>.</summary>
public sealed record LayerNormOptions : ComponentOptions
{
    /// <summary>Added to the variance; 1e-5 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Added to the variance, against division by zero.")]
    public double Eps { get; init; } = 1e-5;

    /// <summary>Whether a trained scale and shift follow; yes by default.</summary>
    [Description("Whether a trained scale and shift of each number follow.")]
    public bool Affine { get; init; } = true;
}

/// <summary>Brings the numbers of the last axis of each example to mean 0 and variance 1.</summary>
/// <remarks>
/// y = (x - mean) / √(variance + eps) · weight + bias, with the biased variance. Parameters <c>weight</c>, <c>bias</c> of the last
/// axis's size. Source: Ba, Kiros and Hinton, "Layer normalization", 2016.
/// </remarks>
[Component("layer-norm", Summary = "Brings the numbers of each example to mean 0 and variance 1")]
public sealed class LayerNorm(LayerNormOptions options) : Layer
{
    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context)
    {
        if (context.Input.Rank == 0) throw new ShapeException("layer-norm needs at least one axis, and an example is a single number.");
        Shape last = [context.Input[-1]];
        return options.Affine
            ? new LayerPlan(context.Input, new ParameterPlan("weight", last, new Ones(), 1, 1), new ParameterPlan("bias", last, new Zeros(), 1, 1))
            : new LayerPlan(context.Input);
    }

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context) => options.Affine
        ? NeuralNetwork.LayerNorm(x, parameters["weight"], parameters["bias"], eps: options.Eps)
        : NeuralNetwork.LayerNorm(x, eps: options.Eps);
}
