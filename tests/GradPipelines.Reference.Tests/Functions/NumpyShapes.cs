namespace GradPipelines.Reference;

/// <summary>np: shape, order, places; new arrays.</summary>
internal static class NumpyShapes
{
    public static void Add(FunctionRows rows)
    {
        rows.Add("np.reshape", "x, newshape, order", a => Reshape(a.Tensor("x"), a.Ints("newshape"), a.Text("order")));
        rows.Add("np.ravel", "x, order", a => Reshape(a.Tensor("x"), [-1], a.Text("order")));
        rows.Alias("np.flatten", "np.ravel");
        rows.Add("np.squeeze", "x, axis", a => Ops.Squeeze(a.Tensor("x"), a.Axes("axis")));
        rows.Add("np.expand_dims", "x, axis", a => Expand(a.Tensor("x"), a.Ints("axis")));
        rows.Add("np.transpose", "x, *axes", a => Ops.Transpose(a.Tensor("x"), Order(a)));
        rows.Add("np.swapaxes", "x, axis1, axis2", a => Ops.SwapAxes(a.Tensor("x"), a.Int("axis1"), a.Int("axis2")));
        rows.Add("np.moveaxis", "x, source, destination", a => Move(a.Tensor("x"), a.Ints("source"), a.Ints("destination")));
        rows.Add("np.rollaxis", "x, axis, start", a =>
        {
            var x = a.Tensor("x");
            var axis = x.Shape.Axis(a.Int("axis"));
            var start = a.Int("start") < 0 ? a.Int("start") + x.Rank : a.Int("start");
            return Ops.MoveAxis(x, axis, start > axis ? start - 1 : start);
        });
        rows.Add("np.roll", "x, shift, axis", a =>
        {
            var x = a.Tensor("x");
            if (!a.Has("axis")) return Ops.Roll(x, a.Int("shift"));
            var (shifts, axes) = (a.Ints("shift"), a.Ints("axis"));
            for (var i = 0; i < axes.Length; i++) x = Ops.Roll(x, shifts[shifts.Length == 1 ? 0 : i], axes[i]);
            return x;
        });
        rows.Add("np.flip", "x, axis", a => Ops.Flip(a.Tensor("x"), a.Axes("axis")));
        rows.Add("np.flipud", "x", a => Ops.Flip(a.Tensor("x"), [0]));
        rows.Add("np.fliplr", "x", a => Ops.Flip(a.Tensor("x"), [1]));
        rows.Add("np.rot90", "x, k", a =>
        {
            var x = a.Tensor("x");
            for (var k = ((a.Int("k", 1) % 4) + 4) % 4; k > 0; k--) x = Ops.Flip(Ops.SwapAxes(x, 0, 1), [0]);
            return x;
        });
        rows.Add("np.tile", "x, reps", a => Ops.Tile(a.Tensor("x"), a.Ints("reps")));
        rows.Add("np.repeat", "x, repeats, axis", a => Repeat(a.Tensor("x"), a.Ints("repeats"), a.IntOrNull("axis")));
        rows.Add("np.broadcast_to", "x, shape", a => Ops.BroadcastTo(a.Tensor("x"), a.Ints("shape")));
        rows.Add("np.atleast_1d", "x", a => AtLeast(a.Tensor("x"), 1));
        rows.Add("np.atleast_2d", "x", a => AtLeast(a.Tensor("x"), 2));
        rows.Add("np.atleast_3d", "x", a => AtLeast(a.Tensor("x"), 3));
        rows.Add("np.pad", "x, pad_width, mode, constant_values", a => Pad(a));
        rows.Add("np.astype", "x, dtype", a => Ops.Cast(a.Tensor("x"), DTypeOf(a.Text("dtype"))));

        rows.Add("np.diag", "x, k", a => Ops.Diag(a.Tensor("x"), a.Int("k")));
        rows.Add("np.diagonal", "x, offset, axis1, axis2", a => Ops.Diagonal(a.Tensor("x"), a.Int("offset"), a.Int("axis1"), a.Int("axis2", 1)));
        rows.Add("np.make_diagonal", "x, offset, axis1, axis2", a => Ops.MakeDiagonal(a.Tensor("x"), a.Int("offset")));
        rows.Add("np.trace", "x, offset", a => Ops.Trace(a.Tensor("x"), a.Int("offset")));
        rows.Add("np.triu", "x, k", a => Ops.Triu(a.Tensor("x"), a.Int("k")));
        rows.Add("np.tril", "x, k", a => Ops.Tril(a.Tensor("x"), a.Int("k")));

        rows.Add("np.take", "x, indices, axis", a => a.Has("axis")
            ? Ops.Take(a.Tensor("x"), a.Tensor("indices"), a.Int("axis"))
            : Ops.Take(Ops.Ravel(a.Tensor("x")), a.Tensor("indices")));
        rows.Add("np.take_along_axis", "x, indices, axis", a => Ops.TakeAlongAxis(a.Tensor("x"), a.Tensor("indices"), a.Int("axis")));
        rows.Add("np.nonzero", "x", a => Ops.Nonzero(a.Tensor("x")));

        rows.Add("np.full", "shape, fill_value, dtype", a => Ops.BroadcastTo(a.Tensor("fill_value"), a.Ints("shape")));
        rows.Add("np.zeros", "shape", a => Ops.Zeros(a.Ints("shape")));
        rows.Add("np.ones", "shape", a => Ops.Ones(a.Ints("shape")));
        rows.Add("np.zeros_like", "x", a => Ops.ZerosLike(a.Tensor("x")));
        rows.Add("np.ones_like", "x", a => Ops.OnesLike(a.Tensor("x")));
        rows.Add("np.full_like", "x, fill_value", a => Ops.BroadcastTo(a.Tensor("fill_value"), a.Tensor("x").Shape));
        rows.Add("np.eye", "n, m, k", a => Ops.Eye(a.Int("n"), a.IntOrNull("m"), a.Int("k")));
        rows.Add("np.identity", "n", a => Ops.Eye(a.Int("n")));
        rows.Add("np.arange", "start, stop, step", a => a["stop"] is null && a["start"] is long
            ? Ops.Arange(a.Int("start"))
            : Ops.Arange(a.Has("stop") ? a.Number("start", 0) : 0, a.Has("stop") ? a.Number("stop", 0) : a.Number("start", 0), a.Number("step", 1)));
        rows.Add("np.linspace", "start, stop, num", a =>
        {
            var (start, stop, count) = (a.Tensor("start"), a.Tensor("stop"), a.Int("num", 50));
            Tensor share = Ops.Linspace(0, 1, count);
            var shape = Shape.Broadcast(start.Shape, stop.Shape);
            share = Ops.Reshape(share, [count, .. Enumerable.Repeat(1, shape.Rank)]);
            return start + share * (stop - start);
        });
    }

