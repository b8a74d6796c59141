using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Metrics;

/// <summary>The part of the rows whose class is predicted.</summary>
[Component("accuracy", Summary = "The part of the rows whose class is predicted")]
public sealed class AccuracyMetric(ThresholdOptions options) : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    public double Evaluate(Tensor prediction, Tensor target)
    {
        var (predicted, actual) = ClassNumbers.Of(prediction, target, options.Threshold);
        return actual.Length == 0 ? double.NaN : predicted.Zip(actual).Count(pair => pair.First == pair.Second) / (double)actual.Length;
    }
}

/// <summary>The options of <see cref="TopKAccuracyMetric"/>.</summary>
public sealed record TopKAccuracyOptions : ComponentOptions
{
    /// <summary>How many guesses count; 5 by default.</summary>
    [Range(1, int.MaxValue)]
    [Description("How many guesses a row has.")]
    public int K { get; init; } = 5;
}

/// <summary>The part of the rows whose class is among the k largest outputs; an output equal to the class's own counts as smaller.</summary>
[Component("top-k-accuracy", Summary = "The part of the rows whose class is among the k largest outputs")]
public sealed class TopKAccuracyMetric(TopKAccuracyOptions options) : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is one output only.</exception>
    public double Evaluate(Tensor prediction, Tensor target)
    {
        var width = ClassNumbers.Width(prediction);
        if (width < 2) throw new ArgumentException("top-k-accuracy needs an output for each class, and the model has one output.", nameof(prediction));
        var (values, actual) = (prediction.ToArray<double>(), ClassNumbers.Actual(target));
        var hits = 0;
        for (var i = 0; i < actual.Length; i++)
        {
            var row = values.AsSpan(i * width, width);
            var (own, larger) = (row[(int)actual[i]], 0);
            foreach (var value in row)
                if (value > own) larger++;
            if (larger < options.K && !double.IsNaN(own)) hits++;
        }

        return actual.Length == 0 ? double.NaN : hits / (double)actual.Length;
    }
}
