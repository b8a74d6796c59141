using System.ComponentModel;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>What stands for a missing value.</summary>
public enum ImputeStrategy
{
    /// <summary>The mean of the training split.</summary>
    Mean,

    /// <summary>Its median.</summary>
    Median,

    /// <summary>Its most frequent value, the first in order of equals.</summary>
    MostFrequent,

    /// <summary>A given value.</summary>
    Constant,
}

/// <summary>The options of <see cref="Impute"/>.</summary>
public sealed record ImputeOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The columns; features by default.</summary>
    [Description("Columns or groups of them.")]
    public ColumnSelection Columns { get; init; } = new(["features"]);

    /// <summary>What stands for a missing value; mean by default.</summary>
    [Description("What stands for a missing value; text columns take most-frequent or constant.")]
    public ImputeStrategy Strategy { get; init; } = ImputeStrategy.Mean;

    /// <summary>The value of the constant strategy.</summary>
    [Description("The value, for the strategy constant.")]
    public string? Value { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Strategy == ImputeStrategy.Constant && Value is null) yield return ("value", "the strategy constant needs a value");
        if (Strategy != ImputeStrategy.Constant && Value is not null) yield return ("value", "only the strategy constant has a value");
    }
}

/// <summary>Fills missing values with a statistic of the training split. The source must keep them: <c>missing: {action: keep}</c>.</summary>
[Component("impute", Summary = "Fills missing values with a statistic of the training split")]
public sealed class Impute(ImputeOptions options) : ColumnwisePreprocessor
{
    /// <inheritdoc/>
    protected override string Name => "impute";

    /// <inheritdoc/>
    protected override ColumnSelection Columns => options.Columns;

    /// <inheritdoc/>
    protected override ColumnSchema Plan(ColumnSchema column)
    {
        if (column.IsText && options.Strategy is (ImputeStrategy.Mean or ImputeStrategy.Median))
            throw Refuse(column, "is text, which has no mean or median; use the strategy most-frequent or constant");
        if (!column.IsText && options.Strategy == ImputeStrategy.Constant && !Numbers.TryParse(options.Value ?? "", out _))
            throw Refuse(column, $"holds numbers, and '{options.Value}' is none");
        return column;
    }

    /// <inheritdoc/>
    protected override ColumnMap Fit(Column column)
    {
        if (column.Text is not null)
            return new TextImputeMap(options.Strategy == ImputeStrategy.Constant ? options.Value! : MostFrequent(column)); // Validate asks for the value
        if (options.Strategy == ImputeStrategy.Constant && Numbers.TryParse(options.Value!, out var constant)) // Plan checked it
            return new NumberImputeMap([.. Enumerable.Repeat(constant, column.Schema.Width)]);
        return new NumberImputeMap(Array.ConvertAll(ColumnValues.Present(column, Name), Statistic));
    }

    /// <inheritdoc/>
    protected override ColumnMap Restore(JsonObject state) =>
        state["text"] is { } text ? new TextImputeMap(text.GetValue<string>()) : new NumberImputeMap(Numbers.ReadAll(state["numbers"]));

    private double Statistic(double[] values) => options.Strategy switch
    {
        ImputeStrategy.Mean => values.Average(),
        ImputeStrategy.Median => Median(values),
        _ => values.GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key,
    };

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private string MostFrequent(Column column)
    {
        var order = Categories.Learn(column, Name);
        return order.MaxBy(c => column.Text!.Count(v => v == c))!; // the first of equals; Learn gives at least one
    }
}

internal sealed class NumberImputeMap(double[] fill) : ColumnMap
{
    public override Column Apply(Column column) => new(column.Schema, Function(column.Numbers!)!.ToNdArray()); // numbers: the map is for such

    public override Tensor? Function(Tensor x) => Ops.Where(Ops.IsNaN(x), Ops.Cast(fill, x.DType), x);

    public override JsonObject Save() => new() { ["numbers"] = Numbers.Write(fill) };
}

internal sealed class TextImputeMap(string fill) : ColumnMap
{
    public override Column Apply(Column column) => new(column.Schema, [.. column.Text!.Select(v => v ?? fill)]); // text: the map is for such

    public override JsonObject Save() => new() { ["text"] = fill };
}
