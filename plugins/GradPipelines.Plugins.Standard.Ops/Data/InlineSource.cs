using System.ComponentModel;

namespace GradPipelines.Plugins.Standard.Data;

/// <summary>The options of <see cref="InlineSource"/>.</summary>
public sealed record InlineOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The columns by name, each a list of numbers or of text.</summary>
    [Description("The columns by name, each a list of numbers or of text; an empty text is a missing value.")]
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Columns { get; init; }

    /// <summary>The columns the model sees; all that are no target by default.</summary>
    [Description("The columns that the model sees; all that are no target if absent.")]
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>The column of classes to predict.</summary>
    [Description("The column to predict; usually one of classes.")]
    public string? Label { get; init; }

    /// <summary>The columns of numbers to predict.</summary>
    [Description("The columns to predict, where they are several.")]
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        foreach (var broken in ColumnRoles.Check(Label, Targets)) yield return broken;
        if (Columns is null || Columns.Count == 0) yield break;
        var (first, rows) = (Columns.First().Key, Columns.First().Value.Count);
        foreach (var (name, values) in Columns)
            if (values.Count != rows) yield return ($"columns.{name}", $"has {values.Count} values, and '{first}' has {rows}");
    }
}

/// <summary>A small table in the experiment's own file. A column whose values are all numbers holds numbers, any other text.</summary>
[Component("inline", Summary = "A small table in the experiment's own file")]
public sealed class InlineSource(InlineOptions options) : IDataSource
{
    /// <inheritdoc/>
    public DataSchema Plan(DataContext context) => Load(context).Schema;

    /// <inheritdoc/>
    public Dataset Load(DataContext context)
    {
        string[] names = [.. options.Columns.Keys];
        var roles = ColumnRoles.Assign("inline data", names, options.Features, ColumnRoles.Targets(options.Label, options.Targets));
        if (names.FirstOrDefault(n => options.Columns[n].Count != options.Columns[names[0]].Count) is { } uneven)
            throw new DataException($"inline data: column '{uneven}' has {options.Columns[uneven].Count} values, and '{names[0]}' has {options.Columns[names[0]].Count}.");
        return new Dataset([.. names.Select((name, i) => SourceCategories.Add(ToColumn(name, roles[i], options.Columns[name]), options.Label))]);
    }

    private static Column ToColumn(string name, ColumnRole role, IReadOnlyList<string> values)
    {
        var numbers = new double[values.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (values[i].Length == 0) numbers[i] = double.NaN;
            else if (!Numbers.TryParse(values[i], out numbers[i]))
                return new Column(new ColumnSchema(name, role, 0), [.. values.Select(v => v.Length == 0 ? null : v)]);
        }

        return new Column(new ColumnSchema(name, role), NdArray.From(numbers));
    }
}
