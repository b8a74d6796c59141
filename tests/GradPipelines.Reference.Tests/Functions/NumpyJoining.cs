namespace GradPipelines.Reference;

/// <summary>np: joining and splitting.</summary>
internal static class NumpyJoining
{
    public static void Add(FunctionRows rows)
    {
        rows.Add("np.concatenate", "parts, axis", a => Ops.Concatenate(a.Tensors("parts"), a.Int("axis")));
        rows.Add("np.stack", "parts, axis", a => Ops.Stack(a.Tensors("parts"), a.Int("axis")));
        rows.Add("np.vstack", "parts", a => Ops.Concatenate(Each(a, 2), 0));
        rows.Alias("np.row_stack", "np.vstack");
        rows.Add("np.hstack", "parts", a => Ops.Concatenate(Each(a, 1), Each(a, 1)[0].Rank == 1 ? 0 : 1));
        rows.Add("np.dstack", "parts", a => Ops.Concatenate(Each(a, 3), 2));
        rows.Add("np.column_stack", "parts", a => Ops.Concatenate([.. a.Tensors("parts").Select(p => p.Rank < 2 ? Ops.Reshape(p, -1, 1) : p)], 1));
        rows.Add("np.append", "x, values, axis", a => a.Has("axis")
            ? Ops.Concatenate([a.Tensor("x"), a.Tensor("values")], a.Int("axis"))
            : Ops.Concatenate([Ops.Ravel(a.Tensor("x")), Ops.Ravel(a.Tensor("values"))]));
        rows.Add("np.array", "x, dtype, ndmin", a => NumpyShapes.AtLeast(a.Tensor("x"), 0) is var x && a.Int("ndmin") > x.Rank
            ? Ops.Reshape(x, [.. Enumerable.Repeat(1, a.Int("ndmin") - x.Rank), .. x.Shape])
            : x);
        rows.Add("np.asarray", "x, dtype", a => a.Tensor("x"));

        rows.Add("np.array_split", "x, parts, axis", a => Split(a, a.Int("axis")));
        rows.Add("np.split", "x, parts, axis", a => Split(a, a.Int("axis")));
        rows.Add("np.vsplit", "x, parts", a => Split(a, 0));
        rows.Add("np.hsplit", "x, parts", a => Split(a, a.Tensor("x").Rank == 1 ? 0 : 1));
        rows.Add("np.dsplit", "x, parts", a => Split(a, 2));
    }

    private static Tensor[] Each(Arguments a, int rank) => [.. a.Tensors("parts").Select(p => NumpyShapes.AtLeast(p, rank))];

    private static Tensor[] Split(Arguments a, int axis) => a["parts"] is long parts
        ? Ops.Split(a.Tensor("x"), (int)parts, axis)
        : Ops.Split(a.Tensor("x"), a.Ints("parts"), axis);
}
