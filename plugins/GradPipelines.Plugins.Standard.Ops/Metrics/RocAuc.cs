namespace GradPipelines.Plugins.Standard.Metrics;

/// <summary>The probability that a row of class 1 has a larger output than one of class 0, equal outputs counting half.</summary>
/// <remarks>
/// The area under the ROC curve, from the ranks (the Mann-Whitney statistic). For one output, or two, of which the difference is ranked.
/// NaN where one of the classes does not occur.
/// </remarks>
[Component("roc-auc", Summary = "The area under the ROC curve, for two classes")]
public sealed class RocAucMetric : IMetric
{
    /// <inheritdoc/>
    public bool IsLargerBetter => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more than two outputs.</exception>
    public double Evaluate(Tensor prediction, Tensor target)
    {
        var actual = ClassNumbers.Actual(target);
        var scores = Scores(prediction);
        Array.Sort(scores, actual);
        double positives = actual.Count(c => c == 1), negatives = actual.Length - positives, ranks = 0;
        for (var i = 0; i < scores.Length;)
        {
            var end = i + 1;
            while (end < scores.Length && scores[end] == scores[i]) end++;
            var rank = (i + 1 + end) / 2.0; // the mean of the ranks i+1 .. end
            for (; i < end; i++)
                if (actual[i] == 1) ranks += rank;
        }

        return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
    }

    private static double[] Scores(Tensor prediction)
    {
        var values = prediction.ToArray<double>();
        return ClassNumbers.Width(prediction) switch
        {
            1 => values,
            2 => [.. values.Chunk(2).Select(pair => pair[1] - pair[0])],
            var width => throw new ArgumentException($"roc-auc is for two classes, and the model has {width} outputs.", nameof(prediction)),
        };
    }
}
