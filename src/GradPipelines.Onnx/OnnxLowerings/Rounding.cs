namespace GradPipelines.Onnx;

/// <summary>Rounding; ONNX's Round takes halves to even, as ours.</summary>
internal static class RoundingLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddElementwise<FloorPrimitive>("Floor");
        table.AddElementwise<CeilingPrimitive>("Ceil");
        table.AddElementwise<RoundPrimitive>("Round");
        table.AddElementwise<TruncatePrimitive>((w, x) => w.Node("Where", [w.Node("Less", [x[0], w.Number(0)]), w.Node("Ceil", x), w.Node("Floor", x)]));
    }
}
