using System.ComponentModel;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>The options of <see cref="MinMax"/>.</summary>
public sealed record MinMaxOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The columns; features by default.</summary>
    [Description("Columns or groups of them.")]
    public ColumnSelection Columns { get; init; } = new(["features"]);

    /// <summary>What the smallest value becomes; 0 by default.</summary>
    [Description("What the smallest value becomes.")]
    public double Low { get; init; }

    /// <summary>What the largest value becomes; 1 by default.</summary>
    [Description("What the largest value becomes.")]
    public double High { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (!(Low < High)) yield return ("low", "must be below high");
    }
}

/// <summary>low + (x - min)·(high - low)/(max - min), with min and max of the training split.</summary>
/// <remarks>Other splits may go beyond the range. A column that does not vary becomes low. Missing values stay missing.</remarks>
[Component("min-max", Summary = "The training split's range to a given one")]
public sealed class MinMax(MinMaxOptions options) : ColumnwisePreprocessor
{
    /// <inheritdoc/>
    protected override string Name => "min-max";

    /// <inheritdoc/>
    protected override ColumnSelection Columns => options.Columns;

    /// <inheritdoc/>
    protected override ColumnSchema Plan(ColumnSchema column) => NumbersOnly(column) with { Categories = null };

    /// <inheritdoc/>
    protected override ColumnMap Fit(Column column)
    {
        var values = ColumnValues.Present(column, Name);
        double[] scale = [.. values.Select(v => v.Max() > v.Min() ? (v.Max() - v.Min()) / (options.High - options.Low) : 1)];
        return new AffineMap([.. values.Select((v, i) => v.Min() - options.Low * scale[i])], scale);
    }

    /// <inheritdoc/>
    protected override ColumnMap Restore(JsonObject state) => AffineMap.Restore(state);
}
