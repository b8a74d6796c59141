using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>The options of <see cref="PolynomialFeatures"/>.</summary>
public sealed record PolynomialFeaturesOptions : ComponentOptions
{
    /// <summary>The columns; features by default.</summary>
    [Description("Columns or groups of them.")]
    public ColumnSelection Columns { get; init; } = new(["features"]);

    /// <summary>The highest power.</summary>
    [Range(1, 100)]
    [Description("The highest power.")]
    public required int Degree { get; init; }
}

/// <summary>The powers x, x², ..., x^degree of each number of a column, which becomes degree times as wide; no products of columns.</summary>
/// <remarks>Standardise afterwards: high powers are far apart in size.</remarks>
[Component("polynomial-features", Summary = "The powers of each column")]
public sealed class PolynomialFeatures(PolynomialFeaturesOptions options) : ColumnwisePreprocessor
{
    /// <inheritdoc/>
    protected override string Name => "polynomial-features";

    /// <inheritdoc/>
    protected override ColumnSelection Columns => options.Columns;

    /// <inheritdoc/>
    protected override ColumnSchema Plan(ColumnSchema column) => column.Role == ColumnRole.Target
        ? throw Refuse(column, "is a target, and a prediction of its powers would have no meaning")
        : NumbersOnly(column) with { Width = column.Width * options.Degree, Categories = null };

    /// <inheritdoc/>
    protected override ColumnMap Fit(Column column) => new PowersMap(options.Degree);

    /// <inheritdoc/>
    protected override ColumnMap Restore(JsonObject state) => new PowersMap(state["degree"]!.GetValue<int>()); // Save wrote it
}

internal sealed class PowersMap(int degree) : ColumnMap
{
    public override Column Apply(Column column) =>
        new(column.Schema with { Width = column.Schema.Width * degree, Categories = null }, Function(column.Numbers!)!.ToNdArray()); // numbers; never null

    public override Tensor? Function(Tensor x)
    {
        var powers = new Tensor[degree];
        powers[0] = x;
        for (var i = 1; i < degree; i++) powers[i] = powers[i - 1] * x;
        return Ops.Stack(powers, 2).Reshape(x.Shape[0], x.Shape[1] * degree);
    }

    public override JsonObject Save() => new() { ["degree"] = degree };
}
