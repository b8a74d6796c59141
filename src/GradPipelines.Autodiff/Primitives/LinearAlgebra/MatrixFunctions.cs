using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Powers and functions of matrices, Sylvester's equation.</content>
public static partial class LinearAlgebra
{
    /// <summary>e^a for matrices (..., n, n).</summary>
    /// <remarks>Computed in float64 also for float32.</remarks>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor Expm(Tensor a) => ExpmPrimitive.Instance.Bind(Square("Expm", a));

    /// <summary>The principal logarithm of matrices (..., n, n): the x with e^x = a whose eigenvalues lie between -πi and πi.</summary>
    /// <remarks>Computed in float64 also for float32.</remarks>
    /// <exception cref="LinearAlgebraException">A matrix is singular or has a negative eigenvalue: the logarithm is not real.</exception>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor Logm(Tensor a) => LogmPrimitive.Instance.Bind(Square("Logm", a));

    /// <summary>The principal square root of matrices (..., n, n): x·x = a with eigenvalues in the right half plane.</summary>
    /// <remarks>Computed in float64 also for float32. Of a singular matrix there may be a root, but no derivative.</remarks>
    /// <exception cref="LinearAlgebraException">A matrix has a negative eigenvalue (the root is complex), or has no root.</exception>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor Sqrtm(Tensor a) => SqrtmPrimitive.Instance.Bind(Square("Sqrtm", a));

    /// <summary>The x with a·x + x·b = q, for a (..., m, m), b (..., n, n) and q (..., m, n).</summary>
    /// <remarks>Computed in float64 also for float32.</remarks>
    /// <exception cref="LinearAlgebraException">An eigenvalue of a is the negative of one of b.</exception>
    /// <exception cref="ShapeException">a or b is not square, or q does not fit.</exception>
    public static Tensor SolveSylvester(Tensor a, Tensor b, Tensor q)
    {
        Tensor[] x = [Square("SolveSylvester", a), Square("SolveSylvester", b), Matrix("SolveSylvester", q)];
        if (x[2].Shape[-2] != a.Shape[-1] || x[2].Shape[-1] != b.Shape[-1])
            throw new ShapeException($"SolveSylvester: {a.Shape}, {b.Shape} and {q.Shape}: the right side must have shape ({a.Shape[-1]}, {b.Shape[-1]}) on its last axes.");
        var dtype = Promotion.Common(x);
        Shape stack = Shape.Scalar;
        foreach (var t in x) stack = Shape.Broadcast(stack, t.Shape.AsSpan()[..^2].ToArray(), "SolveSylvester (leading axes)");
        return SylvesterPrimitive.Instance.Bind(Array.ConvertAll(x, t => WithStack(Ops.Cast(t, dtype), stack)))[0];
    }

    /// <summary>a multiplied by itself: the identity for n = 0, powers of the inverse for a negative n. By squarings.</summary>
    /// <exception cref="LinearAlgebraException">n is negative and a matrix is singular.</exception>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor MatrixPower(Tensor a, int n)
    {
        a = Square("MatrixPower", a);
        if (n < 0) a = Solve("MatrixPower", a, Identity(a.Shape[-1], a.DType));
        Tensor? y = null;
        for (var rest = (uint)Math.Abs((long)n); rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0) y = y is null ? a : Ops.MatMul(y, a);
            if (rest > 1) a = Ops.MatMul(a, a);
        }

        return y ?? Ops.BroadcastTo(Identity(a.Shape[-1], a.DType), a.Shape);
    }

    /// <summary>The product of matrices in the order of multiplication that costs least. The first may be a row vector and the last a column vector.</summary>
    /// <exception cref="ArgumentException">There is no matrix.</exception>
    /// <exception cref="ShapeException">Neighbours do not fit.</exception>
    public static Tensor MultiDot(params IReadOnlyList<Tensor> matrices)
    {
        var count = matrices.Count;
        if (count == 0) throw new ArgumentException("MultiDot: there is nothing to multiply.", nameof(matrices));
        long Rows(int i) => matrices[i].Rank == 1 ? (i == 0 ? 1 : matrices[i].Shape[0]) : matrices[i].Shape[-2];
        long Columns(int i) => matrices[i].Rank == 1 && i > 0 ? 1 : matrices[i].Shape[-1];

        // Cost of the cheapest product of the matrices from first to last (Cormen et al., section 14.2).
        var cost = new long[count, count];
        var split = new int[count, count];
        for (var length = 1; length < count; length++)
            for (var first = 0; first + length < count; first++)
            {
                var last = first + length;
                cost[first, last] = long.MaxValue;
                for (var middle = first; middle < last; middle++)
                {
                    var total = cost[first, middle] + cost[middle + 1, last] + Rows(first) * Columns(middle) * Columns(last);
                    if (total >= cost[first, last]) continue;
                    cost[first, last] = total;
                    split[first, last] = middle;
                }
            }

        Tensor Product(int first, int last) => first == last ? matrices[first] : Ops.MatMul(Product(first, split[first, last]), Product(split[first, last] + 1, last));
        return Product(0, count - 1);
    }
}

