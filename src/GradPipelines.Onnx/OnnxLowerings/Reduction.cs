namespace GradPipelines.Onnx;

/// <summary>Reductions; the mean and its relatives are made of these.</summary>
internal static class ReductionLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddWhole<SumPrimitive>(op => op.Writer.Node("ReduceSum", [op.Whole(0), op.Writer.Ints(op.Ints("axes"))], ("keepdims", 0L)));
        table.AddWhole<MaxPrimitive>(op => Extremum(op, "ReduceMax"));
        table.AddWhole<MinPrimitive>(op => Extremum(op, "ReduceMin"));
    }

    /// <summary>In operator set 17 the axes of a sum are an input and those of an extremum an attribute. ONNX Runtime passes over NaN, which ours gives back.</summary>
    private static string Extremum(OnnxOperation op, string operation)
    {
        var w = op.Writer;
        var x = op.Whole(0);
        if (op.DType == DType.Bool) x = w.Node("Cast", [x], ("to", (long)w.TypeOf(DType.Int64)));
        var y = w.Node(operation, [x], ("axes", op.Ints("axes")), ("keepdims", 0L));
        return op.DType == DType.Bool ? w.Node("Cast", [y], ("to", (long)w.TypeOf(DType.Bool))) : y;
    }
}
