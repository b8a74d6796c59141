namespace GradPipelines.Reference;

/// <summary>np: products of arrays.</summary>
internal static class NumpyProducts
{
    public static void Add(FunctionRows rows)
    {
        rows.Binary("np.dot", Ops.Dot);
        rows.Binary("np.matmul", Ops.MatMul);
        rows.Binary("np.inner", Ops.Inner);
        rows.Binary("np.outer", Ops.Outer);
        rows.Binary("np.kron", Ops.Kron);
        rows.Binary("np.vdot", (x, y) => Ops.Dot(Ops.Ravel(x), Ops.Ravel(y)));
        rows.Add("np.cross", "x1, x2, axisa, axisb, axisc, axis", a => a.Has("axisa") || a.Has("axisb") || a.Has("axisc")
            ? throw a.Unsupported("with axisa, axisb or axisc")
            : Ops.Cross(a.Tensor("x1"), a.Tensor("x2"), a.Int("axis", -1)));
        rows.Add("np.tensordot", "x1, x2, axes", a =>
        {
            var (x, y) = (a.Tensor("x1"), a.Tensor("x2"));
            if (a["axes"] is object?[] and [{ } left, { } right])
                return Ops.TensorDot(x, y, Axes(left), Axes(right));
            var n = a.Int("axes", 2);
            return Ops.TensorDot(x, y, [.. Enumerable.Range(x.Rank - n, n)], [.. Enumerable.Range(0, n)]);
        });
        rows.Add("np.einsum", "*operands", a =>
        {
            var items = (object?[])a["operands"]!;
            return items[0] is string text ? Ops.Einsum(text, [.. items[1..].Select(Value.AsTensor)]) : Ops.Einsum(Letters(items, out var operands), operands);
        });
    }

    private static int[] Axes(object? value) => value is long n ? [(int)n] : [.. ((System.Collections.IEnumerable)value!).Cast<object?>().Select(Value.AsInt)];

    /// <summary>einsum(x0, [0, 1], x1, [1, 2], [0, 2]): numbers instead of letters.</summary>
    private static string Letters(object?[] items, out Tensor[] operands)
    {
        static string Text(object? list) => string.Concat(((System.Collections.IEnumerable)list!).Cast<object?>().Select(i => i is EllipsisValue ? "..." : ((char)('a' + Value.AsInt(i))).ToString()));
        var count = items.Length / 2;
        operands = [.. Enumerable.Range(0, count).Select(i => Value.AsTensor(items[2 * i]))];
        var text = string.Join(',', Enumerable.Range(0, count).Select(i => Text(items[2 * i + 1])));
        return items.Length % 2 == 1 ? text + "->" + Text(items[^1]) : text;
    }
}
