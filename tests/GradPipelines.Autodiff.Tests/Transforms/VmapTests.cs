using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

public class VmapTests
{
    private static readonly Tensor s_x = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };

    [Fact]
    public void Axes_InAndOut()
    {
        Assert.Equal([6, 15], Vmap(r => Sum(r))(s_x).ToArray<double>());
        Assert.Equal([5, 7, 9], Vmap(c => Sum(c), inAxis: 1)(s_x).ToArray<double>());
        Assert.Equal([3, 2], Vmap(r => r * 2.0, outAxis: 1)(s_x).Shape.ToArray());
        Assert.Equal([2, 3], Vmap(c => c, inAxis: -1, outAxis: -1)(s_x).Shape.ToArray());
    }

    [Fact]
    public void TwoArguments_OneMayBeWhole()
    {
        Tensor w = new[] { 1.0, 10, 100 };
        Assert.Equal([321, 654], Vmap((r, v) => MatMul(r, v), 0, null)(s_x, w).ToArray<double>());
        Assert.Equal([321, 654], Vmap((v, r) => MatMul(r, v), null, 0)(w, s_x).ToArray<double>());
        Assert.Equal([1, 50], Vmap((r, v) => r[1 - 1] * v[0], 0, 0)(s_x[.., ..1] * (Tensor)new double[,] { { 1 }, { 1.25 } }, Reshape((Tensor)new[] { 1.0, 10 }, 2, 1)).ToArray<double>());
        Assert.Throws<ArgumentException>(() => Vmap((a, b) => a, null, null)(s_x, w));
    }

    [Fact]
    public void ResultThatNoElementReached_IsRepeated() => Assert.Equal([5, 5], Vmap(_ => 5.0)(s_x).ToArray<double>());

    [Fact]
    public void Containers_InAndOut()
    {
        var y = Vmap<(Tensor A, Tensor B), Dictionary<string, Tensor>>(p => new() { ["sum"] = p.A + p.B, ["b"] = p.B })((s_x, s_x[.., 0]));
        Assert.Equal([2, 3, 4, 8, 9, 10], y["sum"].ToArray<double>());
        Assert.Equal([1, 4], y["b"].ToArray<double>());
    }

    [Fact]
    public void Mistakes_NameTheLeaf()
    {
        var e = Assert.Throws<ShapeException>(() => Vmap<(Tensor, Tensor), Tensor>(p => p.Item1)((s_x, s_x.T)));
        Assert.Equal("Vmap: the argument .Item2 of shape (3, 2) has 3 along axis 0, and .Item1 has 2; they must be equal.", e.Message);
        Assert.Contains("holds no tensor", Assert.Throws<ShapeException>(() => Vmap<Tensor[], Tensor>(_ => 1.0)([])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparisons_ChooseWithWhereInsteadOfIf() =>
        Assert.Equal([1, 0, 3], Vmap(x => Where(x > 0, x, 0.0))(new[] { 1.0, -2, 3 }).ToArray<double>());

    [Fact]
    public void EmptyBatch_OfBatchedRules_IsEmpty() => Assert.Equal([0, 3], Vmap(r => Exp(r) * 2.0)(Zeros([0, 3])).Shape.ToArray());

    [Fact]
    public void ThreeLevels_OfVmap_MultiplyEveryPair()
    {
        Tensor a = new[] { 1.0, 2 }, b = new[] { 3.0, 4, 5 };
        var y = Vmap(p => Vmap(q => Vmap(r => p * q + r)(a))(b))(a);
        Assert.Equal([2, 3, 2], y.Shape.ToArray());
        Assert.Equal(2 * 5 + 1, y[1, 2, 0].Item());
    }
}
