using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The Cholesky factor.</content>
public static partial class LinearAlgebra
{
    /// <summary>The lower triangular l with l·lᵀ = a, for symmetric positive definite a (..., n, n).</summary>
    /// <remarks>Of a matrix that is not symmetric the symmetric part (a + aᵀ) / 2 is taken, and the gradient is symmetric.</remarks>
    /// <exception cref="LinearAlgebraException">A matrix is not positive definite.</exception>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor Cholesky(Tensor a) => CholeskyPrimitive.Instance.Bind(Square("Cholesky", a));

    /// <summary>The strict lower triangle and half the diagonal: the inverse of x ↦ x + xᵀ on lower triangular matrices.</summary>
    internal static Tensor HalfTriangle(Tensor x) => (Ops.Tril(x) + Ops.Tril(x, -1)) * 0.5;
}

/// <summary>l̇ = l·Φ(l⁻¹·ȧ·l⁻ᵀ), Φ the lower triangle with half the diagonal. Source: Murray 2016, "Differentiation of the Cholesky decomposition", equations 8 and 10.</summary>
internal sealed class CholeskyPrimitive : UnaryPrimitive
{
    public static readonly CholeskyPrimitive Instance = new();

    private static readonly TriangularSolvePrimitive s_lower = new("Cholesky (derivative)", lower: true, unitDiagonal: false);

    private static readonly TriangularSolvePrimitive s_upper = new("Cholesky (derivative)", lower: false, unitDiagonal: false);

    public override string Name => "cholesky";

    protected internal override NdArray Forward(NdArray x) => TriangularLoop.Cholesky(x);

    protected internal override TensorSpec Specify(TensorSpec x) => x;

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y)
    {
        t = (t + LinearAlgebra.Swap(t)) * 0.5;
        var left = s_lower.Bind(y, t)[0];
        return Ops.MatMul(y, LinearAlgebra.HalfTriangle(s_lower.Bind(y, LinearAlgebra.Swap(left))[0]));
    }

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y)
    {
        var yt = LinearAlgebra.Swap(y);
        var p = LinearAlgebra.HalfTriangle(Ops.MatMul(yt, ct));
        p = (p + LinearAlgebra.Swap(p)) * 0.5;
        var left = s_upper.Bind(yt, p)[0];
        return s_upper.Bind(yt, LinearAlgebra.Swap(left))[0];
    }

    protected internal override Tensor Batch(Tensor x) => Bind(x);
}