    public static DType DTypeOf(string? name) => name switch
    {
        "float64" => DType.Float64,
        "float32" => DType.Float32,
        "int64" => DType.Int64,
        "bool" => DType.Bool,
        _ => throw new UnknownOperationException("dtype " + name),
    };

    /// <summary>As many axes as that at least: one in front for 2, in front and behind for 3.</summary>
    public static Tensor AtLeast(Tensor x, int rank)
    {
        if (x.Rank >= rank) return x;
        if (rank < 3) return Ops.Reshape(x, [.. Enumerable.Repeat(1, rank - x.Rank), .. x.Shape]);
        return x.Rank == 2 ? Ops.ExpandDims(x, 2) : Ops.Reshape(x, 1, x.Size, 1);
    }

    private static int[] Order(Arguments a) => a["axes"] switch
    {
        null or object?[] { Length: 1 } and [null] => [],
        object?[] and [object?[] list] => Array.ConvertAll(list, Value.AsInt),
        object?[] list => Array.ConvertAll(list, Value.AsInt),
        _ => a.Ints("axes"),
    };

    /// <summary>Order F reads and writes with the first axis fastest: the transposed array in row-major order.</summary>
    private static Tensor Reshape(Tensor x, int[] sizes, string? order)
    {
        if (order is null or "C") return Ops.Reshape(x, sizes);
        if (order is not ("F" or "A")) throw new UnknownOperationException("order " + order);
        return order == "A" ? Ops.Reshape(x, sizes) : Ops.Transpose(Ops.Reshape(Ops.Transpose(x), [.. sizes.Reverse()]));
    }

