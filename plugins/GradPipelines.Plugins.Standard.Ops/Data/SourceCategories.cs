using GradPipelines.Plugins.Standard.Preprocessing;

namespace GradPipelines.Plugins.Standard.Data;

/// <summary>The categories of raw columns, which encodings take their widths from before anything is fitted.</summary>
/// <remarks>
/// They are those of the whole source, so that no split can have one that the others lack. Which categories there are is part of the
/// question, as the columns are; how frequent they are is not looked at.
/// </remarks>
internal static class SourceCategories
{
    /// <summary>A column with more different values is taken for free text or a measured number.</summary>
    public const int Maximum = 1000;

    /// <summary>The column with its categories, if it is text, or the label and whole numbers.</summary>
    public static Column Add(Column column, string? label)
    {
        if (column.Schema.Role == ColumnRole.Other) return column;
        if (column.Text is { } text)
        {
            string[] found = [.. text.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            return found.Length > Maximum ? column : new Column(column.Schema with { Categories = found }, text);
        }

        if (column.Schema.Name != label) return column;
        double[] classes = [.. column.Numbers!.ToArray<double>().Where(v => !double.IsNaN(v)).Distinct().Order()]; // text or numbers
        return classes.Length > Maximum || classes.Any(v => v != Math.Floor(v))
            ? column
            : new Column(column.Schema with { Categories = [.. classes.Select(Categories.Write)] }, column.Numbers);
    }
}
