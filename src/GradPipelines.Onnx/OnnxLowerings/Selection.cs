namespace GradPipelines.Onnx;

/// <summary>Choice between values.</summary>
internal static class SelectionLowerings
{
    public static void AddTo(OnnxLoweringTable table) => table.Add<WherePrimitive>(Where);

    private static OnnxValue Where(OnnxOperation op)
    {
        var w = op.Writer;
        var held = OnnxSize.Broadcast(op.Inputs[0].Held, OnnxSize.Broadcast(op.Inputs[1].Held, op.Inputs[2].Held));
        string[] x = [.. op.Inputs.Select(i => i.Name)];
        return new OnnxValue(op.DType == DType.Bool ? Truth(w, x) : w.Node("Where", x), held, op.Sizes, op.DType);
    }

    /// <summary>Runtimes differ in whether they choose between truth values.</summary>
    private static string Truth(OnnxModelWriter w, string[] x) =>
        w.Node("Or", [w.Node("And", [x[0], x[1]]), w.Node("And", [w.Node("Not", [x[0]]), x[2]])]);
}
