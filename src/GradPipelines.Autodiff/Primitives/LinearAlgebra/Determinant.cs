using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Determinants.</content>
public static partial class LinearAlgebra
{
    /// <summary>The determinant of matrices (..., n, n): shape (...). 1 for an empty matrix, 0 for a singular one.</summary>
    /// <remarks>Gradient and Hessian are right for singular matrices too; a third derivative there throws <see cref="LinearAlgebraException"/>.</remarks>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static Tensor Det(Tensor a) => DetPrimitive.Instance.Bind(Square("Det", a));

    /// <summary>The sign of the determinant and the logarithm of its magnitude, which do not overflow: 0 and -∞ for a singular matrix.</summary>
    /// <remarks>The derivative of the logarithm is the transposed inverse; of a singular matrix there is none, and it throws <see cref="LinearAlgebraException"/>.</remarks>
    /// <exception cref="ShapeException">a is not square.</exception>
    public static (Tensor Sign, Tensor LogAbsDet) SlogDet(Tensor a)
    {
        var y = SlogDetPrimitive.Instance.Bind(Square("SlogDet", a));
        return (y[0], y[1]);
    }

    /// <summary>A number for each matrix of a stack, so that it multiplies them.</summary>
    internal static Tensor Each(Tensor x) => Ops.Reshape(x, [.. x.Shape.AsSpan(), 1, 1]);

    /// <summary>Σ aᵢⱼ·bᵢⱼ of each pair of matrices.</summary>
    internal static Tensor InnerProduct(Tensor a, Tensor b) => Ops.Sum(a * b, [-2, -1]);
}

/// <summary>det a. The derivative is the matrix of cofactors, which exists for singular matrices too.</summary>
internal sealed class DetPrimitive : UnaryPrimitive
{
    public static readonly DetPrimitive Instance = new();

    public override string Name => "det";

    protected internal override NdArray Forward(NdArray x) => LuLoop.Det(x);

    protected internal override TensorSpec Specify(TensorSpec x) => x with { Shape = MatrixStack.With(x.Shape) };

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => LinearAlgebra.InnerProduct(CofactorPrimitive.Instance.Bind(x), t);

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => LinearAlgebra.Each(ct) * CofactorPrimitive.Instance.Bind(x);

    protected internal override Tensor Batch(Tensor x) => Bind(x);
}

/// <summary>The cofactors C: the gradient of the determinant, so their derivative is its Hessian and symmetric.</summary>
internal sealed class CofactorPrimitive : UnaryPrimitive
{
    public static readonly CofactorPrimitive Instance = new();

    public override string Name => "cofactor";

    protected internal override NdArray Forward(NdArray x) => LuLoop.Cofactors(x);

    protected internal override TensorSpec Specify(TensorSpec x) => x;

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => CofactorDerivativePrimitive.Instance.Bind(x, t);

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => CofactorDerivativePrimitive.Instance.Bind(x, ct);

    protected internal override Tensor Batch(Tensor x) => Bind(x);
}

/// <summary>
/// H(a)·e, with H the Hessian of the determinant: H·e = ⟨B, e⟩·C - B·eᵀ·C where B = a⁻ᵀ exists. The derivative by a is of third order in
/// the determinant and symmetric, so one formula serves both modes.
/// </summary>
internal sealed class CofactorDerivativePrimitive : BinaryPrimitive
{
    public static readonly CofactorDerivativePrimitive Instance = new();

    private static readonly SolvePrimitive s_solve = new("Det (third derivative)");

    public override string Name => "cofactor_derivative";

    protected internal override NdArray Forward(NdArray a, NdArray b) => LuLoop.CofactorDerivative(a, b);

    protected internal override TensorSpec Specify(TensorSpec a, TensorSpec b) => b;

    protected internal override Tensor? JvpLeft(Tensor t, Tensor a, Tensor b, Tensor y) => Third(a, b, t);

    protected internal override Tensor? JvpRight(Tensor t, Tensor a, Tensor b, Tensor y) => Bind(a, t);

    protected internal override Tensor? VjpLeft(Tensor ct, Tensor a, Tensor b, Tensor y) => Third(a, b, ct);

    protected internal override Tensor? VjpRight(Tensor ct, Tensor a, Tensor b, Tensor y) => Bind(a, ct);

    protected internal override Tensor Batch(Tensor a, bool aBatched, Tensor b, bool bBatched)
    {
        if (!aBatched) a = Ops.BroadcastTo(a, a.Shape.Insert(0, b.Shape[0]));
        if (!bBatched) b = Ops.BroadcastTo(b, b.Shape.Insert(0, a.Shape[0]));
        return Bind(a, b);
    }

    /// <summary>The derivative of H·e along f, from Ḃ = -B·fᵀ·B and Ċ = H·f.</summary>
    private Tensor Third(Tensor a, Tensor e, Tensor f)
    {
        var b = s_solve.Bind(LinearAlgebra.Swap(a), Ops.BroadcastTo(Ops.Eye(a.Shape[-1], dtype: a.DType), a.Shape))[0];
        var (c, dc) = (CofactorPrimitive.Instance.Bind(a), Bind(a, f));
        var db = -Ops.MatMul(b, Ops.MatMul(LinearAlgebra.Swap(f), b));
        var et = LinearAlgebra.Swap(e);
        return LinearAlgebra.Each(LinearAlgebra.InnerProduct(db, e)) * c + LinearAlgebra.Each(LinearAlgebra.InnerProduct(b, e)) * dc
            - Ops.MatMul(db, Ops.MatMul(et, c)) - Ops.MatMul(b, Ops.MatMul(et, dc));
    }
}

/// <summary>Sign and logarithm of the determinant; the sign has no derivative. Giles 2008, section 2.2.4.</summary>
internal sealed class SlogDetPrimitive : GeneralPrimitive
{
    public static readonly SlogDetPrimitive Instance = new();

    private static readonly SolvePrimitive s_solve = new("SlogDet (derivative)");

    public override string Name => "slogdet";

    protected override NdArray[] Forward(NdArray[] x) => LuLoop.SlogDet(x[0]);

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[0] with { Shape = MatrixStack.With(x[0].Shape) }, x[0] with { Shape = MatrixStack.With(x[0].Shape) }];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y) =>
        [null, t[0] is { } s ? Ops.Trace(s_solve.Bind(x[0], s)[0], 0, -2, -1) : null];

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        if (ct[1] is not { } s) return [null];
        var identity = Ops.BroadcastTo(Ops.Eye(x[0].Shape[-1], dtype: x[0].DType), x[0].Shape);
        return [LinearAlgebra.Each(s) * s_solve.Bind(LinearAlgebra.Swap(x[0]), identity)[0]];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Bind(x[0]);
}
