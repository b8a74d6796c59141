namespace GradPipelines.Plugins.Standard.Layers;

/// <summary>e^x divided by its sum along the last axis: positive numbers that add up to 1.</summary>
/// <remarks>Not before <c>softmax-cross-entropy</c>, which takes the numbers as they are before this layer.</remarks>
[Component("softmax", Summary = "Positive numbers that add up to 1 (not before softmax-cross-entropy, which takes logits)")]
public sealed class SoftmaxLayer : Layer
{
    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context) =>
        context.Input.Rank > 0 ? new(context.Input) : throw new ShapeException("softmax needs an axis of classes, and an example is a single number.");

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context) =>
        NeuralNetwork.Softmax(x);
}
