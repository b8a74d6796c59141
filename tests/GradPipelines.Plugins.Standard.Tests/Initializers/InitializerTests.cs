using GradPipelines.Plugins.Standard.Initializers;

namespace GradPipelines.Plugins.Standard.Tests.Initializers;

public sealed class InitializerTests
{
    private const int FanIn = 300, FanOut = 200;

    public static TheoryData<string> All => Standard.Names(ComponentKind.Initializer);

    [Theory]
    [InlineData("glorot-uniform", 2.0 / (FanIn + FanOut), true)]
    [InlineData("glorot-normal", 2.0 / (FanIn + FanOut), false)]
    [InlineData("he-uniform", 2.0 / FanIn, true)]
    [InlineData("he-normal", 2.0 / FanIn, false)]
    [InlineData("lecun-uniform", 1.0 / FanIn, true)]
    [InlineData("lecun-normal", 1.0 / FanIn, false)]
    [InlineData("normal", 1.0, false)]
    [InlineData("uniform", 1.0 / 3, true)]
    public void Spread_HasTheVarianceOfItsFormula(string name, double variance, bool isBounded)
    {
        var x = Create(name, null).ToArray<double>();
        Assert.Equal(0, x.Average(), 5 * Math.Sqrt(variance / x.Length));
        Assert.Equal(1, x.Select(v => v * v).Average() / variance, 0.03); // the fourth moment of 60 000 numbers allows 0.03 at five sigma
        Assert.Equal(isBounded, x.Max(Math.Abs) <= Math.Sqrt(3 * variance));
    }

    [Fact]
    public void Normal_HasMeanAndStd()
    {
        var x = Create("normal", new NormalOptions { Mean = 3, Std = 0.5 }).ToArray<double>();
        Assert.Equal(3, x.Average(), 0.02);
        Assert.Equal(0.25, x.Select(v => (v - 3) * (v - 3)).Average(), 0.01);
    }

    [Fact]
    public void Constants_AreConstant()
    {
        Assert.All(Create("zeros", null).ToArray<double>(), v => Assert.Equal(0, v));
        Assert.All(Create("ones", null).ToArray<double>(), v => Assert.Equal(1, v));
        Assert.All(Create("constant", new ConstantOptions { Value = 2.5 }).ToArray<double>(), v => Assert.Equal(2.5, v));
    }

    [Theory]
    [InlineData(30, 20)]
    [InlineData(20, 30)]
    public void Orthogonal_HasOrthonormalColumnsOrRows(int rows, int columns)
    {
        Tensor q = new Orthogonal(new() { Gain = 2 }).Create([rows, columns], rows, columns, Key.FromSeed(1));
        var gram = rows >= columns ? Ops.MatMul(q.T, q) : Ops.MatMul(q, q.T);
        Close.To((4.0 * Ops.Eye(20)).ToNdArray(), gram, 1e-14);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Numbers_FollowFromTheKeyAlone(string name)
    {
        var options = name == "constant" ? new ConstantOptions { Value = 1 } : null;
        Assert.Equal(Create(name, options).ToArray<double>(), Create(name, options).ToArray<double>());
    }

    private static NdArray Create(string name, ComponentOptions? options) =>
        Standard.Create<IInitializer>(ComponentKind.Initializer, name, options).Create([FanIn, FanOut], FanIn, FanOut, Key.FromSeed(7));
}
