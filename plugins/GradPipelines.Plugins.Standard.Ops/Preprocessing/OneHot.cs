using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>A column of categories as one column of zeros and a one: 1 at the place of the category.</summary>
/// <remarks>
/// The width is the number of categories: those of the options, else those of the source, else those of the training split. On a label
/// the predictions stay logits, one for each category.
/// </remarks>
[Component("one-hot", Summary = "Categories as zeros and a one")]
public sealed class OneHot(CategoryOptions options) : ColumnwisePreprocessor
{
    /// <inheritdoc/>
    protected override string Name => "one-hot";

    /// <inheritdoc/>
    protected override ColumnSelection Columns => options.Columns;

    /// <inheritdoc/>
    protected override ColumnSchema Plan(ColumnSchema column)
    {
        Check(column);
        var categories = options.Categories.Count > 0 ? options.Categories : column.Categories;
        return categories is { Count: > 0 }
            ? column with { Width = categories.Count, Categories = categories }
            : throw Refuse(column, column.IsText ? "has too many different texts for categories" : "holds numbers; list those that are categories under categories");
    }

    /// <inheritdoc/>
    protected override void Check(ColumnSchema column)
    {
        if (column.Width > 1) throw Refuse(column, $"has {column.Width} numbers a row; categories are one text or number");
    }

    /// <inheritdoc/>
    protected override ColumnMap Fit(Column column) =>
        new OneHotMap(Categories.For(column, options, Name), options.Unknown == UnknownCategory.Missing);

    /// <inheritdoc/>
    protected override ColumnMap Restore(JsonObject state)
    {
        var (categories, allowUnknown) = Categories.Restore(state);
        return new OneHotMap(categories, allowUnknown);
    }
}

internal sealed class OneHotMap(string[] categories, bool allowUnknown) : ColumnMap
{
    public override Column Apply(Column column)
    {
        var places = Categories.Places(column, categories, allowUnknown, "one-hot");
        var values = new double[places.Length * categories.Length];
        for (var i = 0; i < places.Length; i++)
            if (places[i] >= 0) values[i * categories.Length + places[i]] = 1;
        return new Column(column.Schema with { Width = categories.Length, Categories = categories }, NdArray.From<double>(values, [places.Length, categories.Length]));
    }

    public override Tensor? Function(Tensor x) =>
        Categories.AsNumbers(categories) is { } numbers ? Ops.Cast(Ops.Equal(x, Ops.Cast(numbers, x.DType)), x.DType) : null;

    public override JsonObject Save() => Categories.Save(categories, allowUnknown);
}
