using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Layers;

/// <summary>The options of <see cref="Dense"/>.</summary>
public sealed record DenseOptions : ComponentOptions
{
    /// <summary>The number of outputs, or auto, the number of target columns.</summary>
    [Range(1, int.MaxValue)]
    [Description("The number of outputs; auto is the number of target columns.")]
    public required AutoInt Units { get; init; }

    /// <summary>Applied to the outputs; nothing by default.</summary>
    [Slot(ComponentKind.Operation)]
    [Description("The function applied to each output.")]
    public ComponentReference Activation { get; init; } = ComponentReference.To(ComponentKind.Operation, "identity");

    /// <summary>The first weights; glorot-uniform by default.</summary>
    [Slot(ComponentKind.Initializer)]
    [Description("The first values of the weights.")]
    public ComponentReference Init { get; init; } = ComponentReference.To(ComponentKind.Initializer, "glorot-uniform");

    /// <summary>The first biases; zeros by default.</summary>
    [Slot(ComponentKind.Initializer)]
    [Description("The first values of the biases.")]
    public ComponentReference BiasInit { get; init; } = ComponentReference.To(ComponentKind.Initializer, "zeros");

    /// <summary>Whether there are biases; yes by default.</summary>
    [Description("Whether a trained number is added to each output.")]
    public bool Bias { get; init; } = true;
}

/// <summary>y = activation(x·weight + bias), on the last axis.</summary>
/// <remarks>
/// (batch, ..., inputs) becomes (batch, ..., units). Parameters: <c>weight</c> (inputs, units) and <c>bias</c> (units). The weight has
/// inputs first, so that the formula reads as it is written; PyTorch stores the transpose.
/// </remarks>
[Component("dense", Summary = "A matrix product with biases and an activation")]
public sealed class Dense(DenseOptions options, IComponentFactory components) : Layer
{
    private readonly Func<Tensor, Tensor> _activation = components.Create<Func<Tensor, Tensor>>(options.Activation);

    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context)
    {
        if (context.Input.Rank == 0) throw new ShapeException("dense needs at least one axis of inputs, and an example is a single number.");
        var inputs = context.Input[-1];
        var units = options.Units.Value ?? context.TargetWidth;
        if (inputs == 0) throw new ShapeException("dense: there are no inputs; the data has no feature columns.");
        var weight = new ParameterPlan("weight", [inputs, units], components.Create<IInitializer>(options.Init), inputs, units);
        Shape output = [.. context.Input.Take(context.Input.Rank - 1), units];
        return options.Bias
            ? new LayerPlan(output, weight, new ParameterPlan("bias", [units], components.Create<IInitializer>(options.BiasInit), inputs, units))
            : new LayerPlan(output, weight);
    }

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context)
    {
        var y = Ops.MatMul(x, parameters["weight"]);
        return _activation(options.Bias ? y + parameters["bias"] : y);
    }
}
