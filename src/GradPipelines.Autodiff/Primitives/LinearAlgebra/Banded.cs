using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Systems with few diagonals.</content>
public static partial class LinearAlgebra
{
    /// <summary>
    /// The x with a·x = b, where a has <paramref name="lower"/> diagonals below the main one and <paramref name="upper"/> above, in the rows of
    /// <paramref name="bands"/> (..., lower + upper + 1, n), the uppermost first: element (i, j) of a is bands[..., upper + i - j, j].
    /// </summary>
    /// <remarks>As SciPy's <c>solve_banded</c>. Elements of the bands outside the matrix are not read. Time grows with n, not its cube.</remarks>
    /// <exception cref="LinearAlgebraException">A matrix is singular.</exception>
    /// <exception cref="ShapeException">The bands are not that many, or b has another number of rows.</exception>
    public static Tensor SolveBanded(int lower, int upper, Tensor bands, Tensor b)
    {
        bands = Matrix("SolveBanded", bands);
        Promotion.Unify(ref bands, ref b, floatingOnly: true);
        var isVector = b.Rank == 1 || b.Rank == bands.Rank - 1;
        if (isVector && b.Rank > 0) b = Ops.ExpandDims(b, -1);
        if (lower < 0 || upper < 0 || bands.Shape[-2] != lower + upper + 1)
            throw new ShapeException($"SolveBanded: bands of shape {bands.Shape} for {lower} diagonals below and {upper} above: axis -2 must have size {lower + upper + 1}.");
        if (b.Rank < 2 || b.Shape[-2] != bands.Shape[-1])
            throw new ShapeException($"SolveBanded: bands of shape {bands.Shape} and a right side of {b.Shape}: it must have {bands.Shape[-1]} rows.");
        (bands, b) = Stacked("SolveBanded", bands, b);
        var y = new BandedSolvePrimitive(lower, upper).Bind(bands, b)[0];
        return isVector ? Ops.Squeeze(y, [-1]) : y;
    }
}

/// <summary>The rule of <see cref="MatrixSolvePrimitive"/>, with everything kept in bands.</summary>
internal sealed class BandedSolvePrimitive(int lower, int upper) : GeneralPrimitive
{
    public override string Name => "solve_banded";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("lower", lower), ("upper", upper)];

    protected override NdArray[] Forward(NdArray[] x) => [BandedLoop.Solve(x[0], x[1], lower, upper)];

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[1]];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        var right = t[0] is { } ta ? -Product(ta, y[0]) : null;
        if (t[1] is { } tb) right = right is null ? tb : tb + right;
        return [right is null ? null : Bind(x[0], right)[0]];
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        if (ct[0] is not { } s) return [null, null];
        var b = new BandedSolvePrimitive(upper, lower).Bind(Transposed(x[0]), s)[0];
        return [needed[0] ? -Outer(b, y[0]) : null, b];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) =>
        Bind([.. x.Select((t, i) => batched[i] ? t : Ops.BroadcastTo(t, t.Shape.Insert(0, size)))]);

    /// <summary>a·y: column j of a has its diagonal of offset d = j - i at row j - d.</summary>
    private Tensor Product(Tensor bands, Tensor y)
    {
        Tensor? sum = null;
        for (var row = 0; row <= lower + upper; row++)
        {
            var part = Shift(Ops.ExpandDims(Row(bands, row), -1) * y, row - upper, -2);
            sum = sum is null ? part : sum + part;
        }

        return sum!; // there is at least the main diagonal
    }

    /// <summary>The bands of b·yᵀ.</summary>
    private Tensor Outer(Tensor b, Tensor y) =>
        Ops.Stack([.. Enumerable.Range(0, lower + upper + 1).Select(row => Ops.Sum(Shift(b, upper - row, -2) * y, [-1]))], -2);

    /// <summary>The bands of aᵀ, of which lower are above the main diagonal.</summary>
    private Tensor Transposed(Tensor bands) =>
        Ops.Stack([.. Enumerable.Range(0, lower + upper + 1).Select(row => Shift(Row(bands, lower + upper - row), lower - row, -1))], -2);

    private static Tensor Row(Tensor bands, int row) => bands[TensorIndex.Ellipsis, row, ..];

    /// <summary>Element i of the result is element i - by, and 0 where there is none.</summary>
    private static Tensor Shift(Tensor x, int by, int axis)
    {
        var size = x.Shape[axis];
        var keep = Math.Max(0, size - Math.Abs(by));
        if (by == 0) return x;
        var part = Ops.SliceAxis(x, axis, by > 0 ? 0 : size - keep, keep);
        var zeros = Ops.ZerosLike(Ops.SliceAxis(x, axis, 0, size - keep));
        return Ops.Concatenate(by > 0 ? [zeros, part] : [part, zeros], axis);
    }
}
