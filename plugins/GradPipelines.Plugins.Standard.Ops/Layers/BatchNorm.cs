using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Plugins.Standard.Initializers;

namespace GradPipelines.Plugins.Standard.Layers;

/// <summary>The options of <see cref="BatchNorm"/>.</summary>
public sealed record BatchNormOptions : ComponentOptions
{
    /// <summary>The weight of a new batch in the running statistics; 0.1 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("The weight of a new batch in the running statistics.")]
    public double Momentum { get; init; } = 0.1;

    /// <summary>Added to the variance; 1e-5 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Added to the variance, against division by zero.")]
    public double Eps { get; init; } = 1e-5;

    /// <summary>Whether a trained scale and shift follow; yes by default.</summary>
    [Description("Whether a trained scale and shift of each channel follow.")]
    public bool Affine { get; init; } = true;
}

/// <summary>Brings each channel to mean 0 and variance 1: over the batch in training, by the running statistics otherwise.</summary>
/// <remarks>
/// y = (x - mean) / √(variance + eps) · weight + bias. The channel axis is the first one of an example: (batch, channels, ...). The batch is
/// normalised by its biased variance, and the running variance takes the unbiased one, as in PyTorch. Parameters <c>weight</c>,
/// <c>bias</c>; state <c>running_mean</c>, <c>running_var</c>, all (channels). Source: Ioffe and Szegedy, "Batch normalization", ICML 2015.
/// </remarks>
[Component("batch-norm", Summary = "Brings each channel of a batch to mean 0 and variance 1")]
public sealed class BatchNorm(BatchNormOptions options) : ILayer
{
    /// <inheritdoc/>
    public LayerPlan Plan(LayerPlanContext context)
    {
        if (context.Input.Rank == 0) throw new ShapeException("batch-norm needs an axis of channels, and an example is a single number.");
        var channels = context.Input[0];
        return new LayerPlan(
            context.Input,
            options.Affine ? [Of("weight", new Ones()), Of("bias", new Zeros())] : [],
            [Of("running_mean", new Zeros()), Of("running_var", new Ones())]);

        ParameterPlan Of(string name, IInitializer first) => new(name, [channels], first, 1, 1);
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">In training, a channel has a single value in the whole batch.</exception>
    public LayerResult Apply(NamedTensors parameters, NamedTensors state, Tensor x, LayerContext context)
    {
        var trained = options.Affine ? parameters : null;
        var (y, mean, variance) = NeuralNetwork.BatchNorm(
            x, state["running_mean"], state["running_var"], trained?["weight"], trained?["bias"], context.IsTraining, options.Momentum, options.Eps);
        if (context.IsTraining) state = state.Map((name, _) => name == "running_mean" ? mean : variance);
        return new LayerResult(y, state);
    }
}
