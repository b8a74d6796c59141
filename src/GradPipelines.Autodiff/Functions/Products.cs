namespace GradPipelines;

/// <content>Products of tensors written as matrix products: inner, Kronecker, cross, and sums over named axes.</content>
public static partial class Ops
{
    /// <summary>The sum of products over the last axis of each; a product if one is a scalar.</summary>
    /// <exception cref="ShapeException">The last axes differ.</exception>
    public static Tensor Inner(Tensor a, Tensor b) => a.Rank == 0 || b.Rank == 0 ? a * b : TensorDot(a, b, [-1], [-1]);

    /// <summary>The Kronecker product: b times each element of a, laid out as a is. The shorter shape is filled with ones in front.</summary>
    public static Tensor Kron(Tensor a, Tensor b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        var left = new int[2 * rank];
        var right = new int[2 * rank];
        var sizes = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            var (n, m) = (i < rank - a.Rank ? 1 : a.Shape[i - rank + a.Rank], i < rank - b.Rank ? 1 : b.Shape[i - rank + b.Rank]);
            (left[2 * i], left[2 * i + 1]) = (n, 1);
            (right[2 * i], right[2 * i + 1]) = (1, m);
            sizes[i] = n * m;
        }

        return Reshape(Reshape(a, left) * Reshape(b, right), sizes);
    }

    /// <summary>The cross product of vectors of three components along an axis; other axes broadcast.</summary>
    /// <exception cref="ShapeException">The axis has another size than 3.</exception>
    public static Tensor Cross(Tensor a, Tensor b, int axis = -1)
    {
        if (a.Shape[axis] != 3 || b.Shape[axis] != 3)
            throw new ShapeException($"Cross: axis {axis} of {a.Shape} and {b.Shape} must have size 3 in both.");
        (a, b) = (MoveAxis(a, axis, -1), MoveAxis(b, axis, -1));
        Tensor A(int i) => a[TensorIndex.Ellipsis, i];
        Tensor B(int i) => b[TensorIndex.Ellipsis, i];
        return MoveAxis(Stack([A(1) * B(2) - A(2) * B(1), A(2) * B(0) - A(0) * B(2), A(0) * B(1) - A(1) * B(0)], -1), -1, axis);
    }

    /// <summary>
    /// Einstein's notation: <c>"ij,jk->ik"</c>. Each operand has a letter for each axis; axes of one letter run together, and letters that
    /// the result does not name are summed over. Without an arrow the result has the letters that stand once, in alphabetical order.
    /// Three dots stand for any further axes, which broadcast. A letter may stand twice in one operand: its diagonal.
    /// </summary>
    /// <remarks>Two operands at a time, from the left; a letter is summed as soon as no later operand and not the result has it.</remarks>
    /// <exception cref="ArgumentException">The text does not fit the operands.</exception>
    public static Tensor Einsum(string subscripts, params IReadOnlyList<Tensor> operands) => new EinsteinSum(subscripts, operands).Evaluate();
}
