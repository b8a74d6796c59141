using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>Where a model's inputs stand in a data view: in one vector column, or each in a column of its own name.</summary>
/// <param name="Schema">The model's inputs.</param>
/// <param name="FeaturesColumn">The vector column; null for columns by name.</param>
internal sealed record ModelInputs(DataSchema Schema, string? FeaturesColumn)
{
    /// <summary>The vector column that is looked for when the data has not all columns by name; ML.NET's usual name.</summary>
    public const string Features = "Features";

    /// <summary>Numbers a row.</summary>
    public int Width { get; } = Schema.Columns.Sum(c => c.Width);

    /// <summary>The inputs that data with these columns offers.</summary>
    /// <exception cref="DataException">It offers neither; the message has the missing names.</exception>
    public static ModelInputs Choose(ITrainedModel model, string? featuresColumn, Func<string, bool> has)
    {
        if (featuresColumn is not null)
            return has(featuresColumn) ? new(model.Inputs, featuresColumn) : throw new DataException($"There is no column '{featuresColumn}', which was to hold the inputs of model '{model.Name}'.");
        var missing = model.Inputs.Columns.Where(c => !has(c.Name)).Select(c => c.Name).ToArray();
        if (missing.Length == 0) return new(model.Inputs, null);
        if (has(Features) && !model.Inputs.Columns.Any(c => c.IsText)) return new(model.Inputs, Features);
        throw new DataException($"Model '{model.Name}' takes {string.Join(", ", model.Inputs.Columns.Select(c => c.Name))}; the data has no {string.Join(", ", missing)}, and no vector column '{Features}' instead.");
    }

    /// <summary>The columns of that schema that hold the inputs, in the model's order.</summary>
    /// <exception cref="DataException">One is missing, or has another type or size than the model needs.</exception>
    public BoundInputs Bind(DataViewSchema schema)
    {
        if (FeaturesColumn is null) return new(Schema, [.. Schema.Columns.Select(c => Column(schema, c.Name, c.Width))]);
        if (Schema.Columns.FirstOrDefault(c => c.IsText) is { } text)
            throw new DataException($"Input '{text.Name}' of the model is text, so the inputs cannot stand in the vector column '{FeaturesColumn}': give each a column of its own.");
        return new(Schema, [Column(schema, FeaturesColumn, Width)]);
    }

    private static DataViewSchema.Column Column(DataViewSchema schema, string name, int width)
    {
        var column = schema.GetColumnOrNull(name) ?? throw new DataException($"There is no column '{name}'; there are {string.Join(", ", schema.Select(c => c.Name))}.");
        if (width == 0)
            return column.Type is TextDataViewType ? column : throw new DataException($"Column '{name}' is {column.Type}, and the model takes text there.");
        if (!NumberReader.CanRead(column.Type))
            throw new DataException($"Column '{name}' is {column.Type}, and the model takes numbers there. Convert it with Transforms.Conversion.");
        var size = column.Type is VectorDataViewType vector ? vector.Size : 1;
        return size == width ? column : throw new DataException($"Column '{name}' has {(size == 0 ? "rows of different sizes" : $"{size} numbers a row")}, and the model takes {width} there.");
    }
}

/// <summary>The columns of a data view that hold a model's inputs.</summary>
/// <param name="Schema">The model's inputs.</param>
/// <param name="Columns">One for each input in the same order, or one vector for all.</param>
internal sealed record BoundInputs(DataSchema Schema, IReadOnlyList<DataViewSchema.Column> Columns);
