using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Products of matrices and tensors.</content>
public static partial class Ops
{
    /// <summary>
    /// The matrix product as NumPy's <c>@</c>: (m, k)·(k, n) → (m, n); leading axes are a stack and broadcast; a vector on the left is a
    /// row, on the right a column, and its axis is dropped from the result.
    /// </summary>
    /// <exception cref="ShapeException">An operand is a scalar, or the inner sizes differ.</exception>
    public static Tensor MatMul(Tensor a, Tensor b)
    {
        if (a.Rank == 0 || b.Rank == 0) throw new ShapeException($"MatMul: {a.Shape} · {b.Shape}: a scalar is no matrix. Use *.");
        if (a.DType != b.DType || a.DType == DType.Bool) Promotion.Unify(ref a, ref b, floatingOnly: false);
        var (row, column) = (a.Rank == 1, b.Rank == 1);
        CheckInner(a.Shape, b.Shape);
        if (row) a = ExpandDims(a, 0);
        if (column) b = ExpandDims(b, 1);
        var y = Product(a, b);
        var sizes = y.Shape.ToArray().ToList();
        if (column) sizes.RemoveAt(sizes.Count - 1);
        if (row) sizes.RemoveAt(sizes.Count - (column ? 1 : 2));
        return Reshape(y, [.. sizes]);
    }

    /// <summary>NumPy's <c>dot</c>: a matrix product for vectors and matrices, a product for scalars; else over the last axis of a and the last but one of b.</summary>
    /// <exception cref="ShapeException">The summed sizes differ.</exception>
    public static Tensor Dot(Tensor a, Tensor b) =>
        a.Rank == 0 || b.Rank == 0 ? a * b
        : b.Rank <= 2 ? MatMul(a, b)
        : TensorDot(a, b, [-1], [-2]);

    /// <summary>The sum of products over pairs of axes; the other axes of a, then those of b, remain.</summary>
    /// <exception cref="ShapeException">The numbers of axes or the sizes of a pair differ.</exception>
    public static Tensor TensorDot(Tensor a, Tensor b, IReadOnlyList<int> aAxes, IReadOnlyList<int> bAxes)
    {
        if (aAxes.Count != bAxes.Count) throw new ShapeException($"TensorDot: {aAxes.Count} axes on the left and {bAxes.Count} on the right; they are paired.");
        var left = aAxes.Select(a.Shape.Axis).ToArray();
        var right = bAxes.Select(b.Shape.Axis).ToArray();
        var inner = 1;
        for (var i = 0; i < left.Length; i++)
        {
            if (a.Shape[left[i]] != b.Shape[right[i]])
                throw new ShapeException($"TensorDot: {a.Shape} · {b.Shape}: axis {left[i]} of the left ({a.Shape[left[i]]}) must equal axis {right[i]} of the right ({b.Shape[right[i]]}).");
            inner *= a.Shape[left[i]];
        }

        var keepLeft = Enumerable.Range(0, a.Rank).Except(left).ToArray();
        var keepRight = Enumerable.Range(0, b.Rank).Except(right).ToArray();
        int[] sizes = [.. keepLeft.Select(i => a.Shape[i]), .. keepRight.Select(i => b.Shape[i])];
        var rows = keepLeft.Aggregate(1, (n, i) => n * a.Shape[i]);
        var columns = keepRight.Aggregate(1, (n, i) => n * b.Shape[i]);
        return Reshape(MatMul(Reshape(Transpose(a, [.. keepLeft, .. left]), rows, inner), Reshape(Transpose(b, [.. right, .. keepRight]), inner, columns)), sizes);
    }

    /// <summary>Every product of an element of a with one of b, both flattened: (n, m).</summary>
    public static Tensor Outer(Tensor a, Tensor b) => Reshape(a, -1, 1) * Reshape(b, 1, -1);

    /// <summary>A product of stacks: one matrix on the right multiplies the left stack as one tall matrix; else leading axes broadcast.</summary>
    private static Tensor Product(Tensor a, Tensor b)
    {
        if (b.Rank == 2 && a.Rank > 2)
            return Reshape(MatMulPrimitive.Instance.Bind(Reshape(a, Rows(a.Shape), a.Shape[-1]), b), [.. a.Shape.AsSpan()[..^1], b.Shape[-1]]);
        if (a.Rank > 2 || b.Rank > 2)
        {
            var stack = Shape.Broadcast(a.Shape.AsSpan()[..^2].ToArray(), b.Shape.AsSpan()[..^2].ToArray(), "MatMul (leading axes)");
            a = BroadcastTo(a, [.. stack.AsSpan(), a.Shape[-2], a.Shape[-1]]);
            b = BroadcastTo(b, [.. stack.AsSpan(), b.Shape[-2], b.Shape[-1]]);
        }

        return MatMulPrimitive.Instance.Bind(a, b);
    }

    private static int Rows(Shape shape)
    {
        var rows = 1;
        foreach (var size in shape.AsSpan()[..^1]) rows *= size;
        return rows;
    }

    private static void CheckInner(Shape a, Shape b)
    {
        var inner = b.Rank == 1 ? b[0] : b[-2];
        if (a[-1] == inner) return;
        var repair = b.Rank >= 2 && a[-1] == b[-1] ? "Did you mean Transpose(right)?"
            : a.Rank >= 2 && a[-2] == inner ? "Did you mean Transpose(left)?"
            : "Reshape one of them.";
        throw new ShapeException($"MatMul: inner sizes differ: {a} · {b}. Axis {a.Rank - 1} of the left ({a[-1]}) must equal axis {Math.Max(0, b.Rank - 2)} of the right ({inner}). {repair}");
    }
}

/// <summary>(..., m, k) · (..., k, n) with equal leading axes.</summary>
internal sealed class MatMulPrimitive : BilinearPrimitive
{
    public static readonly MatMulPrimitive Instance = new();

    public override string Name => "matmul";

    protected internal override NdArray Forward(NdArray a, NdArray b) => MatMulLoop.Multiply(a, b);

    protected internal override TensorSpec Specify(TensorSpec a, TensorSpec b)
    {
        if (a.Shape.Rank < 2 || a.Shape.Rank != b.Shape.Rank || a.Shape[-1] != b.Shape[-2] || !a.Shape.AsSpan()[..^2].SequenceEqual(b.Shape.AsSpan()[..^2]))
            throw new ShapeException($"matmul: {a.Shape} · {b.Shape}: ranks and leading axes must be equal, and axis -1 of the left must equal axis -2 of the right.");
        return a with { Shape = Shape.Create([.. a.Shape.AsSpan()[..^1], b.Shape[-1]]) };
    }

    protected override Tensor TransposeLeft(Tensor ct, Tensor a, Tensor b) => Bind(ct, Ops.SwapAxes(b, -1, -2));

    protected override Tensor TransposeRight(Tensor ct, Tensor a, Tensor b) => Bind(Ops.SwapAxes(a, -1, -2), ct);

    protected internal override Tensor Batch(Tensor a, bool aBatched, Tensor b, bool bBatched)
    {
        if (aBatched && bBatched) return Bind(a, b);
        if (aBatched)
            return b.Rank == 2
                ? Ops.Reshape(Bind(Ops.Reshape(a, -1, a.Shape[-1]), b), a.Shape[0], a.Shape[1], b.Shape[1])
                : Bind(a, Ops.BroadcastTo(b, b.Shape.Insert(0, a.Shape[0])));
        return Bind(Ops.BroadcastTo(a, a.Shape.Insert(0, b.Shape[0])), b);
    }
}
