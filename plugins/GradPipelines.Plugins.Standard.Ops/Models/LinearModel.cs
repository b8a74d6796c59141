using System.ComponentModel;
using GradPipelines.Plugins.Standard.Layers;

namespace GradPipelines.Plugins.Standard.Models;

/// <summary>What the models that are linear in their parameters have in common.</summary>
public abstract record LinearFamilyOptions : ComponentOptions
{
    /// <summary>The first weights; zeros by default, since the loss has one minimum.</summary>
    [Slot(ComponentKind.Initializer)]
    [Description("The first values of the weights.")]
    public ComponentReference Init { get; init; } = ComponentReference.To(ComponentKind.Initializer, "zeros");

    /// <summary>The first biases; zeros by default.</summary>
    [Slot(ComponentKind.Initializer)]
    [Description("The first values of the biases.")]
    public ComponentReference BiasInit { get; init; } = ComponentReference.To(ComponentKind.Initializer, "zeros");

    /// <summary>Whether there are biases; yes by default.</summary>
    [Description("Whether a trained number is added to each output.")]
    public bool Bias { get; init; } = true;

    internal DenseOptions ToDense() => new() { Units = AutoInt.Auto, Init = Init, BiasInit = BiasInit, Bias = Bias };
}

/// <summary>The options of <see cref="LinearModel"/>.</summary>
public sealed record LinearModelOptions : LinearFamilyOptions;

/// <summary>Linear regression: y = x·weight + bias.</summary>
/// <remarks>Parameters: <c>weight</c> (features, targets) and <c>bias</c> (targets).</remarks>
[Component("linear", Summary = "Linear regression")]
public sealed class LinearModel(LinearModelOptions options, IComponentFactory components) : Layer
{
    private readonly Dense _dense = new(options.ToDense(), components);

    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context) => _dense.Plan(context);

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context) =>
        _dense.Apply(parameters, NamedTensors.Empty, x, context).Output;
}
