using GradPipelines.Plugins.Standard.Layers;

namespace GradPipelines.Plugins.Standard.Models;

/// <summary>The options of <see cref="LogisticModel"/>.</summary>
public sealed record LogisticModelOptions : LinearFamilyOptions;

/// <summary>Logistic regression: gives the logits x·weight + bias, of which the loss takes the sigmoid or softmax.</summary>
/// <remarks>
/// The output is not the probability: <c>binary-cross-entropy</c> and <c>softmax-cross-entropy</c> take logits, where nothing overflows.
/// Parameters: <c>weight</c> (features, targets) and <c>bias</c> (targets).
/// </remarks>
[Component("logistic", Summary = "Logistic regression; gives logits, which the cross-entropy losses take")]
public sealed class LogisticModel(LogisticModelOptions options, IComponentFactory components) : Layer
{
    private readonly Dense _dense = new(options.ToDense(), components);

    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context) => _dense.Plan(context);

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context) =>
        _dense.Apply(parameters, NamedTensors.Empty, x, context).Output;
}