    private static Tensor Expand(Tensor x, int[] axes)
    {
        var rank = x.Rank + axes.Length;
        foreach (var axis in axes.Select(a => a < 0 ? a + rank : a).Order()) x = Ops.ExpandDims(x, axis);
        return x;
    }

    private static Tensor Move(Tensor x, int[] source, int[] destination)
    {
        int[] from = [.. source.Select(x.Shape.Axis)], to = [.. destination.Select(x.Shape.Axis)];
        var order = Enumerable.Range(0, x.Rank).Except(from).ToList();
        foreach (var (d, s) in to.Zip(from).Order()) order.Insert(d, s);
        return Ops.Transpose(x, [.. order]);
    }

    private static Tensor Repeat(Tensor x, int[] counts, int? axis)
    {
        if (counts.Length == 1) return Ops.Repeat(x, counts[0], axis);
        if (axis is null) return Repeat(Ops.Ravel(x), counts, 0);
        int[] places = [.. counts.SelectMany((count, i) => Enumerable.Repeat(i, count))];
        return Ops.Take(x, places, axis.Value);
    }

    private static Tensor Pad(Arguments a)
    {
        var x = a.Tensor("x");
        var mode = a.Text("mode") ?? "constant";
        var widths = a["pad_width"] switch
        {
            long n => Enumerable.Repeat((Before: (int)n, After: (int)n), x.Rank).ToArray(),
            object?[] and [long b, long e] => Enumerable.Repeat(((int)b, (int)e), x.Rank).ToArray(),
            object?[] and [long n] => Enumerable.Repeat(((int)n, (int)n), x.Rank).ToArray(),
            object?[] list => [.. list.Select(p => p is object?[] { Length: 2 } q ? (Value.AsInt(q[0]), Value.AsInt(q[1])) : (Value.AsInt(((object?[])p!)[0]), Value.AsInt(((object?[])p!)[0])))],
            _ => throw a.Missing("pad_width"),
        };
        if (widths.Length == 1) widths = [.. Enumerable.Repeat(widths[0], x.Rank)];
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var (before, after) = widths[axis];
            var n = x.Shape[axis];
            if (mode == "constant")
            {
                Tensor Block(int size) => Ops.Full(x.Shape.Without([axis]).Insert(axis, size), a.Number("constant_values", 0), x.DType);
                x = Ops.Concatenate([Block(before), x, Block(after)], axis);
                continue;
            }

            int Place(int i) => mode switch
            {
                "edge" => Math.Clamp(i, 0, n - 1),
                "wrap" => ((i % n) + n) % n,
                "reflect" => Mirror(i, n - 1),
                "symmetric" => i < 0 ? -1 - i : i >= n ? 2 * n - 1 - i : i,
                _ => throw a.Unsupported("mode " + mode),
            };
            int[] places = [.. Enumerable.Range(-before, before + n + after).Select(Place)];
            x = Ops.Take(x, places, axis);
        }

        return x;
    }

    private static int Mirror(int i, int last)
    {
        if (last == 0) return 0;
        i = Math.Abs(i) % (2 * last);
        return i > last ? 2 * last - i : i;
    }
}
