using System.Globalization;

namespace GradPipelines.Tests.Kernels;

public sealed class BigRealTests
{
    /// <summary>Digits from mpmath 1.3.0 at 60 digits; the arguments are the doubles.</summary>
    public static TheoryData<string, double, string> KnownDigits => new()
    {
        { "exp", 1, "2.718281828459045235360287471352662497757" },
        { "exp", -745, "2.822350730471937076353440082059782620824e-324" },
        { "expm1", 1e-5, "0.00001000005000016666790137288615466171942538" },
        { "log", 10, "2.302585092994045684017991454684364207601" },
        { "log", 0.1, "-2.302585092994045628506840223426538727163" },
        { "log1p", 1e-5, "0.000009999950000333331651375692083392023444602" },
        { "sin", 1e22, "-0.8522008497671888017727058937530293682618" },
        { "atan", 0.75, "0.6435011087932843868028092287173226380415" },
        { "atan", 1e10, "1.570796326694896619231321691640084775432" },
        { "erf", 0.5, "0.5204998778130465376827466538919645287365" },
        { "erfc", 10, "2.088487583762544757000786294957788611561e-45" },
        { "erfc", 27, "5.237048923789255685016067682847549090934e-319" },
    };

    [Theory]
    [MemberData(nameof(KnownDigits))]
    public void Reference_OfKnownValue_AgreesToThirtyDigits(string name, double x, string digits) =>
        AssertClose(Parse(digits), UnaryCase.ByName(name).Reference(x));

    // The double closest to a multiple of π/2 (Kahan and McDonald): the hardest reduction.
    [Fact]
    public void Cos_OfHardestArgument_AgreesToThirtyDigits() =>
        AssertClose(Parse("-4.687165924254627611122582801963884398778e-19"), BigReal.SinCos(6381956970095103.0 * Math.Pow(2, 797)).Cos);

    private static void AssertClose(BigReal expected, BigReal actual) =>
        Assert.True((expected - actual).IsZero || (expected - actual).Log2Floor < expected.Log2Floor - 100);

    private static BigReal Parse(string digits)
    {
        var parts = digits.Split('e');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var mantissa = parts[0].TrimStart('-').Replace(".", string.Empty, StringComparison.Ordinal);
        exponent -= mantissa.Length - 1;
        BigReal value = 0.0, scale = 1.0;
        foreach (var digit in mantissa)
        {
            value = 10.0 * value + (digit - '0');
        }

        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            scale *= 10.0;
        }

        value = exponent < 0 ? value / scale : value * scale;
        return digits[0] == '-' ? -value : value;
    }
}
