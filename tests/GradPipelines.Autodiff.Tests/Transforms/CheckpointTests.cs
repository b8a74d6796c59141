using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

public class CheckpointTests
{
    private static readonly Tensor s_x = new[] { 0.3, -1.2, 0.8 };

    [Fact]
    public void Checkpoint_HasEveryOrderInBothModes() => CheckGrads(Checkpoint(x => Tanh(Sin(x) * x)), s_x, order: 3);

    [Fact]
    public void Checkpoint_OfAContainer_HasEveryOrder() =>
        CheckGrads<(Tensor A, Tensor B), Tensor>(p => Checkpoint<(Tensor A, Tensor B), (Tensor, Tensor)>(q => (Exp(q.A) * q.B, Sin(q.B)))(p) is var (u, v) ? u * v : p.A, (s_x, 2.0 * s_x));

    [Fact]
    public void Checkpoint_RunsTheFunctionAgainOnTheWayBack()
    {
        var runs = 0;
        Grad(x => Sum(Checkpoint(p => { runs++; return Exp(p); })(x)))(s_x);
        Assert.Equal(2, runs);
    }

    [Fact]
    public void Checkpoint_InsideVmap_EqualsALoop()
    {
        var f = Checkpoint(x => Sum(Exp(x)) * x);
        Tensor rows = Stack([s_x, 2.0 * s_x]);
        Numbers.AreClose(f(2.0 * s_x).ToArray<double>(), Vmap(f)(rows)[1].ToArray<double>(), 1e-14);
    }

    [Fact]
    public void Checkpoint_WithAnIntegerLeaf_PassesItThrough()
    {
        var f = Checkpoint<(Tensor X, Tensor I), Tensor>(p => Take(p.X, p.I));
        Tensor i = new[] { 2, 0 };
        Assert.Equal([1, 0, 1], Grad(x => Sum(f((x, i))))(s_x).ToArray<double>());
    }

    [Fact]
    public void Checkpoint_ThatCapturesATracedValue_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Grad(a => Checkpoint(x => a * x)(2.0))(3.0));
}

public class FixedPointTests
{
    private static Tensor Root(Tensor a) => FixedPoint((p, x) => 0.5 * (x + p / x), a, 1.0, (x, y) => Max(Abs(x - y)), 1e-13);

    [Fact]
    public void FixedPoint_HasDerivativesInBothModes()
    {
        Numbers.AreClose([Math.Sqrt(3)], [Root(3.0).Item()], 1e-14);
        CheckGrads(Root, Tensor.Scalar(3), order: 2, tolerance: 1e-5); // the adjoint stops at its own tolerance, which finite differences amplify
    }

    [Fact]
    public void FixedPoint_DoesNotDependOnTheStart() =>
        Assert.Equal(0, Grad(s => FixedPoint((p, x) => Cos(p * x), (Tensor)0.5, s, (x, y) => Abs(x - y), 1e-12))(1.0).Item());

    [Fact]
    public void FixedPoint_ThatDoesNotConverge_SaysHowFarItGot()
    {
        var e = Assert.Throws<InvalidOperationException>(() => FixedPoint((p, x) => p * x, (Tensor)2.0, 1.0, (x, y) => Abs(x - y), 1e-9, maximumSteps: 20));
        Assert.StartsWith("FixedPoint: after 20 steps two iterates are still ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FixedPoint_InsideVmap_EqualsALoop() =>
        Numbers.AreClose([Math.Sqrt(2), Math.Sqrt(5)], Vmap(Root)(new[] { 2.0, 5.0 }).ToArray<double>(), 1e-14);
}
