using System.ComponentModel;

namespace GradPipelines.Plugins.Standard.Models;

/// <summary>The options of <see cref="Sequential"/>.</summary>
public sealed record SequentialOptions : ComponentOptions
{
    /// <summary>The layers, from the features to the prediction.</summary>
    [Slot(ComponentKind.Layer)]
    [Description("The layers, from the features to the prediction.")]
    public required IReadOnlyList<ComponentReference> Layers { get; init; }
}

/// <summary>Layers one after the other. A model, and a layer of another one.</summary>
/// <remarks>Parameters and state are named by position: <c>layers.0.weight</c>. Each layer has a random stream of its own.</remarks>
[Component("sequential", Summary = "Layers one after the other")]
public sealed class Sequential(SequentialOptions options, IComponentFactory components) : ILayer
{
    private readonly ILayer[] _layers = [.. options.Layers.Select(components.Create<ILayer>)];

    /// <inheritdoc/>
    public LayerPlan Plan(LayerPlanContext context)
    {
        List<ParameterPlan> parameters = [], state = [];
        var shape = context.Input;
        for (var i = 0; i < _layers.Length; i++)
        {
            var plan = PlanLayer(i, context with { Input = shape });
            parameters.AddRange(plan.Parameters.Select(p => p with { Name = $"{Prefix(i)}.{p.Name}" }));
            state.AddRange(plan.State.Select(p => p with { Name = $"{Prefix(i)}.{p.Name}" }));
            shape = plan.Output;
        }

        return new LayerPlan(shape, parameters, state);
    }

    /// <inheritdoc/>
    public LayerResult Apply(NamedTensors parameters, NamedTensors state, Tensor x, LayerContext context)
    {
        var next = new NamedTensors[_layers.Length];
        for (var i = 0; i < _layers.Length; i++)
        {
            var before = state.Count == 0 ? state : state.Below(Prefix(i));
            (x, var after) = _layers[i].Apply(parameters.Below(Prefix(i)), before, x, context with { Key = context.Key.Fold(i) });
            next[i] = after.Count == 0 ? after : after.Prefixed(Prefix(i));
        }

        return new LayerResult(x, state.Count == 0 ? state : NamedTensors.Concat(next));
    }

    private static string Prefix(int layer) => FormattableString.Invariant($"layers.{layer}");

    private LayerPlan PlanLayer(int i, LayerPlanContext context)
    {
        try
        {
            return _layers[i].Plan(context);
        }
        catch (ShapeException e)
        {
            throw new ShapeException($"{Prefix(i)} ({options.Layers[i].Name}): {e.Message}");
        }
    }
}
