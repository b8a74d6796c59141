using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The QR decomposition.</content>
public static partial class LinearAlgebra
{
    /// <summary>
    /// a = q·r with orthonormal columns of q and upper triangular r: for a (..., m, n) and k = min(m, n) of shapes (..., m, k) and
    /// (..., k, n), or with <paramref name="complete"/> (..., m, m) and (..., m, n).
    /// </summary>
    /// <remarks>Signs as LAPACK's. Derivatives need the first k columns of a to be independent; where they are not, a derivative throws <see cref="LinearAlgebraException"/> or is huge.</remarks>
    /// <exception cref="ShapeException">a has less than two axes.</exception>
    public static (Tensor Q, Tensor R) Qr(Tensor a, bool complete = false)
    {
        a = Matrix("Qr", a);
        int m = a.Shape[-2], n = a.Shape[-1];
        if (m < n)
        {
            // The first m columns decide about q; the others are only turned by it.
            var y = QrPrimitive.Instance.Bind(Ops.SliceAxis(a, -1, 0, m));
            return (y[0], Ops.Concatenate([y[1], Ops.MatMul(Swap(y[0]), Ops.SliceAxis(a, -1, m, n - m))], -1));
        }

        var thin = QrPrimitive.Instance.Bind(a);
        if (!complete || m == n) return (thin[0], thin[1]);
        return (Full(thin[0]), Ops.Concatenate([thin[1], Ops.Zeros(MatrixStack.With(a.Shape, m - n, n), a.DType)], -2));
    }
}

/// <summary>
/// For m ≥ n. With W = qᵀ·ȧ·r⁻¹ and the antisymmetric Ω of its strict lower triangle: q̇ = ȧ·r⁻¹ + q·(Ω - W), ṙ = (W - Ω)·r.
/// Source: Walter and Lehmann 2010, "Algorithmic differentiation of linear algebra functions", section 2.3.
/// </summary>
internal sealed class QrPrimitive : GeneralPrimitive
{
    public static readonly QrPrimitive Instance = new();

    private static readonly TriangularSolvePrimitive s_upper = new("Qr (derivative)", lower: false, unitDiagonal: false);

    private static readonly TriangularSolvePrimitive s_lower = new("Qr (derivative)", lower: true, unitDiagonal: false);

    public override string Name => "qr";

    protected override NdArray[] Forward(NdArray[] x) => QrLoop.Decompose(x[0]);

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[0], x[0] with { Shape = MatrixStack.With(x[0].Shape, x[0].Shape[-1], x[0].Shape[-1]) }];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        if (t[0] is not { } a) return [null, null];
        var (q, r) = (y[0], y[1]);
        var scaled = LinearAlgebra.Swap(s_lower.Bind(LinearAlgebra.Swap(r), LinearAlgebra.Swap(a))[0]); // ȧ·r⁻¹
        var w = Ops.MatMul(LinearAlgebra.Swap(q), scaled);
        var below = Ops.Tril(w, -1);
        var rest = w - below + LinearAlgebra.Swap(below);
        return [scaled - Ops.MatMul(q, rest), Ops.MatMul(rest, r)];
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        var (q, r) = (y[0], y[1]);
        Tensor? m = ct[1] is { } cr ? Ops.MatMul(r, LinearAlgebra.Swap(cr)) : null;
        if (ct[0] is { } cq)
        {
            var part = Ops.MatMul(LinearAlgebra.Swap(cq), q);
            m = m is null ? -part : m - part;
        }

        if (m is null) return [null];
        var symmetric = Ops.MatMul(q, Ops.Tril(m) + LinearAlgebra.Swap(Ops.Tril(m, -1)));
        return [LinearAlgebra.Swap(s_upper.Bind(r, LinearAlgebra.Swap(ct[0] is { } s ? s + symmetric : symmetric))[0])];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Bind(x[0]);
}
