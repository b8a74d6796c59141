using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Systems of equations.</content>
public static partial class LinearAlgebra
{
    /// <summary>The x with a·x = b, for a of shape (..., n, n) and b of shape (..., n, k), or one axis less than a: then it is a vector, or a stack of vectors.</summary>
    /// <remarks>LU with partial pivoting. One matrix with a stack of right sides is factorised once.</remarks>
    /// <exception cref="LinearAlgebraException">A matrix is singular.</exception>
    /// <exception cref="ShapeException">a is not square, or b has another number of rows.</exception>
    public static Tensor Solve(Tensor a, Tensor b) => Solve("Solve", a, b);

    /// <summary>The inverse of matrices (..., n, n).</summary>
    /// <remarks>To apply an inverse use <see cref="Solve(Tensor, Tensor)"/>: it is faster and loses fewer digits.</remarks>
    /// <exception cref="LinearAlgebraException">A matrix is singular.</exception>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor Inv(Tensor a) => Inverse("Inv", a);

    /// <summary>
    /// The x with a·x = b for triangular a (..., n, n) and b as in <see cref="Solve(Tensor, Tensor)"/>. Only the named triangle of a is read.
    /// </summary>
    /// <param name="a">The matrices.</param>
    /// <param name="b">The right sides.</param>
    /// <param name="lower">True if the lower triangle is meant, false (the default, as in SciPy) for the upper.</param>
    /// <param name="transposed">True to solve aᵀ·x = b; <paramref name="lower"/> still speaks of a.</param>
    /// <param name="unitDiagonal">True to take the diagonal as ones, without reading it.</param>
    /// <exception cref="LinearAlgebraException">An element of the diagonal is 0.</exception>
    /// <exception cref="ShapeException">a is not square, or b has another number of rows.</exception>
    public static Tensor SolveTriangular(Tensor a, Tensor b, bool lower = false, bool transposed = false, bool unitDiagonal = false)
    {
        a = Square("SolveTriangular", a);
        return transposed
            ? Solve(new TriangularSolvePrimitive("SolveTriangular", !lower, unitDiagonal), "SolveTriangular", Swap(a), b)
            : Solve(new TriangularSolvePrimitive("SolveTriangular", lower, unitDiagonal), "SolveTriangular", a, b);
    }

    /// <summary>The solution of tensor equations: TensorDot(a, x, x.Rank) = b, with the axes of x the last ones of a.</summary>
    /// <exception cref="LinearAlgebraException">The matrix that a stands for is singular.</exception>
    /// <exception cref="ShapeException">The sizes of b and of the last axes of a have different products.</exception>
    public static Tensor TensorSolve(Tensor a, Tensor b)
    {
        int[] sizes = a.Shape.ToArray()[b.Rank..];
        var n = sizes.Aggregate(1, (product, size) => product * size);
        if (a.Rank < b.Rank || n != b.Size || a.Size != n * n)
            throw new ShapeException($"TensorSolve: {a.Shape} and {b.Shape}: the first axes of the left must have as many elements as its last ones, and as the right.");
        return Ops.Reshape(Solve("TensorSolve", Ops.Reshape(a, n, n), Ops.Ravel(b)), sizes);
    }

    /// <summary>The inverse of a as a map from its last axes to its first <paramref name="count"/> ones, of shape (last, first).</summary>
    /// <exception cref="LinearAlgebraException">The matrix that a stands for is singular.</exception>
    /// <exception cref="ShapeException">The two groups of axes have different numbers of elements.</exception>
    public static Tensor TensorInv(Tensor a, int count = 2)
    {
        int[] first = a.Shape.ToArray()[..count], last = a.Shape.ToArray()[count..];
        var n = first.Aggregate(1, (product, size) => product * size);
        if (a.Size != n * n) throw new ShapeException($"TensorInv: {a.Shape}: the first {count} axes must have as many elements as the others.");
        return Ops.Reshape(Inverse("TensorInv", Ops.Reshape(a, n, n)), [.. last, .. first]);
    }

    private static Tensor Inverse(string function, Tensor a)
    {
        a = Square(function, a);
        return new SolvePrimitive(function).Bind(a, Ops.BroadcastTo(Ops.Eye(a.Shape[-1], dtype: a.DType), a.Shape))[0];
    }

    private static Tensor Solve(string function, Tensor a, Tensor b) => Solve(new SolvePrimitive(function), function, a, b);

