using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Singular values and what rests on them.</content>
public static partial class LinearAlgebra
{
    /// <summary>
    /// a = u·diag(s)·vh with orthonormal columns of u and rows of vh, and s descending: for a (..., m, n) and k = min(m, n) of shapes
    /// (..., m, k), (..., k), (..., k, n), or with <paramref name="fullMatrices"/> (..., m, m), (..., k), (..., n, n).
    /// </summary>
    /// <remarks>
    /// Derivatives of s are finite always; those of u and vh are NaN or infinite where singular values are equal, or zero with m ≠ n.
    /// The further columns of full matrices are known up to a rotation; their derivative is the one without rotation among themselves.
    /// </remarks>
    /// <exception cref="ShapeException">a has less than two axes.</exception>
    public static (Tensor U, Tensor S, Tensor Vh) Svd(Tensor a, bool fullMatrices = true)
    {
        var y = SvdPrimitive.Instance.Bind(Matrix("Svd", a));
        var (u, s, vh) = (y[0], y[1], y[2]);
        if (!fullMatrices || a.Shape[-1] == a.Shape[-2]) return (u, s, vh);
        return a.Shape[-2] > a.Shape[-1] ? (Full(u), s, vh) : (u, s, Swap(Full(Swap(vh))));
    }

    /// <summary>The singular values, descending: (..., min(m, n)). Their first derivatives are finite also where some are equal.</summary>
    /// <exception cref="ShapeException">a has less than two axes.</exception>
    public static Tensor SingularValues(Tensor a) => Svd(a, fullMatrices: false).S;

    /// <summary>The pseudoinverse of Moore and Penrose: (..., n, m) for a (..., m, n).</summary>
    /// <param name="a">The matrices.</param>
    /// <param name="relativeCutoff">Singular values up to this, relative to the largest, count as zero; by default max(m, n) times the rounding unit of the dtype.</param>
    /// <remarks>The derivative is that at constant rank (Golub and Pereyra 1973).</remarks>
    /// <exception cref="ShapeException">a has less than two axes.</exception>
    public static Tensor Pinv(Tensor a, double? relativeCutoff = null)
    {
        a = Matrix("Pinv", a);
        var cutoff = relativeCutoff ?? Math.Max(a.Shape[-1], a.Shape[-2]) * (a.DType == DType.Float32 ? (double)(MathF.BitIncrement(1) - 1) : Math.BitIncrement(1) - 1);
        return new PinvPrimitive(cutoff).Bind(a);
    }

    /// <summary>The x of least length among those for which |a·x - b| is least; a and b as in <see cref="Solve(Tensor, Tensor)"/>, but a of any shape (..., m, n).</summary>
    /// <remarks>The pseudoinverse times b: right for matrices of any rank.</remarks>
    /// <exception cref="ShapeException">The numbers of rows differ.</exception>
    public static Tensor Lstsq(Tensor a, Tensor b, double? relativeCutoff = null)
    {
        var inverse = Pinv(a, relativeCutoff);
        var isStack = b.Rank > 1 && b.Rank == a.Rank - 1;
        var y = Ops.MatMul(inverse, isStack ? Ops.ExpandDims(b, -1) : b);
        return isStack ? Ops.Squeeze(y, [-1]) : y;
    }

    /// <summary>Orthonormal columns and further ones that complete them to a square matrix.</summary>
    private static Tensor Full(Tensor columns) => Ops.Concatenate([columns, ComplementPrimitive.Instance.Bind(columns)], -1);

    /// <summary>1 / (xⱼ - xᵢ) off the diagonal and 0 on it; infinite, with its sign left open, where two are equal.</summary>
    internal static Tensor InverseDifferences(Tensor x)
    {
        var isDiagonal = Ops.Cast(Ops.Eye(x.Shape[-1]), DType.Bool);
        var differences = Ops.ExpandDims(x, -2) - Ops.ExpandDims(x, -1);
        return Ops.Where(isDiagonal, 0.0, 1.0 / Ops.Where(isDiagonal, 1.0, differences));
    }
}

/// <summary>
/// The thin decomposition. With P = uᵀ·ȧ·v: ṡ = diag P; u̇ = u·(F∘(P·s + s·Pᵀ)) + (1 - u·uᵀ)·ȧ·v·s⁻¹ and likewise v̇, where
/// Fᵢⱼ = 1 / (sⱼ² - sᵢ²). Source: Townsend 2016, "Differentiating the singular value decomposition".
/// </summary>
internal sealed class SvdPrimitive : GeneralPrimitive
{
    public static readonly SvdPrimitive Instance = new();

    public override string Name => "svd";

    protected override NdArray[] Forward(NdArray[] x) => SvdLoop.Decompose(x[0]);

    protected override TensorSpec[] Shapes(TensorSpec[] x)
    {
        int m = x[0].Shape[-2], n = x[0].Shape[-1], k = Math.Min(m, n);
        TensorSpec With(params int[] last) => x[0] with { Shape = MatrixStack.With(x[0].Shape, last) };
        return [With(m, k), With(k), With(k, n)];
    }

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        if (t[0] is not { } a) return [null, null, null];
        var (u, s, vh) = (y[0], y[1], y[2]);
        var (ut, v, at) = (LinearAlgebra.Swap(u), LinearAlgebra.Swap(vh), LinearAlgebra.Swap(a));
        var (row, f) = (Ops.ExpandDims(s, -2), Factors(s));
        var av = Ops.MatMul(a, v);
        var p = Ops.MatMul(ut, av);
        var ps = p * row;
        var sp = LinearAlgebra.Swap(row) * p;
        var du = Ops.MatMul(u, f * (ps + LinearAlgebra.Swap(ps)));
        var dv = Ops.MatMul(v, f * (sp + LinearAlgebra.Swap(sp)));
        if (u.Shape[-2] > u.Shape[-1]) du += Outside(u, av / row);
        if (v.Shape[-2] > v.Shape[-1]) dv += Outside(v, Ops.MatMul(at, u) / row);
        return [du, Ops.Diagonal(p, 0, -2, -1), LinearAlgebra.Swap(dv)];
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        var (u, s, vh) = (y[0], y[1], y[2]);
        var v = LinearAlgebra.Swap(vh);
        var row = Ops.ExpandDims(s, -2);

