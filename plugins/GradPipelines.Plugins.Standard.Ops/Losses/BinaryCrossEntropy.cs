using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Losses;

/// <summary>The options of <see cref="BinaryCrossEntropy"/>.</summary>
public sealed record BinaryCrossEntropyOptions : ComponentOptions
{
    /// <summary>The weight of examples of class 1; 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The weight of examples of class 1, against rare positives.")]
    public double PositiveWeight { get; init; } = 1;
}

/// <summary>The mean over the targets of -(w·t·log p + (1 - t)·log(1 - p)), where p = sigmoid(prediction).</summary>
/// <remarks>
/// The prediction is the logit. Computed as (1 - t)·z + (1 + (w - 1)·t)·softplus(-z), which neither overflows nor loses digits. Targets lie
/// in [0, 1].
/// </remarks>
[Component("binary-cross-entropy", Summary = "Cross-entropy of yes-or-no targets, from logits")]
public sealed class BinaryCrossEntropy(BinaryCrossEntropyOptions options) : ILoss
{
    /// <inheritdoc/>
    public Tensor PerExample(Tensor prediction, Tensor target) => PerExampleMean.Of(NeuralNetwork.BinaryCrossEntropyWithLogits(
        prediction, target, positiveWeight: options.PositiveWeight == 1 ? null : options.PositiveWeight, reduction: LossReduction.None));
}
