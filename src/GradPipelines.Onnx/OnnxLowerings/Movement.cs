namespace GradPipelines.Onnx;

/// <summary>Shape, order, repetition, joining.</summary>
internal static class MovementLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddWhole<ReshapePrimitive>(Reshape);
        table.AddWhole<TransposePrimitive>(op => op.Writer.Node("Transpose", [op.Whole(0)], ("perm", op.Ints("order"))));
        table.AddWhole<ConcatenatePrimitive>(op => op.Writer.Node("Concat", [.. op.Inputs.Select((_, i) => op.Whole(i))], ("axis", (long)op.Int("axis"))));

        // Nothing is written: what needs the repeated tensor stretches it, and most operators do not.
        table.Add<BroadcastPrimitive>(op => op.Inputs[0] with { Whole = op.Sizes, Constant = null });
    }

    /// <summary>One size may be left to the runtime as -1; with more multiples of the batch the shape is computed.</summary>
    private static string Reshape(OnnxOperation op)
    {
        var (w, sizes) = (op.Writer, op.Sizes);
        var shape = sizes.Count(s => s.IsBatch) == 1 && !Array.Exists(sizes, s => s.Value == 0)
            ? w.Ints(Array.ConvertAll(sizes, s => s.IsBatch ? -1 : s.Value))
            : w.ShapeOf(sizes);
        return w.Node("Reshape", [op.Whole(0), shape]);
    }
}
