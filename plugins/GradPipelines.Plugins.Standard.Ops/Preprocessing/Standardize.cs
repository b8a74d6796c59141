using System.ComponentModel;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>The options of <see cref="Standardize"/>.</summary>
public sealed record StandardizeOptions : ComponentOptions
{
    /// <summary>The columns; features by default.</summary>
    [Description("Columns or groups of them.")]
    public ColumnSelection Columns { get; init; } = new(["features"]);
}

/// <summary>(x - mean) / standard deviation, of the training split.</summary>
/// <remarks>
/// The deviation divides by n. A column that does not vary, beyond the rounding of its mean, is only shifted. Missing values are left out
/// of the statistics and stay missing. On a target, predictions and losses are turned back into its own unit.
/// </remarks>
[Component("standardize", Summary = "Mean 0 and standard deviation 1 over the training split")]
public sealed class Standardize(StandardizeOptions options) : ColumnwisePreprocessor
{
    /// <inheritdoc/>
    protected override string Name => "standardize";

    /// <inheritdoc/>
    protected override ColumnSelection Columns => options.Columns;

    /// <inheritdoc/>
    protected override ColumnSchema Plan(ColumnSchema column) => NumbersOnly(column) with { Categories = null };

    /// <inheritdoc/>
    protected override ColumnMap Fit(Column column)
    {
        var values = ColumnValues.Present(column, Name);
        double[] mean = [.. values.Select(v => v.Average())];
        double[] deviation = [.. values.Select((v, i) => Math.Sqrt(v.Select(x => (x - mean[i]) * (x - mean[i])).Average()))];
        for (var i = 0; i < deviation.Length; i++)
            if (deviation[i] <= 1e-15 * Math.Abs(mean[i]) * Math.Sqrt(values[i].Length)) deviation[i] = 1;
        return new AffineMap(mean, deviation);
    }

    /// <inheritdoc/>
    protected override ColumnMap Restore(JsonObject state) => AffineMap.Restore(state);
}
