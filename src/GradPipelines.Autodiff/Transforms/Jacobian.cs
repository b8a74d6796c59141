namespace GradPipelines;

/// <content>Matrices of derivatives.</content>
public static partial class Transforms
{
    /// <summary>Every element of the result by every element of x: shape of the result, then shape of x.</summary>
    /// <remarks>One batched pass: forward where x has fewer elements than the result, else reverse.</remarks>
    public static Func<Tensor, Tensor> Jacobian(Func<Tensor, Tensor> f) => x =>
    {
        var (y, pull) = Vjp(f, x);
        return x.Size < y.Size ? JacobianForward(f)(x) : Rows(y, pull, x);
    };

    /// <summary>The Jacobian by reverse mode: one pullback for each element of the result, batched.</summary>
    public static Func<Tensor, Tensor> JacobianReverse(Func<Tensor, Tensor> f) => x =>
    {
        var (y, pull) = Vjp(f, x);
        return Rows(y, pull, x);
    };

    /// <summary>The Jacobian by forward mode: one direction for each element of x, batched.</summary>
    public static Func<Tensor, Tensor> JacobianForward(Func<Tensor, Tensor> f) => x =>
    {
        if (x.Size == 0) return Ops.Zeros([.. f(x).Shape.AsSpan(), .. x.Shape.AsSpan()], x.DType);
        var basis = Ops.Reshape(Ops.Eye(x.Size, dtype: x.DType), [x.Size, .. x.Shape.AsSpan()]);
        var columns = Vmap(t => Jvp(f, x, t).Tangent)(basis); // (n, result...)
        return Ops.Reshape(Ops.MoveAxis(columns, 0, -1), [.. columns.Shape.AsSpan()[1..], .. x.Shape.AsSpan()]);
    };

    /// <summary>The Jacobian of a function of two tensors by one of them.</summary>
    public static Func<Tensor, Tensor, Tensor> Jacobian(Func<Tensor, Tensor, Tensor> f, int argument = 0) =>
        (a, b) => argument == 0 ? Jacobian(x => f(x, b))(a) : Jacobian(x => f(a, x))(b);

    /// <summary>The second derivatives of a function with one number as result: shape of x twice. Forward over reverse.</summary>
    public static Func<Tensor, Tensor> Hessian(Func<Tensor, Tensor> f) => JacobianForward(Grad(f));

    /// <summary>The Hessian times a vector, without the Hessian: about four evaluations of f. Forward over reverse.</summary>
    public static Func<Tensor, Tensor, Tensor> HessianVectorProduct(Func<Tensor, Tensor> f) => (x, v) => Jvp(Grad(f), x, v).Tangent;

    /// <summary>The Hessian times a vector, for functions of containers.</summary>
    public static Func<T, T, T> HessianVectorProduct<T>(Func<T, Tensor> f) => (x, v) => Jvp(Grad(f), x, v).Tangent;

    /// <summary>The vector times the Jacobian, for a w of the shape of the result.</summary>
    public static Func<Tensor, Tensor, Tensor> VectorJacobianProduct(Func<Tensor, Tensor> f) => (x, w) => Vjp(f, x).Pullback(w);

    /// <summary>A tensor of leading axes before the shape of the result, contracted with the Jacobian: leading axes, then the shape of x.</summary>
    public static Func<Tensor, Tensor, Tensor> TensorJacobianProduct(Func<Tensor, Tensor> f) => (x, w) =>
    {
        var (y, pull) = Vjp(f, x);
        var lead = w.Shape.AsSpan()[..(w.Rank - y.Rank)].ToArray();
        var rows = Vmap(pull)(Ops.Reshape(w, [-1, .. y.Shape.AsSpan()]));
        return Ops.Reshape(rows, [.. lead, .. x.Shape.AsSpan()]);
    };

    /// <summary>The generalised Gauss-Newton product Jᵀ·H·J·v of outer(f(x)), where H is the Hessian of <paramref name="outer"/> (half the sum of squares if null).</summary>
    /// <remarks>Source: Schraudolph, "Fast curvature matrix-vector products for second-order gradient descent", Neural Computation 14 (2002).</remarks>
    public static Func<Tensor, Tensor, Tensor> GaussNewtonProduct(Func<Tensor, Tensor> f, Func<Tensor, Tensor>? outer = null) => (x, v) =>
    {
        var (y, jv) = Jvp(f, x, v);
        var hjv = outer is null ? jv : HessianVectorProduct(outer)(y, jv);
        return Vjp(f, x).Pullback(hjv);
    };

    private static Tensor Rows(Tensor y, Func<Tensor, Tensor> pull, Tensor x)
    {
        if (y.Size == 0) return Ops.Zeros([.. y.Shape.AsSpan(), .. x.Shape.AsSpan()], x.DType);
        var basis = Ops.Reshape(Ops.Eye(y.Size, dtype: y.DType), [y.Size, .. y.Shape.AsSpan()]);
        return Ops.Reshape(Vmap(pull)(basis), [.. y.Shape.AsSpan(), .. x.Shape.AsSpan()]);
    }
}
