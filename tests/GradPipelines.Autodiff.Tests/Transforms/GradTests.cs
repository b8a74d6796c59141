using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

public class GradTests
{
    [Fact]
    public void Identity_HasDerivativeOne() => Assert.Equal(1, Grad(x => x)(3.0).Item());

    [Fact]
    public void Constant_HasAnExplicitZeroOfTheArgumentsSpec()
    {
        var g = Grad(_ => 5.0)(Cast((Tensor)new double[,] { { 1, 2 } }, DType.Float32));
        Assert.Equal(new TensorSpec([1, 2], DType.Float32), g.Spec);
        Assert.All(g.ToArray<double>(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void UnusedArgument_HasAnExplicitZero()
    {
        Tensor F(Tensor a, Tensor b) => Sum(a);
        var (da, db) = MultiGrad(F)(new[] { 1.0, 2.0 }, new[] { 3.0, 4.0, 5.0 });
        Assert.Equal([1, 1], da.ToArray<double>());
        Assert.Equal([0, 0, 0], db.ToArray<double>());
        Assert.Equal([3], Grad(F, 1)(1.0, new[] { 3.0, 4.0, 5.0 }).Shape.ToArray());
        Assert.Equal(0, Jvp(_ => 5.0, 1.0, 1.0).Tangent.Item());
    }

    [Fact]
    public void EveryForm_GivesTheSameDerivative()
    {
        Tensor F(Tensor u, Tensor v) => u * u * v;
        Assert.Equal(12, Grad(F)(2.0, 3.0).Item());
        Assert.Equal(4, Grad(F, argument: 1)(2.0, 3.0).Item());
        Assert.Equal(4, GradNamed(F, "v")(2.0, 3.0).Item());
        Assert.Equal(4, MultiGradDict(F)(2.0, 3.0)["v"].Item());
        Assert.Equal((12, 4), (MultiGrad(F)(2.0, 3.0).Item1.Item(), MultiGrad(F)(2.0, 3.0).Item2.Item()));
        Assert.Equal(12, ValueAndGrad(F)(2.0, 3.0).Value.Item());
        Assert.Equal(12, ValueAndGrad(F)(2.0, 3.0).Gradient.Item());
        Assert.Equal([12, 20], ElementwiseGrad(F)(new[] { 2.0, 5.0 }, new[] { 3.0, 2.0 }).ToArray<double>());
        Assert.Equal(12, Grad(((Tensor U, Tensor V) p) => F(p.U, p.V))((2.0, 3.0)).U.Item());
        Assert.Equal(12, Grad<Tensor, double>((u, v) => u * u * v)(2.0, 3).Item());
    }

    [Fact]
    public void ThreeAndFourArguments_ByPosition()
    {
        Tensor F3(Tensor a, Tensor b, Tensor c) => a * b * c;
        Tensor F4(Tensor a, Tensor b, Tensor c, Tensor d) => a * b * c * d;
        Assert.Equal(6, Grad(F3, 2)(2.0, 3.0, 5.0).Item());
        Assert.Equal(30, Grad(F4, 3)(2.0, 3.0, 5.0, 7.0).Item());
        Assert.Equal(70, GradNamed(F4, "b")(2.0, 3.0, 5.0, 7.0).Item());
        Assert.Equal(42, MultiGrad(F4)(2.0, 3.0, 5.0, 7.0).Item3.Item());
    }

    [Fact]
    public void GradAndAux_GivesPlainAuxiliaryValues()
    {
        var (g, (mean, scaled)) = GradAndAux<Tensor, (Tensor, Tensor)>(x => (Sum(Exp(x)), (Mean(x), 3.0 * x)))(new[] { 0.0, 1.0 });
        Assert.Equal([1, Math.E], g.ToArray<double>());
        Assert.Equal(0.5, mean.Item());
        Assert.Equal("[0.0, 3.0]", scaled.ToString());
    }

    [Fact]
    public void ShapeOneArrayResult_CountsAsANumber() => Assert.Equal([2], Grad(x => x * x)(new[] { 1.0 }).ToArray<double>());

    [Fact]
    public void NonScalarResult_IsRefusedWithTheRepair()
    {
        var e = Assert.Throws<ShapeException>(() => Grad(x => x * 2.0)(new[] { 1.0, 2.0 }));
        Assert.Equal("Grad: the function returned shape (2), and a gradient is that of a single number. Reduce it (Sum, Mean), or use Jacobian, ElementwiseGrad or Vjp.", e.Message);
    }

    [Fact]
    public void IntegerArgument_IsRefusedWithTheRepair()
    {
        var e = Assert.Throws<ArgumentException>(() => Grad(x => x * 2.0)(3));
        Assert.Equal("Grad: the argument is int64, and derivatives exist by float32 and float64 values only. Write 1.0 instead of 1, or Cast it; a value that is not differentiated belongs outside the argument.", e.Message);
    }

    [Fact]
    public void IntegerResult_IsRefused()
    {
        var e = Assert.Throws<ArgumentException>(() => Grad(x => Sum(Greater(x, 0.0)))(new[] { 1.0 }));
        Assert.Equal("Grad: the function returned int64, which has no derivative. Cast it to a floating dtype before the last operation.", e.Message);
    }

    [Fact]
    public void UnknownParameterName_ListsTheOthers()
    {
        Tensor F(Tensor u, Tensor v) => u * v;
        var e = Assert.Throws<ArgumentException>(() => GradNamed(F, "w"));
        Assert.StartsWith("GradNamed: the function has no parameter 'w'; it has u, v.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArgumentNumberBeyondTheLast_IsRefused()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Grad((Tensor a, Tensor b) => a * b, 2)(1.0, 2.0));
        Assert.Contains("the function has 2 arguments, counted from 0: there is no argument 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TangentOfAnotherShape_IsRefused()
    {
        var e = Assert.Throws<ShapeException>(() => Jvp(Exp, new[] { 1.0, 2.0 }, 1.0));
        Assert.Equal("Jvp: the tangent has shape () and the argument (2); they must be equal.", e.Message);
    }

    [Fact]
    public void CotangentOfAnotherShape_IsRefused()
    {
        var e = Assert.Throws<ShapeException>(() => Vjp(Exp, new[] { 1.0, 2.0 }).Pullback(1.0));
        Assert.Contains("has shape () and the result (2); they must be equal.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EscapedTracer_IsRefusedByName()
    {
        Tensor? kept = null;
        Grad(x => { kept = x * 2.0; return x; })(1.0);
        var e = Assert.Throws<InvalidOperationException>(() => Exp(kept!));
        Assert.Equal("exp: an argument is a traced value of a Grad that has finished: it was stored outside the function. Return it (GradAndAux, ValueAndGrad) instead of assigning it to a variable outside.", e.Message);
        Tensor? mapped = null;
        Vmap(x => { mapped = x; return x; })(new[] { 1.0 });
        Assert.Throws<InvalidOperationException>(() => mapped! + 1.0);
        Tensor? moved = null;
        Jvp(x => { moved = x * x; return x; }, 1.0, 1.0);
        Assert.Throws<InvalidOperationException>(() => moved! * 2.0);
    }

    [Fact]
    public void ItemInsideVmap_IsRefusedWithTheRepair()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Vmap(x => x > 0 ? x : -x)(new[] { 1.0, -1.0 }));
        Assert.Contains("A value inside Vmap has no single number", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ControlFlow_WhileRecursionAndClosures()
    {
        Tensor Newton(Tensor x)
        {
            var y = x;
            while (Abs(y * y - x) > 1e-12) y = 0.5 * (y + x / y);
            return y;
        }

        Tensor Power(Tensor x, int n) => n == 0 ? 1.0 : n % 2 == 1 ? x * Power(x, n - 1) : Square(Power(x, n / 2));
        Numbers.AreClose([0.5 / Math.Sqrt(7)], [Grad(Newton)(7.0).Item()], 1e-12);
        Numbers.AreClose([13 * Math.Pow(1.1, 12)], [Grad(x => Power(x, 13))(1.1).Item()], 1e-13);
        Numbers.AreClose([13 * 12 * Math.Pow(1.1, 11)], [Grad(Grad(x => Power(x, 13)))(1.1).Item()], 1e-13);
        Tensor scale = 3.0;
        var f = new Func<Tensor, Tensor>(x => x > 1 ? scale * x : x * x);
        Assert.Equal(3, Grad(f)(2.0).Item());
        Assert.Equal(1, Grad(f)(0.5).Item());
    }

    [Fact]
    public void DeepChain_DoesNotOverflowTheStack()
    {
        var g = Grad(x =>
        {
            var y = x;
            for (var i = 0; i < 200_000; i++) y += 1e-6;
            return y;
        });
        Assert.Equal(1, g(1.0).Item());
    }

    [Fact]
    public void Gradient_KeepsFloat32()
    {
        var x = Cast((Tensor)new[] { 1.0, 2.0 }, DType.Float32);
        Assert.Equal(DType.Float32, Grad(p => Sum(p * (Tensor)new[] { 0.5, 0.25 }))(x).DType);
        Assert.Equal(DType.Float32, Jacobian(p => p * 2.0)(x).DType);
        Assert.Equal(DType.Float32, Hessian(p => Sum(p * p))(x).DType);
    }

    /// <summary>The generic forms would take a C# number for a container without tensors, and give the value as its own derivative.</summary>
    [Fact]
    public void CSharpNumber_AsArgument_IsATensorOrRefused()
    {
        Assert.Equal(6, Jvp(x => x * x, 3.0, 1.0).Tangent.Item());
        Assert.Equal(6, Vjp(x => x * x, 3.0).Pullback(1.0).Item());
        var e = Assert.Throws<ArgumentException>(() => Jvp(x => (x, x * x), 3.0, 1.0));
        Assert.StartsWith("Jvp: the argument is a Double, which no derivative can be taken by. Write (Tensor)3, or give the function's parameter the type Tensor.", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Vjp(x => (x, x * x), 3.0));
        Assert.Throws<ArgumentException>(() => Grad((double x) => x * x)(3.0));
        Assert.Throws<ArgumentException>(() => CheckGrads(x => (x, x * x), 3.0));
    }
}
