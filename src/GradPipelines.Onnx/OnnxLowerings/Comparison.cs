namespace GradPipelines.Onnx;

/// <summary>Comparisons.</summary>
internal static class ComparisonLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddElementwise<LessPrimitive>("Less");
        table.AddElementwise<LessEqualPrimitive>("LessOrEqual");
        table.AddElementwise<EqualPrimitive>("Equal");
        table.AddElementwise<NotEqualPrimitive>((w, x) => w.Node("Not", [w.Node("Equal", x)]));
    }
}
