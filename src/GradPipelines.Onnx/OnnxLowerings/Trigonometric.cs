namespace GradPipelines.Onnx;

/// <summary>Trigonometric functions and their inverses.</summary>
internal static class TrigonometricLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddElementwise<SinPrimitive>("Sin");
        table.AddElementwise<CosPrimitive>("Cos");
        table.AddElementwise<TanPrimitive>("Tan");
        table.AddElementwise<AsinPrimitive>("Asin");
        table.AddElementwise<AcosPrimitive>("Acos");
        table.AddElementwise<AtanPrimitive>("Atan");
    }
}
