namespace GradPipelines;

/// <content>Diagonals and triangles of matrices, and of stacks of matrices.</content>
public static partial class Ops
{
    /// <summary>The elements of two axes whose numbers differ by <paramref name="offset"/>, as a new last axis in their place.</summary>
    /// <exception cref="ArgumentException">The two axes are one.</exception>
    public static Tensor Diagonal(Tensor x, int offset = 0, int axis1 = 0, int axis2 = 1)
    {
        var (a, b) = (x.Shape.Axis(axis1), x.Shape.Axis(axis2));
        if (a == b) throw new ArgumentException($"Diagonal: axis {axis1} and axis {axis2} of {x.Shape} are the same.", nameof(axis2));
        var (rows, columns) = (x.Shape[a], x.Shape[b]);
        var (row, column) = (Math.Max(0, -offset), Math.Max(0, offset));
        var count = Math.Max(0, Math.Min(rows - row, columns - column));
        int[] order = [.. Enumerable.Range(0, x.Rank).Where(i => i != a && i != b), a, b];
        var stack = Transpose(x, order);
        var flat = Reshape(stack, [.. stack.Shape.AsSpan()[..^2], rows * columns]);
        return flat[TensorIndex.Ellipsis, count == 0 ? new Slice(0, 0) : new Slice(row * columns + column, row * columns + column + (count - 1) * (columns + 1) + 1, columns + 1)];
    }

    /// <summary>A vector as the diagonal of a matrix of zeros, or the diagonal of a matrix as a vector.</summary>
    /// <exception cref="ShapeException">x is neither.</exception>
    public static Tensor Diag(Tensor x, int offset = 0)
    {
        if (x.Rank == 2) return Diagonal(x, offset);
        if (x.Rank != 1) throw new ShapeException($"Diag: a vector or a matrix is expected, not shape {x.Shape}. Diagonal takes stacks of matrices.");
        return MakeDiagonal(x, offset);
    }

    /// <summary>The vectors along the last axis as diagonals of square matrices of zeros: shape (..., n) becomes (..., n + |offset|, n + |offset|).</summary>
    public static Tensor MakeDiagonal(Tensor x, int offset = 0)
    {
        var count = x.Shape[-1];
        var n = count + Math.Abs(offset);
        var places = Arange(count) * (n + 1) + (offset >= 0 ? offset : -offset * n);
        int[] flat = [.. x.Shape.AsSpan()[..^1], n * n];
        return Reshape(ScatterAdd(x, places, flat, x.Rank - 1), [.. x.Shape.AsSpan()[..^1], n, n]);
    }

    /// <summary>The sum of a diagonal of two axes.</summary>
    public static Tensor Trace(Tensor x, int offset = 0, int axis1 = 0, int axis2 = 1) => Sum(Diagonal(x, offset, axis1, axis2), [-1]);

    /// <summary>x with zeros below a diagonal of its last two axes.</summary>
    public static Tensor Triu(Tensor x, int offset = 0) => Where(Triangle(x, offset - 1), ZerosLike(x), x);

    /// <summary>x with zeros above a diagonal of its last two axes.</summary>
    public static Tensor Tril(Tensor x, int offset = 0) => Where(Triangle(x, offset), x, ZerosLike(x));

    /// <summary>True on a diagonal and below.</summary>
    private static Tensor Triangle(Tensor x, int offset) => LessEqual(Arange(x.Shape[-1]), Reshape(Arange(x.Shape[-2]), -1, 1) + offset);
}
