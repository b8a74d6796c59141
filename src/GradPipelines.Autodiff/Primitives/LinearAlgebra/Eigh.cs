using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Eigenvalues of symmetric matrices.</content>
public static partial class LinearAlgebra
{
    /// <summary>
    /// The eigenvalues of symmetric matrices (..., n, n), ascending, and eigenvectors of unit length as columns: shapes (..., n) and
    /// (..., n, n). Only the named triangle is read, so the gradient lies in it.
    /// </summary>
    /// <remarks>
    /// First derivatives of the eigenvalues are finite always; those of the vectors, and second derivatives, are NaN or infinite where
    /// eigenvalues are equal. The sign of a vector is left open, as in every library.
    /// </remarks>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static (Tensor Values, Tensor Vectors) Eigh(Tensor a, bool upper = false)
    {
        a = Square("Eigh", a);
        var triangle = upper ? Ops.Triu(a) : Ops.Tril(a);
        var other = upper ? Ops.Triu(a, 1) : Ops.Tril(a, -1);
        var y = EighPrimitive.Instance.Bind(triangle + Swap(other));
        return (y[0], y[1]);
    }

    /// <summary>The eigenvalues alone; see <see cref="Eigh"/>.</summary>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor EigvalsH(Tensor a, bool upper = false) => Eigh(a, upper).Values;
}

/// <summary>
/// For matrices that are symmetric. With M = vᵀ·ȧ·v: ẇ = diag M, v̇ = v·(F∘M), Fᵢⱼ = 1 / (wⱼ - wᵢ). Source: Giles 2008, section 3.1.
/// </summary>
internal sealed class EighPrimitive : GeneralPrimitive
{
    public static readonly EighPrimitive Instance = new();

    public override string Name => "eigh";

    protected override NdArray[] Forward(NdArray[] x) => EighLoop.Decompose(x[0]);

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[0] with { Shape = MatrixStack.With(x[0].Shape, x[0].Shape[-1]) }, x[0]];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        if (t[0] is not { } a) return [null, null];
        var (w, v) = (y[0], y[1]);
        var m = Ops.MatMul(LinearAlgebra.Swap(v), Ops.MatMul(a, v));
        return [Ops.Diagonal(m, 0, -2, -1), Ops.MatMul(v, LinearAlgebra.InverseDifferences(w) * m)];
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        var (w, v) = (y[0], y[1]);
        var vt = LinearAlgebra.Swap(v);

        // Without a cotangent of the vectors no difference of eigenvalues is formed: equal ones do no harm.
        Tensor? inner = ct[0] is { } cw ? Ops.MakeDiagonal(cw) : null;
        if (ct[1] is { } cv)
        {
            var part = LinearAlgebra.InverseDifferences(w) * Ops.MatMul(vt, cv);
            inner = inner is null ? part : inner + part;
        }

        return [inner is null ? null : Ops.MatMul(v, Ops.MatMul(inner, vt))];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Bind(x[0]);
}
