namespace GradPipelines.Onnx;

/// <summary>Hyperbolic functions, their inverses, the sigmoid.</summary>
internal static class HyperbolicLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddElementwise<SinhPrimitive>("Sinh");
        table.AddElementwise<CoshPrimitive>("Cosh");
        table.AddElementwise<TanhPrimitive>("Tanh");
        table.AddElementwise<AsinhPrimitive>("Asinh");
        table.AddElementwise<AcoshPrimitive>("Acosh");
        table.AddElementwise<AtanhPrimitive>("Atanh");
        table.AddElementwise<SigmoidPrimitive>("Sigmoid");
    }
}
