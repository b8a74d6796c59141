using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>The column that a model adds.</summary>
internal static class ModelOutput
{
    /// <summary>What ML.NET's evaluators look for.</summary>
    public const string Score = "Score";

    public static int Width(ITrainedModel model) => model.Outputs.Columns.Sum(c => c.Width);

    /// <summary>A scalar for one target, as evaluators of regression need it.</summary>
    public static DataViewType Type(int width) => width == 1 ? NumberDataViewType.Single : new VectorDataViewType(NumberDataViewType.Single, width);

    /// <summary>A schema with the column added; the names of several targets are its slot names.</summary>
    public static DataViewSchema After(DataViewSchema input, ITrainedModel model)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        var width = Width(model);
        builder.AddColumn(Score, Type(width), width > 1 ? SlotNames.Of([.. model.Outputs.Columns.SelectMany(Names)]) : null);
        return builder.ToSchema();
    }

    private static IEnumerable<string> Names(ColumnSchema column) =>
        column.Width == 1 ? [column.Name]
        : column.Categories is { } categories ? categories.Select(c => $"{column.Name}.{c}")
        : Enumerable.Range(0, column.Width).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{column.Name}.{i}"));
}
