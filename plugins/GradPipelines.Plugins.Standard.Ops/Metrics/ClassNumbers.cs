using System.ComponentModel;

namespace GradPipelines.Plugins.Standard.Metrics;

/// <summary>The options of metrics that turn a single output into yes or no.</summary>
public sealed record ThresholdOptions : ComponentOptions
{
    /// <summary>The output above which a single-output model says yes; 0 by default, which suits logits.</summary>
    [Description("For a single output: above it the prediction is class 1. 0 suits logits, 0.5 probabilities.")]
    public double Threshold { get; init; }
}

/// <summary>Predictions and targets as the numbers of classes.</summary>
internal static class ClassNumbers
{
    /// <summary>
    /// The class of each row. Several outputs: the largest, the first of equals. One output: 1 above the threshold. A target of one
    /// column is the number itself.
    /// </summary>
    public static (long[] Predicted, long[] Actual) Of(Tensor prediction, Tensor target, double threshold)
    {
        var predicted = Width(prediction) > 1 ? Largest(prediction) : [.. prediction.ToArray<double>().Select(p => p > threshold ? 1L : 0L)];
        return (predicted, Actual(target));
    }

    /// <summary>The class of each row of a target: the place of its largest number, or its one number.</summary>
    public static long[] Actual(Tensor target) =>
        Width(target) > 1 ? Largest(target) : [.. target.ToArray<double>().Select(t => (long)Math.Round(t))];

    /// <summary>Numbers a row.</summary>
    public static int Width(Tensor x) => x.Rank == 1 ? 1 : x.Shape.Skip(1).Aggregate(1, (product, n) => product * n);

    private static long[] Largest(Tensor x)
    {
        var (values, width) = (x.ToArray<double>(), Width(x));
        var result = new long[values.Length / width];
        for (var i = 0; i < result.Length; i++)
        {
            var row = values.AsSpan(i * width, width);
            var best = 0;
            for (var j = 1; j < width; j++)
                if (row[j] > row[best]) best = j;
            result[i] = best;
        }

        return result;
    }
}
