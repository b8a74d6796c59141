namespace GradPipelines.Kernels;

public class IncompleteGammaTests
{
    [Theory]
    [InlineData(-4.0)]
    [InlineData(-1.0)]
    [InlineData(-1e-3)]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(3.0)]
    public void LargeParameter_UniformExpansionContinuesTheSeries(double deviations)
    {
        // Series to 1e8, expansion above: one double further, with the slope -density between.
        var a = 1e8;
        var next = Math.BitIncrement(a);
        var x = a + deviations * Math.Sqrt(a);
        var slope = -Math.Exp(-deviations * deviations / 2) / Math.Sqrt(2 * Math.PI * a) * (next - a);
        foreach (var (series, expansion, sign) in new[] { (IncompleteGamma.Lower(a, x), IncompleteGamma.Lower(next, x), 1), (IncompleteGamma.Upper(a, x), IncompleteGamma.Upper(next, x), -1) })
            Assert.True(Math.Abs(series + sign * slope - expansion) <= 3e-13 * series, // the roundings of 60 000 terms
                $"{series:R} and {expansion:R}");
    }

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(2, 0, 0, 1)]
    [InlineData(2, double.PositiveInfinity, 1, 0)]
    [InlineData(0, 0, double.NaN, double.NaN)]
    [InlineData(-1, 1, double.NaN, double.NaN)]
    [InlineData(1, -1, double.NaN, double.NaN)]
    [InlineData(1e300, 1, 0, 1)]
    public void Ends_HaveTheirLimits(double a, double x, double lower, double upper)
    {
        Assert.Equal(lower, IncompleteGamma.Lower(a, x));
        Assert.Equal(upper, IncompleteGamma.Upper(a, x));
    }
}
