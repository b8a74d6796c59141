using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Determinants.</content>
public static partial class LinearAlgebra
{
    /// <summary>The determinant of matrices (..., n, n): shape (...). 1 for an empty matrix, 0 for a singular one.</summary>
    /// <remarks>The gradient of a singular matrix, its cofactors, is right; a second derivative there throws <see cref="LinearAlgebraException"/>.</remarks>
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

/// <summary>The cofactors C = det(a)·B with B = a⁻ᵀ, so Ċ = ⟨B, ȧ⟩·C - B·ȧᵀ·C.</summary>
internal sealed class CofactorPrimitive : UnaryPrimitive
{
    public static readonly CofactorPrimitive Instance = new();

    private static readonly SolvePrimitive s_solve = new("Det (second derivative)");

    public override string Name => "cofactor";

    protected internal override NdArray Forward(NdArray x) => LuLoop.Cofactors(x);

    protected internal override TensorSpec Specify(TensorSpec x) => x;

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y)
    {
        var b = InverseTransposed(x);
        return LinearAlgebra.Each(LinearAlgebra.InnerProduct(b, t)) * y - Ops.MatMul(b, Ops.MatMul(LinearAlgebra.Swap(t), y));
    }

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y)
    {
        var b = InverseTransposed(x);
        return LinearAlgebra.Each(LinearAlgebra.InnerProduct(ct, y)) * b - Ops.MatMul(y, Ops.MatMul(LinearAlgebra.Swap(ct), b));
    }

    protected internal override Tensor Batch(Tensor x) => Bind(x);

    private static Tensor InverseTransposed(Tensor x) =>
        s_solve.Bind(LinearAlgebra.Swap(x), Ops.BroadcastTo(Ops.Eye(x.Shape[-1], dtype: x.DType), x.Shape))[0];
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
