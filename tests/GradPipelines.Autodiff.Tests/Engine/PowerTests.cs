using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>Bugs that the reference files showed, and their relatives.</summary>
public class PowerTests
{
    [Fact]
    public void Pow_MixedDerivative_AtExponentZero_IsTheReciprocal()
    {
        Assert.Equal(0.5, Grad(b => Grad(a => Pow(a, b))(2.0))(0.0).Item());
        Assert.Equal(0.5, Grad(a => Grad(b => Pow(a, b))(0.0))(2.0).Item());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-310)]
    [InlineData(-3.0)]
    public void Pow_ToTheZero_HasDerivativeZero(double x)
    {
        Assert.Equal(0, Grad(a => Pow(a, 0))(x).Item());
        Assert.Equal(0, Grad(Grad(a => Pow(a, 0)))(x).Item());
        Assert.Equal(0, Grad(Grad(a => Pow(a, 1)))(x).Item());
        Assert.Equal(2, Grad(Grad(a => Pow(a, 2)))(x).Item());
    }

    [Fact]
    public void ArcFunctions_AtOne_HaveInfiniteSecondDerivatives()
    {
        Assert.Equal(double.PositiveInfinity, Grad(Grad(Asin))(1.0).Item());
        Assert.Equal(double.NegativeInfinity, Grad(Grad(Asin))(-1.0).Item());
        Assert.Equal(double.NegativeInfinity, Grad(Grad(Acosh))(1.0).Item());
        Assert.Equal(double.PositiveInfinity, Grad(Grad(Atanh))(1.0).Item());
    }

    [Fact]
    public void Asin_NearOne_KeepsItsDigits()
    {
        // 1 - x² by subtraction has no correct digit left here; (1 - x)(1 + x) is exact.
        var x = 1 - 1e-15;
        Numbers.AreClose([1 / Math.Sqrt((1 - x) * (1 + x))], [Grad(Asin)(x).Item()], 1e-14);
    }

    [Fact]
    public void Std_OfOneElement_HasDerivativeZero() => Assert.Equal([0.0], Grad(x => Std(x))(new[] { 3.0 }).ToArray<double>());

    [Fact]
    public void LogAddExp_AtEqualArguments_HasItsSecondDerivative()
    {
        Assert.Equal(0.5, Grad(a => LogAddExp(a, 1.0))(1.0).Item());
        Assert.Equal(0.25, Grad(Grad(a => LogAddExp(a, 1.0)))(1.0).Item());
        Assert.Equal(double.NegativeInfinity, LogAddExp(double.NegativeInfinity, double.NegativeInfinity).Item());
        Assert.Equal(double.PositiveInfinity, LogAddExp(double.PositiveInfinity, 1.0).Item());
        Assert.Equal(1, Grad(a => LogAddExp(a, 0.0))(800.0).Item());
    }

    [Fact]
    public void Hypot_NeitherOverflowsNorIsNaNAtZero()
    {
        Numbers.AreClose([5e200], [Hypot(3e200, 4e200).Item()], 1e-15);
        Assert.Equal(5e-200, Hypot(3e-200, 4e-200).Item(), 1e-214);
        Assert.Equal(double.PositiveInfinity, Hypot(double.NegativeInfinity, 1.0).Item());
        Assert.Equal(0, Grad(a => Hypot(a, 0.0))(0.0).Item());
        Numbers.AreClose([0.6], [Grad(a => Hypot(a, 4e200))(3e200).Item()], 1e-15);
    }

    [Fact]
    public void Prod_WithZeros_HasItsDerivatives()
    {
        Assert.Equal([0, 6, 0], Grad(x => Prod(x))(new[] { 3.0, 0, 2 }).ToArray<double>());
        Assert.Equal([0, 0, 0], Grad(x => Prod(x))(new[] { 0.0, 0, 2 }).ToArray<double>());
        Assert.Equal([0, 2, 0, 2, 0, 0, 0, 0, 0], Hessian(x => Prod(x))(new[] { 0.0, 0, 2 }).ToArray<double>());
        CheckGrads(x => CumProd(x), new[] { 2.0, 0, 3, -1 });
    }
}
