namespace GradPipelines.Onnx;

/// <summary>Changes of dtype, and the end of differentiation, which has no meaning in a file.</summary>
internal static class CastingLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.Add<CastPrimitive>(Cast);
        table.Add<StopGradientPrimitive>(op => op.Inputs[0]);
    }

    /// <summary>Between floating dtypes nothing is done: the file has one. NaN and numbers beyond int64 are left to the runtime.</summary>
    private static OnnxValue Cast(OnnxOperation op)
    {
        var (x, w) = (op.Inputs[0], op.Writer);
        return w.TypeOf(x.DType) == w.TypeOf(op.DType)
            ? x with { DType = op.DType, Constant = null }
            : new OnnxValue(w.Node("Cast", [x.Name], ("to", (long)w.TypeOf(op.DType))), x.Held, x.Whole, op.DType);
    }
}
