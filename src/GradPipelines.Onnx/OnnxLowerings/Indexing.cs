namespace GradPipelines.Onnx;

/// <summary>Slices, elements by number, and their transposes.</summary>
internal static class IndexingLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddWhole<SlicePrimitive>(Slice);
        table.AddWhole<SlicePlacePrimitive>(SlicePlace);
        table.AddWhole<GatherPrimitive>(op => op.Writer.Node("Gather", [op.Whole(0), op.Whole(1)], ("axis", (long)op.Int("axis"))));
        table.AddWhole<ScatterAddPrimitive>(ScatterAdd);
    }

    /// <summary>Only axes that are cut are named; an axis that is taken whole may have any size.</summary>
    private static string Slice(OnnxOperation op)
    {
        var (starts, sizes, steps) = (op.SizesOf("starts"), op.SizesOf("sizes"), op.Ints("steps"));
        var cut = Enumerable.Range(0, steps.Length).Where(i => starts[i].Value != 0 || sizes[i] != op.Inputs[0].Whole[i] || steps[i] != 1).ToArray();
        foreach (var axis in cut)
            if (starts[axis].IsBatch || sizes[axis].IsBatch) throw new RefusedException($"it cuts axis {axis} at a place that depends on the batch");
        var w = op.Writer;

        // Going backwards, an end before the first element would be counted from the end of the axis; the smallest number is clamped instead.
        long End(int axis) => starts[axis].Value + sizes[axis].Value * steps[axis] is var end and >= 0 ? end : long.MinValue + 1;
        return w.Node("Slice", [
            op.Whole(0),
            w.Ints([.. cut.Select(i => starts[i].Value)]),
            w.Ints([.. cut.Select(End)]),
            w.Ints([.. cut.Select(i => (long)i)]),
            w.Ints([.. cut.Select(i => steps[i])])]);
    }

    /// <summary>A block within zeros is padding, where the block has no gaps.</summary>
    private static string SlicePlace(OnnxOperation op)
    {
        var (starts, steps, outer, inner) = (op.SizesOf("starts"), op.Ints("steps"), op.Sizes, op.Inputs[0].Whole);
        var pads = new long[2 * steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            if (outer[i] == inner[i] && starts[i].Value == 0 && steps[i] == 1) continue;
            if (steps[i] != 1) throw new RefusedException($"it leaves gaps (step {steps[i]} on axis {i})");
            if (starts[i].IsBatch || outer[i].IsBatch || inner[i].IsBatch) throw new RefusedException($"it pads axis {i} by a number that depends on the batch");
            pads[i] = starts[i].Value;
            pads[i + steps.Length] = outer[i].Value - starts[i].Value - inner[i].Value;
        }

        return op.Writer.Node("Pad", [op.Whole(0), op.Writer.Ints(pads)]);
    }

    /// <summary>ONNX scatters along the first axis; another one is brought to the front and back.</summary>
    private static string ScatterAdd(OnnxOperation op)
    {
        var (w, axis, sizes) = (op.Writer, op.Int("axis"), op.Sizes);
        var (updates, indices, depth) = (op.Whole(0), op.Whole(1), op.Inputs[1].Whole.Length);
        OnnxSize[] moved = [sizes[axis], .. sizes[..axis], .. sizes[(axis + 1)..]];
        if (axis > 0)
        {
            long[] order = [.. Range(axis, depth), .. Range(0, axis), .. Range(axis + depth, sizes.Length - axis - 1)];
            updates = w.Node("Transpose", [updates], ("perm", order));
        }

        var zeros = w.Node("Expand", [w.Constant(NdArray.Full([], 0.0, op.DType)), w.ShapeOf(moved)]);
        var places = w.Node("Unsqueeze", [indices, w.Ints(-1)]);
        var y = w.Node("ScatterND", [zeros, places, updates], ("reduction", "add"));
        long[] back = [.. Range(1, axis), 0, .. Range(axis + 1, sizes.Length - axis - 1)];
        return axis == 0 ? y : w.Node("Transpose", [y], ("perm", back));
    }

    private static IEnumerable<long> Range(int start, int count) => Enumerable.Range(start, count).Select(i => (long)i);
}
