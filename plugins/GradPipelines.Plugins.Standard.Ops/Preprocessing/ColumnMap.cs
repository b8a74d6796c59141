using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>What a fitted step does to one column. Immutable.</summary>
public abstract class ColumnMap
{
    /// <summary>The column after the step.</summary>
    /// <exception cref="DataException">A value is one that the step cannot take; the message names column, row and value.</exception>
    public abstract Column Apply(Column column);

    /// <summary>The step on numbers, (rows, width before) to (rows, width after), as a differentiable function; null if it takes text.</summary>
    public virtual Tensor? Function(Tensor x) => null;

    /// <summary>Undoes the step on predictions, (rows, width); predictions as they are where that has no meaning.</summary>
    public virtual Tensor Invert(Tensor prediction) => prediction;

    /// <summary>What multiplies the unit of the column.</summary>
    public virtual double Scale => 1;

    /// <summary>What was learnt.</summary>
    public abstract JsonObject Save();
}

/// <summary>(x - shift) / scale, which is what standardising and scaling to a range come to.</summary>
internal sealed class AffineMap(double[] shift, double[] scale) : ColumnMap
{
    // A column of several numbers has several scales, and no single factor belongs to it.
    public override double Scale => scale.Length == 1 ? scale[0] : 1;

    public override Column Apply(Column column) => new(column.Schema with { Categories = null }, Function(column.Numbers!)!.ToNdArray()); // Plan refused text; never null

    public override Tensor? Function(Tensor x) => (x - Row(shift, x)) / Row(scale, x);

    public override Tensor Invert(Tensor prediction) => prediction * Row(scale, prediction) + Row(shift, prediction);

    public override JsonObject Save() => new() { ["shift"] = Numbers.Write(shift), ["scale"] = Numbers.Write(scale) };

    public static AffineMap Restore(JsonObject state) => new(Numbers.ReadAll(state["shift"]), Numbers.ReadAll(state["scale"]));

    private static Tensor Row(double[] values, Tensor like) => Ops.Cast(values, like.DType.IsFloating() ? like.DType : DType.Float64);
}
