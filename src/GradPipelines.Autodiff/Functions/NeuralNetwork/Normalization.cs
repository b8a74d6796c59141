namespace GradPipelines;

/// <summary>What batch normalisation gives.</summary>
/// <param name="Output">The normalised values.</param>
/// <param name="RunningMean">The running mean from now on: (channels).</param>
/// <param name="RunningVariance">The running variance from now on: (channels).</param>
public readonly record struct BatchNormResult(Tensor Output, Tensor RunningMean, Tensor RunningVariance);

/// <content>Normalisation: (x - mean) / √(variance + eps)·weight + bias, the mean and the biased variance over different axes.</content>
public static partial class NeuralNetwork
{
    /// <summary>Each channel brought to mean 0 and variance 1: over the batch in training, by the running statistics otherwise.</summary>
    /// <param name="x">(batch, channels, ...).</param>
    /// <param name="runningMean">(channels).</param>
    /// <param name="runningVariance">(channels).</param>
    /// <param name="weight">(channels), or none.</param>
    /// <param name="bias">(channels), or none.</param>
    /// <param name="isTraining">Whether the statistics are the batch's own.</param>
    /// <param name="momentum">The weight of a new batch in the running statistics.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <returns>The values, and the running statistics after them, which have no derivative and take the unbiased variance.</returns>
    /// <exception cref="ShapeException">In training, a channel has a single value in the whole batch.</exception>
    /// <remarks>Source: Ioffe and Szegedy, "Batch normalization", ICML 2015.</remarks>
    public static BatchNormResult BatchNorm(
        Tensor x, Tensor runningMean, Tensor runningVariance, Tensor? weight = null, Tensor? bias = null, bool isTraining = true, double momentum = 0.1, double eps = 1e-5)
    {
        var (mean, variance) = (runningMean, runningVariance);
        if (isTraining)
        {
            int[] axes = [0, .. Enumerable.Range(2, x.Rank - 2)];
            var count = axes.Aggregate(1, (product, axis) => product * x.Shape[axis]);
            if (count < 2) throw new ShapeException($"BatchNorm: a batch of shape {x.Shape} has one value for each channel, which has no variance. Raise the batch size, or drop the last, smaller batch.");
            (mean, variance) = (Ops.Mean(x, axes), Ops.Var(x, axes));
            runningMean = (1 - momentum) * runningMean + momentum * Ops.StopGradient(mean);
            runningVariance = (1 - momentum) * runningVariance + momentum * ((double)count / (count - 1)) * Ops.StopGradient(variance);
        }

        var y = (x - AlongChannels(mean, x.Rank)) / Ops.Sqrt(AlongChannels(variance, x.Rank) + eps);
        return new BatchNormResult(ScaleChannels(y, weight, bias), runningMean, runningVariance);
    }

    /// <summary>The numbers of the last axes of each example brought to mean 0 and variance 1.</summary>
    /// <param name="x">(..., normalised axes).</param>
    /// <param name="weight">Of the shape of the normalised axes, or none.</param>
    /// <param name="bias">Of the shape of the normalised axes, or none.</param>
    /// <param name="axes">How many axes are normalised.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <remarks>Source: Ba, Kiros and Hinton, "Layer normalization", 2016.</remarks>
    public static Tensor LayerNorm(Tensor x, Tensor? weight = null, Tensor? bias = null, int axes = 1, double eps = 1e-5)
    {
        var y = Standardize(x, [.. Enumerable.Range(x.Rank - axes, axes)], eps);
        if (weight is not null) y *= weight;
        return bias is null ? y : y + bias;
    }

    /// <summary>x divided by the root of the mean square over the last axis, times a weight.</summary>
    /// <remarks>Source: Zhang and Sennrich, "Root mean square layer normalization", NeurIPS 2019.</remarks>
    public static Tensor RmsNorm(Tensor x, Tensor? weight = null, double eps = 1e-5)
    {
        var y = x / Ops.Sqrt(Ops.Mean(Ops.Square(x), [-1], keepDims: true) + eps);
        return weight is null ? y : y * weight;
    }

    /// <summary>Groups of neighbouring channels of each example brought to mean 0 and variance 1.</summary>
    /// <param name="x">(batch, channels, ...).</param>
    /// <param name="groups">How many groups; it divides the number of channels.</param>
    /// <param name="weight">(channels), or none.</param>
    /// <param name="bias">(channels), or none.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <exception cref="ShapeException">The groups do not divide the channels.</exception>
    /// <remarks>Source: Wu and He, "Group normalization", ECCV 2018.</remarks>
    public static Tensor GroupNorm(Tensor x, int groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
    {
        if (x.Rank < 2 || groups < 1 || x.Shape[1] % groups != 0)
            throw new ShapeException($"GroupNorm: {groups} groups do not divide axis 1 of {x.Shape}, the channels.");
        var grouped = Ops.Reshape(x, x.Shape[0], groups, x.Size / Math.Max(1, x.Shape[0] * groups));
        return ScaleChannels(Ops.Reshape(Standardize(grouped, [2], eps), x.Shape.ToArray()), weight, bias);
    }

    /// <summary>Each channel of each example brought to mean 0 and variance 1.</summary>
    /// <param name="x">(batch, channels, ...).</param>
    /// <param name="weight">(channels), or none.</param>
    /// <param name="bias">(channels), or none.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <remarks>Source: Ulyanov, Vedaldi and Lempitsky, "Instance normalization", 2016.</remarks>
    public static Tensor InstanceNorm(Tensor x, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
        GroupNorm(x, x.Shape[1], weight, bias, eps);

    private static Tensor Standardize(Tensor x, int[] axes, double eps) =>
        (x - Ops.Mean(x, axes, keepDims: true)) / Ops.Sqrt(Ops.Var(x, axes, keepDims: true) + eps);

    private static Tensor ScaleChannels(Tensor y, Tensor? weight, Tensor? bias)
    {
        if (weight is not null) y *= AlongChannels(weight, y.Rank);
        return bias is null ? y : y + AlongChannels(bias, y.Rank);
    }
}
