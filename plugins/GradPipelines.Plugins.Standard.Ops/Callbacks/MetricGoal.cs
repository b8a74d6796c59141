namespace GradPipelines.Plugins.Standard.Callbacks;

/// <summary>What is good about a metric.</summary>
public enum Goal
{
    /// <summary>What the metric says of itself; losses are to be small.</summary>
    Auto,

    /// <summary>Small values.</summary>
    Minimize,

    /// <summary>Large values.</summary>
    Maximize,
}

/// <summary>Reads one metric of the evaluations and compares its values.</summary>
internal sealed class MetricGoal(string owner, string metric, Goal goal, IComponentCatalog catalog, IComponentFactory components)
{
    private readonly bool _isLargerBetter = goal == Goal.Auto ? IsLargerBetter(metric, catalog, components) : goal == Goal.Maximize;

    /// <summary>The value in an evaluation.</summary>
    /// <exception cref="InvalidOperationException">There is no such metric; the message lists those there are.</exception>
    public double Read(EvaluationReport evaluation) => evaluation.Metrics.TryGetValue(metric, out var value)
        ? value
        : throw new InvalidOperationException(
            $"{owner}: there is no metric '{metric}'; there are {string.Join(", ", evaluation.Metrics.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>True where a value beats another one by more than a margin; NaN never does, and everything else beats NaN.</summary>
    public bool IsBetter(double value, double than, double margin = 0) =>
        !double.IsNaN(value) && (double.IsNaN(than) || (_isLargerBetter ? value > than + margin : value < than - margin));

    // val/accuracy asks the metric 'accuracy'; loss, excess and whatever is no metric are to be small.
    private static bool IsLargerBetter(string metric, IComponentCatalog catalog, IComponentFactory components) =>
        catalog.Find(ComponentKind.Metric, metric[(metric.LastIndexOf('/') + 1)..]) is { } found
        && components.Create<IMetric>(ComponentReference.To(ComponentKind.Metric, found.Name)).IsLargerBetter;
}
