using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines;
using GradPipelines.Plugins;

namespace Acme.Softsign;

/// <summary>The options of <see cref="GatedDense"/>.</summary>
public sealed record GatedDenseOptions : ComponentOptions
{
    /// <summary>The number of outputs.</summary>
    [Description("Number of outputs; auto is the width of the target.")]
    public AutoInt Units { get; init; } = AutoInt.Auto;

    /// <summary>How abruptly the gates open.</summary>
    [Range(0.0, 100.0), Description("How abruptly the gates open: the factor inside their sigmoid.")]
    public double Sharpness { get; init; } = 1;
}

/// <summary>A dense layer of which each output has a gate that the input opens: (x W + b) sigmoid(s (x V + c)).</summary>
/// <remarks>
/// (batch, n) becomes (batch, units). With s = 1 it is the gated linear unit of Dauphin, Fan, Auli and Grangier, "Language modeling
/// with gated convolutional networks", 2017, equation 1.
/// </remarks>
[Component("gated-dense", Summary = "dense layer with a gate on every output")]
public sealed class GatedDense(GatedDenseOptions options) : Layer
{
    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context)
    {
        if (context.Input.Rank != 1)
        {
            throw new ShapeException($"gated-dense: an example must be a vector, and here it has the shape {context.Input}; put a flatten layer before.");
        }

        int inputs = context.Input[0], units = options.Units.Value ?? context.TargetWidth;
        return new LayerPlan(
            Shape.Create(units),
            new ParameterPlan("weight", Shape.Create(inputs, units), FanUniform.Instance, inputs, units),
            new ParameterPlan("bias", Shape.Create(units), Zeros.Instance, inputs, units),
            new ParameterPlan("gate_weight", Shape.Create(inputs, units), FanUniform.Instance, inputs, units),
            new ParameterPlan("gate_bias", Shape.Create(units), Zeros.Instance, inputs, units));
    }

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context)
    {
        var value = Ops.MatMul(x, parameters["weight"]) + parameters["bias"];
        var gate = Ops.MatMul(x, parameters["gate_weight"]) + parameters["gate_bias"];
        return value * Ops.Sigmoid(options.Sharpness * gate);
    }

    /// <summary>Uniform within ±sqrt(6 / (fan in + fan out)): Glorot and Bengio 2010, equation 16.</summary>
    private sealed class FanUniform : IInitializer
    {
        public static readonly FanUniform Instance = new();

        public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) =>
            ((2.0 * key.Uniform(shape)) - 1.0) * Math.Sqrt(6.0 / (fanIn + fanOut));
    }

    private sealed class Zeros : IInitializer
    {
        public static readonly Zeros Instance = new();

        public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => NdArray.Full(shape, 0.0);
    }
}
