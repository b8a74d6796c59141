using System.ComponentModel;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>The options of <see cref="LogStep"/>.</summary>
public sealed record LogOptions : ComponentOptions
{
    /// <summary>The columns; features by default.</summary>
    [Description("Columns or groups of them.")]
    public ColumnSelection Columns { get; init; } = new(["features"]);

    /// <summary>Added before the logarithm; 0 by default, 1 for counts.</summary>
    [Description("Added before the logarithm is taken; 1 suits counts.")]
    public double Offset { get; init; }
}

/// <summary>log(x + offset). On a target, predictions are turned back by exp; losses stay in the logarithm's unit.</summary>
[Component("log", Summary = "The natural logarithm")]
public sealed class LogStep(LogOptions options) : ColumnwisePreprocessor
{
    /// <inheritdoc/>
    protected override string Name => "log";

    /// <inheritdoc/>
    protected override ColumnSelection Columns => options.Columns;

    /// <inheritdoc/>
    protected override ColumnSchema Plan(ColumnSchema column) => NumbersOnly(column) with { Categories = null };

    /// <inheritdoc/>
    protected override ColumnMap Fit(Column column) => new LogMap(options.Offset);

    /// <inheritdoc/>
    protected override ColumnMap Restore(JsonObject state) => new LogMap(Numbers.Read(state["offset"]));
}

internal sealed class LogMap(double offset) : ColumnMap
{
    public override Column Apply(Column column)
    {
        var values = column.Numbers!.ToArray<double>(); // Plan refused text
        for (var i = 0; i < values.Length; i++)
            if (values[i] + offset <= 0)
                throw new DataException(FormattableString.Invariant($"log: row {i / column.Schema.Width + 1} of column '{column.Schema.Name}' is {values[i]}, and {values[i] + offset} has no logarithm. Set offset so that all values plus it are above 0."));
        return new Column(column.Schema with { Categories = null }, Function(column.Numbers!)!.ToNdArray()); // never null
    }

    public override Tensor? Function(Tensor x) => offset == 1 ? Ops.Log1p(x) : Ops.Log(x + offset);

    public override Tensor Invert(Tensor prediction) => offset == 1 ? Ops.Expm1(prediction) : Ops.Exp(prediction) - offset;

    public override JsonObject Save() => new() { ["offset"] = Numbers.Write(offset) };
}
