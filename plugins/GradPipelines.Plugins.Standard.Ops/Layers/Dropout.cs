using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Layers;

/// <summary>The options of <see cref="Dropout"/>.</summary>
public sealed record DropoutOptions : ComponentOptions
{
    /// <summary>The part of the numbers that is set to zero in training; 0.5 by default.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [Description("The part of the numbers that training sets to zero.")]
    public double Rate { get; init; } = 0.5;
}

/// <summary>In training, sets numbers to zero at random and scales the others by 1/(1 - rate); otherwise does nothing.</summary>
/// <remarks>
/// The mean of the output is the input, so evaluation needs no scale. Source: Srivastava et al., "Dropout: a simple way to prevent neural
/// networks from overfitting", JMLR 2014, in the "inverted" form.
/// </remarks>
[Component("dropout", Summary = "Sets numbers to zero at random in training")]
public sealed class Dropout(DropoutOptions options) : Layer
{
    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context) => new(context.Input);

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context) =>
        context.IsTraining ? NeuralNetwork.Dropout(context.Key, x, options.Rate) : x;
}
