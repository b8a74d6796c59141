using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Losses;

/// <summary>The options of <see cref="SoftmaxCrossEntropy"/>.</summary>
public sealed record SoftmaxCrossEntropyOptions : ComponentOptions, IValidatesItself
{
    /// <summary>A weight for each class; none, the default, is 1 for all.</summary>
    [Description("A weight for each class, in the order of the classes; none is 1 for all.")]
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>The part of each target that is spread evenly over the classes; 0 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("The part of each target that is spread evenly over all classes.")]
    public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        for (var i = 0; i < ClassWeights.Count; i++)
            if (!(ClassWeights[i] >= 0)) yield return ($"class_weights.{i}", "a weight is a number of at least 0");
    }
}

/// <summary>-Σ w·t·log softmax(prediction): the cross-entropy of one class out of several, from logits.</summary>
/// <remarks>
/// The prediction is (batch, classes), the logits. The target is (batch, classes), one-hot or probabilities, or (batch, 1), the number of the
/// class. With smoothing s, t becomes (1 - s)·t + s/classes. The mean over a batch divides by the number of examples, where PyTorch's
/// divides by the sum of their weights. Label smoothing: Szegedy et al., "Rethinking the inception architecture", CVPR 2016.
/// </remarks>
[Component("softmax-cross-entropy", Summary = "Cross-entropy of one class out of several, from logits")]
public sealed class SoftmaxCrossEntropy(SoftmaxCrossEntropyOptions options) : ILoss
{
    /// <inheritdoc/>
    public Tensor PerExample(Tensor prediction, Tensor target)
    {
        var classes = prediction.Shape[-1];
        if (target.Rank == 1) target = target.Reshape(-1, 1);
        if (target.Shape[-1] != classes) target = Ops.Cast(Ops.Equal(target, Ops.Cast(Ops.Arange(classes), target.DType)), prediction.DType);
        if (options.LabelSmoothing > 0) target = (1 - options.LabelSmoothing) * target + options.LabelSmoothing / classes;
        if (options.ClassWeights.Count > 0) target = target * Ops.Cast(options.ClassWeights.ToArray(), prediction.DType);
        return Ops.Sum(target * (Ops.LogSumExp(prediction, [-1], keepDims: true) - prediction), [-1]);
    }

    /// <inheritdoc/>
    public string? Check(Shape prediction, Shape target)
    {
        if (prediction.Rank != 1 || target.Rank != 1)
            return $"softmax-cross-entropy takes one logit for each class; the model gives {prediction} for each example and the target is {target}.";
        var classes = prediction[0];
        if (classes < 2) return "softmax-cross-entropy needs two classes or more: for a yes-or-no target of one number use binary-cross-entropy.";
        if (target[0] != 1 && target[0] != classes)
            return $"the model gives {classes} logits and the target has {target[0]} classes. Set the last layer's units to auto, or the target to the number of the class.";
        return options.ClassWeights.Count > 0 && options.ClassWeights.Count != classes
            ? $"there are {options.ClassWeights.Count} class_weights for {classes} classes."
            : null;
    }
}
