namespace GradPipelines.Plugins.Standard.Layers;

/// <summary>All axes of an example as one, in row-major order; a single number becomes a vector of one.</summary>
[Component("flatten", Summary = "All axes of an example as one")]
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context) => new(Shape.Create(context.Input.Size));

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context)
    {
        var size = x.Shape.Skip(1).Aggregate(1, (product, n) => product * n); // -1 would be ambiguous in an empty batch
        return x.Reshape(x.Shape[0], size);
    }
}