    private static Tensor Solve(MatrixSolvePrimitive primitive, string function, Tensor a, Tensor b)
    {
        a = Square(function, a);
        Promotion.Unify(ref a, ref b, floatingOnly: true);
        var given = b.Shape;
        var isVector = b.Rank == 1 || b.Rank == a.Rank - 1;
        if (isVector && b.Rank > 0) b = Ops.ExpandDims(b, -1);
        if (b.Rank < 2 || b.Shape[-2] != a.Shape[-1])
            throw new ShapeException($"{function}: {a.Shape} and {given}: axis {(isVector ? -1 : -2)} of the right side must have size {a.Shape[-1]}, the number of rows of the matrix.");
        Tensor y;
        if (a.Rank == 2 && b.Rank > 2)
        {
            y = MatrixSolvePrimitive.OverColumns(b, columns => primitive.Bind(a, columns)[0]);
        }
        else
        {
            (a, b) = Stacked(function, a, b);
            y = primitive.Bind(a, b)[0];
        }

        return isVector ? Ops.Squeeze(y, [-1]) : y;
    }
}

/// <summary>a⁻¹·b for (..., n, n) and (..., n, k) with equal leading axes. Giles 2008, section 2.3.1: a·ẏ = ḃ - ȧ·y.</summary>
internal abstract class MatrixSolvePrimitive : GeneralPrimitive
{
    protected abstract NdArray Solve(NdArray a, NdArray b);

    /// <summary>aᵀ⁻¹·b.</summary>
    protected abstract Tensor SolveTransposed(Tensor a, Tensor b);

    /// <summary>What of a matrix the solution depends on.</summary>
    protected abstract Tensor Part(Tensor a);

    protected sealed override NdArray[] Forward(NdArray[] x) => [Solve(x[0], x[1])];

    protected sealed override TensorSpec[] Shapes(TensorSpec[] x) => [x[1]];

    protected sealed override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        var right = t[0] is { } ta ? -Ops.MatMul(Part(ta), y[0]) : null;
        if (t[1] is { } tb) right = right is null ? tb : tb + right;
        return [right is null ? null : Bind(x[0], right)[0]];
    }

    protected sealed override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        if (ct[0] is not { } s) return [null, null];
        var b = SolveTransposed(x[0], s);
        return [needed[0] ? Part(-Ops.MatMul(b, LinearAlgebra.Swap(y[0]))) : null, b];
    }

    protected sealed override Tensor[] Batch(Tensor[] x, bool[] batched, int size)
    {
        var (a, b) = (x[0], x[1]);
        if (!batched[0] && a.Rank == 2) return [OverColumns(b, columns => Bind(a, columns)[0])];
        if (!batched[0]) a = Ops.BroadcastTo(a, a.Shape.Insert(0, size));
        if (!batched[1]) b = Ops.BroadcastTo(b, b.Shape.Insert(0, size));
        return Bind(a, b);
    }

    /// <summary>One matrix for a stack of right sides (..., n, k): their columns are put beside each other, so that it is factorised once.</summary>
    public static Tensor OverColumns(Tensor b, Func<Tensor, Tensor> solve)
    {
        var front = Ops.MoveAxis(b, -2, 0);
        var columns = front.Shape.AsSpan()[1..].ToArray().Aggregate(1, (product, size) => product * size);
        return Ops.MoveAxis(Ops.Reshape(solve(Ops.Reshape(front, front.Shape[0], columns)), front.Shape.ToArray()), 0, -2);
    }
}

/// <summary>For any regular matrix.</summary>
/// <param name="function">The function that the user called, for the message about a singular matrix.</param>
internal sealed class SolvePrimitive(string function) : MatrixSolvePrimitive
{
    public override string Name => "solve";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("function", function)];

    protected override NdArray Solve(NdArray a, NdArray b) => LuLoop.Solve(a, b, function);

    protected override Tensor SolveTransposed(Tensor a, Tensor b) => Bind(LinearAlgebra.Swap(a), b)[0];

    protected override Tensor Part(Tensor a) => a;
}

/// <summary>For a triangular matrix; the other triangle, and the diagonal if it stands for ones, have no derivative.</summary>
internal sealed class TriangularSolvePrimitive(string function, bool lower, bool unitDiagonal) : MatrixSolvePrimitive
{
    public override string Name => "solve_triangular";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("function", function), ("lower", lower), ("unit_diagonal", unitDiagonal)];

    protected override NdArray Solve(NdArray a, NdArray b) => TriangularLoop.Solve(a, b, lower, unitDiagonal, function);

    protected override Tensor SolveTransposed(Tensor a, Tensor b) => new TriangularSolvePrimitive(function, !lower, unitDiagonal).Bind(LinearAlgebra.Swap(a), b)[0];

    protected override Tensor Part(Tensor a) => lower ? Ops.Tril(a, unitDiagonal ? -1 : 0) : Ops.Triu(a, unitDiagonal ? 1 : 0);
}
