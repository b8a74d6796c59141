using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Models;

/// <summary>A planned model without its numbers: applies parameters to batches.</summary>
internal sealed class Network(ILayer model, LayerPlan plan)
{
    /// <summary>What the model needs and gives.</summary>
    public LayerPlan Plan { get; } = plan;

    /// <summary>The output of a batch, and the next state.</summary>
    public (Tensor Output, NamedTensors State) Apply(NamedTensors parameters, NamedTensors state, Tensor x, LayerContext context)
    {
        var result = model.Apply(parameters, state, x, context);
        return (result.Output, result.State);
    }

    /// <summary>The first parameters: each from the random stream of its own name, so that another layer changes none of the others.</summary>
    public NamedTensors InitParameters(Key key, DType dtype) => Init(Plan.Parameters, key.Named("parameters"), dtype);

    /// <summary>The first model state.</summary>
    public NamedTensors InitState(Key key, DType dtype) => Init(Plan.State, key.Named("state"), dtype);

    private static NamedTensors Init(IReadOnlyList<ParameterPlan> plans, Key key, DType dtype) =>
        new(plans.Select(p => KeyValuePair.Create(p.Name, Ops.Cast(p.Initializer.Create(p.Shape, p.FanIn, p.FanOut, key.Named(p.Name)), dtype))));
}
