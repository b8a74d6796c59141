namespace GradPipelines.Onnx;

/// <summary>Products of matrices.</summary>
internal static class MatMulLowerings
{
    public static void AddTo(OnnxLoweringTable table) => table.Add<MatMulPrimitive>(MatMul);

    /// <summary>Leading axes broadcast in ONNX, so a matrix that was repeated for a stack is held once.</summary>
    private static OnnxValue MatMul(OnnxOperation op)
    {
        var (a, left) = Operand(op, 0);
        var (b, right) = Operand(op, 1);
        var stack = OnnxSize.Broadcast(left[..^2], right[..^2]);
        return new OnnxValue(op.Writer.Node("MatMul", [a, b]), [.. stack, left[^2], right[^1]], op.Sizes, op.DType);
    }

    private static (string Name, OnnxSize[] Sizes) Operand(OnnxOperation op, int input)
    {
        var x = op.Inputs[input];
        return x.Held.Length >= 2 && x.Held[^1] == x.Whole[^1] && x.Held[^2] == x.Whole[^2] ? (x.Name, x.Held) : (op.Whole(input), x.Whole);
    }
}
