using GradPipelines;
using GradPipelines.Testing;

namespace Acme.Softsign.Tests;

public sealed class SoftsignTests
{
    // The second derivative jumps at 0, so each side is checked by itself.
    [Theory]
    [InlineData(0.1, 4.0)]
    [InlineData(-4.0, -0.1)]
    [InlineData(100.0, 200.0)]
    public void Derivatives_AgreeWithFiniteDifferences(double low, double high) => GradCheck.Op<Softsign>(order: 2, domain: (low, high));

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 0.5)]
    [InlineData(-3.0, -0.75)]
    [InlineData(1e300, 1.0)]
    [InlineData(double.PositiveInfinity, double.NaN)]
    public void Value(double x, double y) => Assert.Equal(y, new Softsign().Bind(x).Item());

    [Fact]
    public void Derivative_FarOut_KeepsItsDigits() =>
        Assert.Equal(1e-24, Transforms.Grad(x => new Softsign().Bind(x))(1e12).Item(), 1e-35);
}
