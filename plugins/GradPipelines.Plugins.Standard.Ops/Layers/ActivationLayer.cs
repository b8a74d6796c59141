using System.ComponentModel;

namespace GradPipelines.Plugins.Standard.Layers;

/// <summary>The options of <see cref="ActivationLayer"/>.</summary>
public sealed record ActivationOptions : ComponentOptions
{
    /// <summary>The function.</summary>
    [Slot(ComponentKind.Operation)]
    [Description("The function applied to each number.")]
    public required ComponentReference Function { get; init; }
}

/// <summary>A function applied to each number; shape stays.</summary>
[Component("activation", Summary = "A function applied to each number")]
public sealed class ActivationLayer(ActivationOptions options, IComponentFactory components) : Layer
{
    private readonly Func<Tensor, Tensor> _function = components.Create<Func<Tensor, Tensor>>(options.Function);

    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context) => new(context.Input);

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context) => _function(x);
}
