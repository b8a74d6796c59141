using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>Transforms within transforms: each sees its own derivative and no other's.</summary>
public class NestingTests
{
    private static Tensor Forward(Func<Tensor, Tensor> f, Tensor x) => Jvp(f, x, OnesLike(x)).Tangent;

    public static TheoryData<string, string> Modes => new()
    {
        { "reverse", "reverse" }, { "reverse", "forward" }, { "forward", "reverse" }, { "forward", "forward" },
    };

    private static Func<Func<Tensor, Tensor>, Tensor, Tensor> D(string mode) => mode == "reverse" ? (f, x) => Grad(f)(x) : Forward;

    /// <summary>d/dx [x · d/dy (x·y)] = d/dx x² = 2x. An engine that confuses the two perturbations gives x.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void PerturbationConfusion_ProductOfInnerDerivative(string outer, string inner)
    {
        var d = D(outer)(x => x * D(inner)(y => x * y, 2.0), 3.0);
        Assert.Equal(6, d.Item());
    }

    /// <summary>Siskind and Pearlmutter, "Confusion of tagged perturbations in forward automatic differentiation" (2008): d/dx [x · d/dy (x + y)] at 1 is 1, not 2.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void PerturbationConfusion_SumInside(string outer, string inner) => Assert.Equal(1, D(outer)(x => x * D(inner)(y => x + y, 1.0), 1.0).Item());

    /// <summary>The inner function does not use its argument: the inner derivative is 0 even though x is being differentiated outside.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void InnerFunctionOfTheOuterArgumentAlone_HasZeroDerivative(string outer, string inner) =>
        Assert.Equal(0, D(outer)(x => D(inner)(_ => x * x, 1.0) + 0.0 * x, 5.0).Item());

    /// <summary>d/dx d/dy x²y³ at the same point for both.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void MixedPartial_AtATracedPoint(string outer, string inner)
    {
        // f(x, y) = x² y³ ; d/dy at y = x² is 3 x² x⁴ = 3 x⁶; its derivative is 18 x⁵.
        var d = D(outer)(x => D(inner)(y => Square(x) * Pow(y, 3), Square(x)), 1.5);
        Numbers.AreClose([18 * Math.Pow(1.5, 5)], [d.Item()], 1e-14);
    }

    [Fact]
    public void SixthDerivative_AlternatingModes_IsRight()
    {
        Func<Tensor, Tensor> f = Sin;
        for (var i = 0; i < 3; i++)
        {
            var g = f;
            f = Grad(x => Forward(g, x));
        }

        Numbers.AreClose([-Math.Sin(0.7)], [f(0.7).Item()], 1e-14);
    }

    [Fact]
    public void VmapOfGradOfVmap_IsRight()
    {
        Tensor x = new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        var g = Vmap(Grad(row => Sum(Vmap(e => Pow(e, 3))(row))))(x);
        Assert.Equal(new double[] { 3, 12, 27, 48, 75, 108 }, g.ToArray<double>());
    }

    [Fact]
    public void GradOfVmapOverACapturedArgument_SumsOverTheBatch()
    {
        Tensor x = new double[] { 1, 2, 3 };
        Assert.Equal(14, Grad(a => Sum(Vmap(e => a * e * e)(x)))(2.0).Item());
    }

    [Fact]
    public void GradInsideVmapOverACapturedBatch_SeesOneElement()
    {
        Tensor x = new double[] { 1, 2, 3 };
        Assert.Equal(new double[] { 2, 4, 6 }, Vmap(e => Grad(a => a * e * 2.0)(1.0))(x).ToArray<double>());
    }

    [Fact]
    public void HessianInsideVmap_IsBatched()
    {
        Tensor x = new double[,] { { 1, 2 }, { 3, 4 } };
        var h = Vmap(Hessian(p => p[0] * p[0] * p[1]))(x);
        Assert.Equal(new double[] { 4, 2, 2, 0, 8, 6, 6, 0 }, h.ToArray<double>());
    }

    [Fact]
    public void Hessian_EqualsEveryMixtureOfModes()
    {
        Tensor x = new[] { 0.3, -0.8, 1.1 };
        Tensor F(Tensor p) => Sum(Exp(Outer(p, Sin(p))));
        var expected = Hessian(F)(x).ToArray<double>();
        Numbers.AreClose(expected, JacobianReverse(Grad(F))(x).ToArray<double>(), 1e-13);
        Numbers.AreClose(expected, JacobianForward(JacobianForward(F))(x).ToArray<double>(), 1e-13);
        Numbers.AreClose(expected, JacobianReverse(JacobianForward(F))(x).ToArray<double>(), 1e-13);
        Numbers.AreClose(expected, Jacobian(Jacobian(F))(x).ToArray<double>(), 1e-13);
    }

    [Fact]
    public void Pullback_CanBeCalledAgain_AndDifferentiated()
    {
        Tensor x = new[] { 0.5, 2.0 };
        var (_, pull) = Vjp(p => p * p, x);
        Assert.Equal(pull(OnesLike(x)).ToArray<double>(), pull(OnesLike(x)).ToArray<double>());
        Assert.Equal(new[] { 1.0, 4.0 }, Vjp(pull, OnesLike(x)).Pullback(OnesLike(x)).ToArray<double>());
    }

    [Fact]
    public void Pullback_MadeInsideAnotherGradient_IsPartOfIt()
    {
        // g(a) = pullback of x → a·x² at x = 3 for cotangent a: 2·3·a·a; its derivative is 12 a.
        var g = Grad(a => Vjp(x => a * x * x, 3.0).Pullback(a));
        Assert.Equal(24, g(2.0).Item());
    }

    [Fact]
    public void StopGradient_StopsEveryLevel()
    {
        Assert.Equal(4, Grad(x => StopGradient(x) * x)(4.0).Item());
        Assert.Equal(0, Grad(Grad(x => StopGradient(x) * x))(4.0).Item());
    }

    /// <summary>The trap of a level counter that goes up and down: with two threads the inner derivative is taken for the outer one.</summary>
    [Fact]
    public void TwoThreads_NestingAtOnce_DoNotConfuseLevels()
    {
        const int rounds = 20_000;
        var wrong = 0;
        using var start = new Barrier(2);
        void Work(double point)
        {
            start.SignalAndWait();
            for (var i = 0; i < rounds; i++)
            {
                if (Grad(x => x * Grad(y => x * y)(point))(point).Item() != 2 * point) Interlocked.Increment(ref wrong);
                if (Forward(x => x * Grad(y => x * y)(point), point).Item() != 2 * point) Interlocked.Increment(ref wrong);
            }
        }

        var threads = new[] { new Thread(() => Work(1)), new Thread(() => Work(3)) };
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void OneTrace_UsedByManyThreads_IsRight()
    {
        var g = Grad(x =>
        {
            var parts = new Tensor[64];
            Parallel.For(0, parts.Length, i => parts[i] = Sin(x * (double)i));
            return parts.Aggregate((a, b) => a + b);
        })(0.3).Item();
        Numbers.AreClose([Enumerable.Range(0, 64).Sum(i => i * Math.Cos(0.3 * i))], [g], 1e-11); // 64 terms of size up to 63
    }

    [Fact]
    public void OnePullback_OnManyThreads_IsRight()
    {
        Tensor x = new[] { 0.5, 2.0 };
        var (_, pull) = Vjp(p => Exp(p) * p, x);
        var expected = pull(OnesLike(x)).ToArray<double>();
        Parallel.For(0, 200, _ => Assert.Equal(expected, pull(OnesLike(x)).ToArray<double>()));
    }
}