/// <summary>
/// A function of a matrix whose derivative along ȧ stands in the upper right block of f([[a, ȧ], [0, a]]), and whose transposed derivative
/// is that at aᵀ. Source: Mathias 1996; Higham, "Functions of matrices" (2008), equation 3.16 and section 3.2.
/// </summary>
internal abstract class MatrixFunctionPrimitive : UnaryPrimitive
{
    protected internal sealed override TensorSpec Specify(TensorSpec x) => x;

    protected internal sealed override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => Derivative(x, t);

    protected internal sealed override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => Derivative(LinearAlgebra.Swap(x), ct);

    protected internal sealed override Tensor Batch(Tensor x) => Bind(x);

    private Tensor Derivative(Tensor x, Tensor direction)
    {
        var n = x.Shape[-1];
        var block = Bind(Ops.Concatenate([Ops.Concatenate([x, direction], -1), Ops.Concatenate([Ops.ZerosLike(x), x], -1)], -2));
        return Ops.SliceAxis(Ops.SliceAxis(block, -2, 0, n), -1, n, n);
    }
}

internal sealed class ExpmPrimitive : MatrixFunctionPrimitive
{
    public static readonly ExpmPrimitive Instance = new();

    public override string Name => "expm";

    protected internal override NdArray Forward(NdArray x) => MatrixFunctionLoop.Exp(x);
}

internal sealed class LogmPrimitive : MatrixFunctionPrimitive
{
    public static readonly LogmPrimitive Instance = new();

    public override string Name => "logm";

    protected internal override NdArray Forward(NdArray x) => MatrixFunctionLoop.Log(x);
}

/// <summary>y·ẏ + ẏ·y = ȧ, Sylvester's equation.</summary>
internal sealed class SqrtmPrimitive : UnaryPrimitive
{
    public static readonly SqrtmPrimitive Instance = new();

    public override string Name => "sqrtm";

    protected internal override NdArray Forward(NdArray x) => MatrixFunctionLoop.Sqrt(x);

    protected internal override TensorSpec Specify(TensorSpec x) => x;

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => SylvesterPrimitive.Instance.Bind(y, y, t)[0];

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => SylvesterPrimitive.Instance.Bind(LinearAlgebra.Swap(y), LinearAlgebra.Swap(y), ct)[0];

    protected internal override Tensor Batch(Tensor x) => Bind(x);
}

/// <summary>a·y + y·b = q, so a·ẏ + ẏ·b = q̇ - ȧ·y - y·ḃ; the transposed map is the equation with aᵀ and bᵀ.</summary>
internal sealed class SylvesterPrimitive : GeneralPrimitive
{
    public static readonly SylvesterPrimitive Instance = new();

    public override string Name => "solve_sylvester";

    protected override NdArray[] Forward(NdArray[] x) => [MatrixFunctionLoop.Sylvester(x[0], x[1], x[2])];

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[2]];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        var right = t[2];
        if (t[0] is { } a) right = Minus(right, Ops.MatMul(a, y[0]));
        if (t[1] is { } b) right = Minus(right, Ops.MatMul(y[0], b));
        return [right is null ? null : Bind(x[0], x[1], right)[0]];
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        if (ct[0] is not { } s) return [null, null, null];
        var q = Bind(LinearAlgebra.Swap(x[0]), LinearAlgebra.Swap(x[1]), s)[0];
        var yt = LinearAlgebra.Swap(y[0]);
        return [needed[0] ? -Ops.MatMul(q, yt) : null, needed[1] ? -Ops.MatMul(yt, q) : null, q];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) =>
        Bind([.. x.Select((t, i) => batched[i] ? t : Ops.BroadcastTo(t, t.Shape.Insert(0, size)))]);

    private static Tensor Minus(Tensor? a, Tensor b) => a is null ? -b : a - b;
}
