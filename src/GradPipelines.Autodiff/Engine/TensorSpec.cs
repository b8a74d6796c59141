namespace GradPipelines;

/// <summary>What is known of a tensor before its numbers are: shape and dtype.</summary>
public readonly record struct TensorSpec(Shape Shape, DType DType)
{
    /// <summary>As in the printed graph: <c>float64(64, 4)</c>.</summary>
    public override string ToString() => DType.Name() + (Shape.Rank == 0 ? "" : Shape.ToString());
}
