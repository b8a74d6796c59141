namespace GradPipelines.Plugins.Standard.Metrics;

/// <summary>The mean over the classes of F1, the harmonic mean of precision and recall; each class counts the same.</summary>
/// <remarks>Over the classes that are predicted or present, as in scikit-learn; a class with neither hit counts as 0.</remarks>
[Component("macro-f1", Summary = "The mean over classes of the F1 score")]
public sealed class MacroF1Metric(ThresholdOptions options) : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) =>
        ClassCounts.Of(prediction, target, options.Threshold).Mean(c => 2.0 * c.Hits / (c.Predicted + c.Actual));
}

/// <summary>The mean over the classes of the part of their predictions that is right.</summary>
[Component("macro-precision", Summary = "The mean over classes of the part of their predictions that is right")]
public sealed class MacroPrecisionMetric(ThresholdOptions options) : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) =>
        ClassCounts.Of(prediction, target, options.Threshold).Mean(c => c.Predicted == 0 ? 0 : c.Hits / (double)c.Predicted);
}

/// <summary>The mean over the classes of the part of their rows that is found; classes that are only predicted count as 0.</summary>
[Component("macro-recall", Summary = "The mean over classes of the part of their rows that is found")]
public sealed class MacroRecallMetric(ThresholdOptions options) : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) =>
        ClassCounts.Of(prediction, target, options.Threshold).Mean(c => c.Actual == 0 ? 0 : c.Hits / (double)c.Actual);
}

/// <summary>The mean over the classes that occur of the part of their rows that is found: accuracy as if classes were equally frequent.</summary>
[Component("balanced-accuracy", Summary = "Accuracy as if all classes were equally frequent")]
public sealed class BalancedAccuracyMetric(ThresholdOptions options) : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target) =>
        ClassCounts.Of(prediction, target, options.Threshold).OnlyPresent().Mean(c => c.Hits / (double)c.Actual);
}

/// <summary>For each class: rows that are predicted as it, rows that are it, and rows that are both.</summary>
internal sealed class ClassCounts(IReadOnlyList<(int Hits, int Predicted, int Actual)> counts)
{
    public static ClassCounts Of(Tensor prediction, Tensor target, double threshold)
    {
        var counts = new SortedDictionary<long, (int Hits, int Predicted, int Actual)>();
        var (predicted, actual) = ClassNumbers.Of(prediction, target, threshold);
        for (var i = 0; i < actual.Length; i++)
        {
            Add(predicted[i], predicted[i] == actual[i] ? 1 : 0, 1, 0);
            Add(actual[i], 0, 0, 1);
        }

        return new ClassCounts([.. counts.Values]);

        void Add(long c, int hits, int asPredicted, int asActual)
        {
            var old = counts.GetValueOrDefault(c);
            counts[c] = (old.Hits + hits, old.Predicted + asPredicted, old.Actual + asActual);
        }
    }

    public ClassCounts OnlyPresent() => new([.. counts.Where(c => c.Actual > 0)]);

    public double Mean(Func<(int Hits, int Predicted, int Actual), double> score) => counts.Select(score).DefaultIfEmpty(double.NaN).Average();
}
