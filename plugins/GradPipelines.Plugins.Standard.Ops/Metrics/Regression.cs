namespace GradPipelines.Plugins.Standard.Metrics;

/// <summary>The mean of (prediction - target)² over rows and targets.</summary>
[Component("mse", Summary = "The mean square distance")]
public sealed class MeanSquareMetric : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => false;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) => Ops.Mean(Ops.Square(prediction - target)).Item();
}

/// <summary>The root of the mean of (prediction - target)², in the unit of the target.</summary>
[Component("rmse", Summary = "The root of the mean square distance")]
public sealed class RootMeanSquareMetric : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => false;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) => Math.Sqrt(Ops.Mean(Ops.Square(prediction - target)).Item());
}

/// <summary>The mean of |prediction - target|, in the unit of the target.</summary>
[Component("mae", Summary = "The mean distance")]
public sealed class MeanDistanceMetric : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => false;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) => Ops.Mean(Ops.Abs(prediction - target)).Item();
}

/// <summary>The largest |prediction - target|, in the unit of the target; NaN without rows.</summary>
[Component("max-error", Summary = "The largest distance")]
public sealed class MaxErrorMetric : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => false;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) => target.Size == 0 ? double.NaN : Ops.Max(Ops.Abs(prediction - target)).Item();
}

/// <summary>1 - Σ(prediction - target)² / Σ(target - mean)²: 1 is perfect, 0 no better than the mean. The mean over several targets.</summary>
/// <remarks>A target that does not vary counts as 1 where it is met exactly and as 0 otherwise, as in scikit-learn.</remarks>
[Component("r2", Summary = "The part of the variance that is explained")]
public sealed class R2Metric : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target)
    {
        var residual = Ops.Sum(Ops.Square(prediction - target), [0]).ToArray<double>();
        var total = Ops.Sum(Ops.Square(target - Ops.Mean(target, [0])), [0]).ToArray<double>();
        return residual.Zip(total, (r, t) => t > 0 ? 1 - r / t : r == 0 ? 1.0 : double.IsNaN(r) ? r : 0.0).DefaultIfEmpty(double.NaN).Average();
    }
}
