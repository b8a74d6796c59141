using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>A column of categories as their numbers 0, 1, 2, ...</summary>
/// <remarks>As a feature it says that the categories have an order, so give them in it. As a label it is what softmax-cross-entropy takes.</remarks>
[Component("ordinal", Summary = "Categories as the numbers 0, 1, 2, ...")]
public sealed class Ordinal(CategoryOptions options) : ColumnwisePreprocessor
{
    /// <inheritdoc/>
    protected override string Name => "ordinal";

    /// <inheritdoc/>
    protected override ColumnSelection Columns => options.Columns;

    /// <inheritdoc/>
    protected override ColumnSchema Plan(ColumnSchema column)
    {
        if (column.Width > 1) throw Refuse(column, $"has {column.Width} numbers a row; categories are one text or number");
        return column with { Width = 1, Categories = options.Categories.Count > 0 ? options.Categories : column.Categories };
    }

    /// <inheritdoc/>
    protected override ColumnMap Fit(Column column) =>
        new OrdinalMap(Categories.For(column, options, Name), options.Unknown == UnknownCategory.Missing);

    /// <inheritdoc/>
    protected override ColumnMap Restore(JsonObject state)
    {
        var (categories, allowUnknown) = Categories.Restore(state);
        return new OrdinalMap(categories, allowUnknown);
    }
}

internal sealed class OrdinalMap(string[] categories, bool allowUnknown) : ColumnMap
{
    public override Column Apply(Column column)
    {
        var places = Categories.Places(column, categories, allowUnknown, "ordinal");
        return new Column(column.Schema with { Width = 1, Categories = categories }, NdArray.From(Array.ConvertAll(places, p => p < 0 ? double.NaN : p)));
    }

    public override Tensor? Function(Tensor x)
    {
        if (Categories.AsNumbers(categories) is not { } numbers) return null;
        var hits = Ops.Cast(Ops.Equal(x, Ops.Cast(numbers, x.DType)), x.DType);
        var place = Ops.Sum(hits * Ops.Cast(Ops.Arange(numbers.Length), x.DType), [-1], keepDims: true);
        return Ops.Where(Ops.Sum(hits, [-1], keepDims: true) > 0, place, double.NaN);
    }

    public override JsonObject Save() => Categories.Save(categories, allowUnknown);
}
