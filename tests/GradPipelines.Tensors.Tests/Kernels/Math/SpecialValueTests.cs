namespace GradPipelines.Tests.Kernels;

public sealed class SpecialValueTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    /// <summary>f(−∞), f(−0), f(+0), f(+∞): IEEE 754-2019, 9.2.1 and C23 annex F. The sign of zero counts. NaN goes to NaN everywhere.</summary>
    public static TheoryData<string, double, double, double, double> Ends => new()
    {
        { "exp", 0, 1, 1, Inf },
        { "exp2", 0, 1, 1, Inf },
        { "expm1", -1, -0.0, 0, Inf },
        { "log", NaN, -Inf, -Inf, Inf },
        { "log1p", NaN, -0.0, 0, Inf },
        { "log2", NaN, -Inf, -Inf, Inf },
        { "log10", NaN, -Inf, -Inf, Inf },
        { "tanh", -1, -0.0, 0, 1 },
        { "sinh", -Inf, -0.0, 0, Inf },
        { "cosh", Inf, 1, 1, Inf },
        { "asinh", -Inf, -0.0, 0, Inf },
        { "acosh", NaN, NaN, NaN, Inf },
        { "atanh", NaN, -0.0, 0, NaN },
        { "sin", NaN, -0.0, 0, NaN },
        { "cos", NaN, 1, 1, NaN },
        { "tan", NaN, -0.0, 0, NaN },
        { "asin", NaN, -0.0, 0, NaN },
        { "acos", NaN, Math.PI / 2, Math.PI / 2, NaN },
        { "atan", -Math.PI / 2, -0.0, 0, Math.PI / 2 },
        { "sigmoid", 0, 0.5, 0.5, 1 },
        { "softplus", 0, 0.69314718055994529, 0.69314718055994529, Inf },
        { "log-sigmoid", -Inf, -0.69314718055994529, -0.69314718055994529, -0.0 },
        { "cbrt", -Inf, -0.0, 0, Inf },
        { "erf", -1, -0.0, 0, 1 },
        { "erfc", 2, 1, 1, 0 },
    };

    /// <summary>Single points where the value is exact, a pole, or outside the domain.</summary>
    public static TheoryData<string, double, double> Points => new()
    {
        { "exp", 1000, Inf },
        { "exp", -1000, 0 },
        { "exp2", 10, 1024 },
        { "exp2", -149, 1.401298464324817e-45 },
        { "exp2", 5000, Inf },
        { "expm1", -1000, -1 },
        { "expm1", 1000, Inf },
        { "log", 1, 0 },
        { "log", -1, NaN },
        { "log1p", -1, -Inf },
        { "log1p", -1.5, NaN },
        { "log2", 1024, 10 },
        { "log2", 1, 0 },
        { "log2", -1, NaN },
        { "log10", 1, 0 },
        { "log10", -1, NaN },
        { "tanh", 100, 1 },
        { "tanh", -100, -1 },
        { "sinh", 1000, Inf },
        { "sinh", -1000, -Inf },
        { "cosh", -1000, Inf },
        { "acosh", 1, 0 },
        { "acosh", 0.5, NaN },
        { "acosh", -3, NaN },
        { "atanh", 1, Inf },
        { "atanh", -1, -Inf },
        { "atanh", 1.5, NaN },
        { "asin", 1, Math.PI / 2 },
        { "asin", -1, -Math.PI / 2 },
        { "asin", 1.5, NaN },
        { "acos", 1, 0 },
        { "acos", -1, Math.PI },
        { "acos", -1.5, NaN },
        { "sigmoid", 1000, 1 },
        { "sigmoid", -1000, 0 },
        { "softplus", 1000, 1000 },
        { "softplus", -1000, 0 },
        { "log-sigmoid", -1000, -1000 },
        { "cbrt", 27, 3 },
        { "cbrt", -8, -2 },
        { "erf", 100, 1 },
        { "erfc", 100, 0 },
        { "erfc", -100, 2 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Function_AtInfinitiesAndZeros_IsIeee(string name, double minusInfinity, double minusZero, double zero, double infinity)
    {
        foreach (var width in UnaryCase.Widths)
        {
            AssertValue(name, width, -Inf, minusInfinity);
            AssertValue(name, width, -0.0, minusZero);
            AssertValue(name, width, 0.0, zero);
            AssertValue(name, width, Inf, infinity);
            AssertValue(name, width, NaN, NaN);
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Function_AtExactPoint_IsExact(string name, double x, double y)
    {
        foreach (var width in UnaryCase.Widths)
        {
            AssertValue(name, width, x, y);
        }
    }

    private static void AssertValue(string name, int width, double x, double expected)
    {
        var function = UnaryCase.ByName(name);
        double[] wide = new double[1];
        float[] narrow = new float[1];
        function.Double(width)([x], wide);
        function.Single(width)([(float)x], narrow);
        var what = $"{name}({x:R}) at width {width}";
        if (double.IsNaN(expected))
        {
            Assert.True(double.IsNaN(wide[0]), $"{what} is {wide[0]:R}, not NaN.");
            Assert.True(float.IsNaN(narrow[0]), $"{what} is {narrow[0]:R}f, not NaN.");
            return;
        }

        Assert.True(BitConverter.DoubleToInt64Bits(wide[0]) == BitConverter.DoubleToInt64Bits(expected), $"{what} is {wide[0]:R}, not {expected:R}.");
        Assert.True(BitConverter.SingleToInt32Bits(narrow[0]) == BitConverter.SingleToInt32Bits((float)expected), $"{what} is {narrow[0]:R}f, not {(float)expected:R}f.");
    }
}
