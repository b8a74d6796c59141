using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

public class JacobianTests
{
    private static readonly Tensor s_x = new double[,] { { 0.5, -1 }, { 2, 0.25 } };

    [Fact]
    public void Jacobian_HasShapeOfResultThenArgument()
    {
        var j = Jacobian(x => Sum(x, [0]))(s_x);
        Assert.Equal([2, 2, 2], j.Shape.ToArray());
        Assert.Equal([1, 0, 1, 0, 0, 1, 0, 1], j.ToArray<double>());
    }

    [Fact]
    public void EmptyArgumentAndResult_GiveEmptyJacobians()
    {
        Assert.Equal([2, 0], Jacobian(x => Concatenate([x, (Tensor)new[] { 1.0, 2.0 }]))(Zeros([0])).Shape.ToArray());
        Assert.Equal([0, 3], Jacobian(x => x[..0])(Ones([3])).Shape.ToArray());
        Assert.Equal([0, 3], JacobianForward(x => x[..0])(Ones([3])).Shape.ToArray());
        Assert.Equal([0, 0], Hessian(x => Sum(x))(Zeros([0])).Shape.ToArray());
    }

    [Fact]
    public void ResultThatDoesNotDependOnTheArgument_GivesZeros()
    {
        Assert.All(JacobianForward(_ => Ones([2]))(s_x).ToArray<double>(), v => Assert.Equal(0, v));
        Assert.All(JacobianReverse(_ => Ones([2]))(s_x).ToArray<double>(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void JacobianOfTwoArguments_ByEither()
    {
        Tensor F(Tensor a, Tensor b) => MatMul(a, b);
        Tensor v = new[] { 3.0, 4.0 };
        Assert.Equal([2, 2, 2], Jacobian(F)(s_x, v).Shape.ToArray());
        Assert.Equal(s_x.ToArray<double>(), Jacobian(F, 1)(s_x, v).ToArray<double>());
    }

    [Fact]
    public void HessianVectorProduct_EqualsTheHessianTimesTheVector()
    {
        Tensor F(Tensor x) => Sum(Exp(MatMul(x, x.T)));
        Tensor v = Normal(Key.FromSeed(1), 2, 2);
        var h = Reshape(Hessian(F)(s_x), 4, 4);
        Numbers.AreClose(MatMul(h, Ravel(v)).ToArray<double>(), HessianVectorProduct(F)(s_x, v).ToArray<double>(), 1e-12);
    }

    [Fact]
    public void HessianVectorProduct_OfAContainer_HasItsType()
    {
        var x = (W: (Tensor)2.0, B: (Tensor)3.0);
        var hv = HessianVectorProduct(((Tensor W, Tensor B) p) => p.W * p.W * p.B)(x, (1.0, 0.0));
        Assert.Equal((6, 4), (hv.W.Item(), hv.B.Item()));
    }

    [Fact]
    public void TensorJacobianProduct_ContractsTheResultsAxes()
    {
        Tensor F(Tensor x) => Sin(x) * Sum(x);
        Tensor w = Normal(Key.FromSeed(2), 3, 2, 2);
        var expected = TensorDot(w, Jacobian(F)(s_x), [1, 2], [0, 1]);
        Numbers.AreClose(expected.ToArray<double>(), TensorJacobianProduct(F)(s_x, w).ToArray<double>(), 1e-13);
        Numbers.AreClose(expected[0].ToArray<double>(), VectorJacobianProduct(F)(s_x, w[0]).ToArray<double>(), 1e-13);
    }

    [Fact]
    public void GaussNewtonProduct_IsJTransposedHJTimesTheVector()
    {
        Tensor F(Tensor x) => Sin(x) * Sum(x);
        Tensor Outer(Tensor y) => Log(Sum(Exp(y)));
        Tensor v = Normal(Key.FromSeed(3), 2, 2);
        Tensor j = Reshape(Jacobian(F)(s_x), 4, 4), h = Reshape(Hessian(Outer)(F(s_x)), 4, 4);
        Numbers.AreClose(MatMul(j.T, MatMul(j, Ravel(v))).ToArray<double>(), GaussNewtonProduct(F)(s_x, v).ToArray<double>(), 1e-12);
        Numbers.AreClose(MatMul(j.T, MatMul(h, MatMul(j, Ravel(v)))).ToArray<double>(), GaussNewtonProduct(F, Outer)(s_x, v).ToArray<double>(), 1e-12);
    }
}