        // Cotangents that are absent are left out, so that those of s alone never meet the differences of equal values.
        Tensor? inner = ct[1] is { } cs ? Ops.MakeDiagonal(cs) : null;
        Tensor? outer = null;
        if (ct[0] is { } cu)
        {
            var k = Ops.MatMul(LinearAlgebra.Swap(u), cu);
            inner = Sum(inner, Factors(s) * (k - LinearAlgebra.Swap(k)) * row);
            if (u.Shape[-2] > u.Shape[-1]) outer = Ops.MatMul(Outside(u, cu / row), vh);
        }

        if (ct[2] is { } cvh)
        {
            var cv = LinearAlgebra.Swap(cvh);
            var k = Ops.MatMul(vh, cv);
            inner = Sum(inner, LinearAlgebra.Swap(row) * Factors(s) * (k - LinearAlgebra.Swap(k)));
            if (v.Shape[-2] > v.Shape[-1]) outer = Sum(outer, Ops.MatMul(u, LinearAlgebra.Swap(Outside(v, cv / row))));
        }

        return [inner is null ? null : Sum(outer, Ops.MatMul(u, Ops.MatMul(inner, vh)))];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Bind(x[0]);

    /// <summary>(1 - q·qᵀ)·x.</summary>
    private static Tensor Outside(Tensor q, Tensor x) => x - Ops.MatMul(q, Ops.MatMul(LinearAlgebra.Swap(q), x));

    /// <summary>1 / (sⱼ² - sᵢ²), as a product that keeps the digits.</summary>
    private static Tensor Factors(Tensor s)
    {
        var sums = Ops.ExpandDims(s, -2) + Ops.ExpandDims(s, -1);
        var isDiagonal = Ops.Cast(Ops.Eye(s.Shape[-1]), DType.Bool);
        return LinearAlgebra.InverseDifferences(s) / Ops.Where(isDiagonal, 1.0, sums);
    }

    private static Tensor Sum(Tensor? a, Tensor b) => a is null ? b : a + b;
}

/// <summary>p = a⁺: ṗ = -p·ȧ·p + p·pᵀ·ȧᵀ·(1 - a·p) + (1 - p·a)·ȧᵀ·pᵀ·p. Source: Golub and Pereyra 1973, theorem 4.3.</summary>
internal sealed class PinvPrimitive(double relativeCutoff) : UnaryPrimitive
{
    public override string Name => "pinv";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("relative_cutoff", relativeCutoff)];

    protected internal override NdArray Forward(NdArray x) => SvdLoop.PseudoInverse(x, relativeCutoff);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = MatrixStack.With(x.Shape, x.Shape[-1], x.Shape[-2]) };

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y)
    {
        var (pt, tt) = (LinearAlgebra.Swap(y), LinearAlgebra.Swap(t));
        var left = Ops.MatMul(y, Ops.MatMul(pt, tt));   // p·pᵀ·ȧᵀ
        var right = Ops.MatMul(Ops.MatMul(tt, pt), y);  // ȧᵀ·pᵀ·p
        return left - Ops.MatMul(Ops.MatMul(left, x), y) + right - Ops.MatMul(y, Ops.MatMul(x, right)) - Ops.MatMul(y, Ops.MatMul(t, y));
    }

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y)
    {
        var (pt, c) = (LinearAlgebra.Swap(y), LinearAlgebra.Swap(ct));
        var first = Ops.MatMul(pt, Ops.MatMul(ct, pt));
        var left = Ops.MatMul(c, Ops.MatMul(y, pt));    // cᵀ·p·pᵀ
        var right = Ops.MatMul(pt, Ops.MatMul(y, c));   // pᵀ·p·cᵀ
        return left - Ops.MatMul(x, Ops.MatMul(y, left)) + right - Ops.MatMul(Ops.MatMul(right, y), x) - first;
    }

    protected internal override Tensor Batch(Tensor x) => Bind(x);
}

/// <summary>For q with orthonormal columns further ones n, orthogonal to them: ṅ = -q·q̇ᵀ·n, which does not rotate them among themselves.</summary>
internal sealed class ComplementPrimitive : UnaryPrimitive
{
    public static readonly ComplementPrimitive Instance = new();

    public override string Name => "orthogonal_complement";

    protected internal override NdArray Forward(NdArray x) => QrLoop.Complement(x);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = MatrixStack.With(x.Shape, x.Shape[-2], x.Shape[-2] - x.Shape[-1]) };

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => -Ops.MatMul(x, Ops.MatMul(LinearAlgebra.Swap(t), y));

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => -Ops.MatMul(y, Ops.MatMul(LinearAlgebra.Swap(ct), x));

    protected internal override Tensor Batch(Tensor x) => Bind(x);
}
