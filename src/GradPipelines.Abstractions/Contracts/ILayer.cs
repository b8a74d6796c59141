namespace GradPipelines.Plugins;

/// <summary>A layer, or a whole model: first planned from shapes, then applied to batches. It holds no numbers.</summary>
/// <remarks>Most layers derive from <see cref="Layer"/>; this interface is for those with running state (batch normalisation).</remarks>
public interface ILayer
{
    /// <summary>The output shape and the parameters for an input shape. No arithmetic takes place.</summary>
    /// <exception cref="ShapeException">The input does not fit; the message says what would.</exception>
    LayerPlan Plan(LayerPlanContext context);

    /// <summary>The output for a batch: <paramref name="x"/> has the batch axis in front of the planned input shape.</summary>
    /// <param name="parameters">By the names of the plan.</param>
    /// <param name="state">By the names of the plan.</param>
    /// <param name="x">Shape (batch, input shape...).</param>
    /// <param name="context">Whether this is training, and the random stream of this call.</param>
    LayerResult Apply(NamedTensors parameters, NamedTensors state, Tensor x, LayerContext context);
}

/// <summary>A layer without running state.</summary>
public abstract class Layer : ILayer
{
    /// <inheritdoc/>
    public abstract LayerPlan Plan(LayerPlanContext context);

    /// <summary>The output for a batch: shape (batch, output shape...).</summary>
    protected abstract Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context);

    /// <inheritdoc/>
    public LayerResult Apply(NamedTensors parameters, NamedTensors state, Tensor x, LayerContext context) => new(Apply(parameters, x, context), state);
}

/// <summary>What a layer is planned from.</summary>
/// <param name="Input">The shape of one example, without the batch axis.</param>
/// <param name="TargetWidth">The number of target columns: what <c>units: auto</c> means.</param>
public sealed record LayerPlanContext(Shape Input, int TargetWidth);

/// <summary>What a layer needs and gives.</summary>
/// <param name="Output">The shape of one example's output, without the batch axis.</param>
/// <param name="Parameters">What is trained.</param>
/// <param name="State">What is carried from step to step without being trained; empty for most.</param>
public sealed record LayerPlan(Shape Output, IReadOnlyList<ParameterPlan> Parameters, IReadOnlyList<ParameterPlan> State)
{
    /// <summary>A plan without state.</summary>
    public LayerPlan(Shape output, params IReadOnlyList<ParameterPlan> parameters)
        : this(output, parameters, [])
    {
    }
}

/// <summary>A parameter before it has numbers.</summary>
/// <param name="Name">Its key path within the layer: <c>weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Initializer">What gives its first numbers, from the random stream of its full name.</param>
/// <param name="FanIn">The number of inputs that feed one output.</param>
/// <param name="FanOut">The number of outputs that one input feeds.</param>
public sealed record ParameterPlan(string Name, Shape Shape, IInitializer Initializer, int FanIn, int FanOut);

/// <summary>The circumstances of one application.</summary>
/// <param name="IsTraining">False in evaluation and prediction: dropout rests, batch statistics are the running ones.</param>
/// <param name="Key">The random stream of this step and layer.</param>
public readonly record struct LayerContext(bool IsTraining, Key Key);

/// <summary>What an application gives.</summary>
/// <param name="Output">Shape (batch, output shape...).</param>
/// <param name="State">The next state.</param>
public readonly record struct LayerResult(Tensor Output, NamedTensors State);

/// <summary>The first numbers of a parameter.</summary>
public interface IInitializer
{
    /// <summary>Float64 numbers of that shape, from that random stream and nothing else.</summary>
    NdArray Create(Shape shape, int fanIn, int fanOut, Key key);
}
