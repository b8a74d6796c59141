using static GradPipelines.Ops;

namespace GradPipelines.Tests;

public class CreationTests
{
    [Fact]
    public void ConstantsAndRanges_HaveTheStatedElements()
    {
        Assert.Equal([0, 0, 0, 0], Zeros([2, 2]).ToArray<double>());
        Assert.Equal(new TensorSpec([2], DType.Float32), Ones([2], DType.Float32).Spec);
        Assert.Equal([1, 1], Full([2], 1.9, DType.Int64).ToArray<double>());
        Assert.Equal([0, 1, 2], Arange(3).ToArray<long>());
        Assert.Equal([1, 1.5, 2], Arange(1, 2.5, 0.5).ToArray<double>());
        Assert.Equal([2, 1], Arange(2, 0, -1).ToArray<double>());
        Assert.Empty(Arange(2, 1).ToArray<double>());
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], Linspace(0, 1, 5).ToArray<double>());
        Assert.Equal([3.0], Linspace(3, 9, 1).ToArray<double>());
        Assert.Equal([0, 1, 0, 0, 0, 1], Eye(2, 3, 1).ToArray<double>());
        Assert.Equal([0, 0, 1, 0], Eye(2, diagonal: -1).ToArray<double>());
        Assert.Throws<ArgumentException>(() => Arange(0, 1, 0));
    }

    [Fact]
    public void Linspace_EndsExactlyAtTheStop() => Assert.Equal(0.3, Linspace(0.1, 0.3, 7)[-1].Item());

    [Fact]
    public void RandomFunctions_AreTheKeys()
    {
        var key = Key.FromSeed(4);
        Assert.Equal(key.Normal([2, 3]).ToArray<double>(), Normal(key, 2, 3).ToArray<double>());
        Assert.Equal(key.Uniform([4]).ToArray<double>(), Uniform(key, 4).ToArray<double>());
        Assert.Equal(key.Permutation(5).ToArray<long>(), Permutation(key, 5).ToArray<long>());
    }

    [Fact]
    public void ConversionsFromArrays_Copy()
    {
        var values = new[] { 1.0, 2.0 };
        Tensor x = values;
        values[0] = 9;
        Assert.Equal(1, x[0].Item());
        Assert.Equal([2, 2], ((Tensor)new[,] { { 1.0, 2 }, { 3, 4 } }).Shape.ToArray());
        Assert.Equal([1, 2, 3, 4], ((Tensor)new[,,] { { { 1.0 }, { 2 } }, { { 3 }, { 4 } } }).ToArray<double>());
        Assert.Equal(DType.Float32, ((Tensor)new[,] { { 1f } }).DType);
        Assert.Equal(DType.Int64, ((Tensor)new[] { 1, 2 }).DType);
    }
}
