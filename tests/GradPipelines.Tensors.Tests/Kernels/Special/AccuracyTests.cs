using System.Globalization;

namespace GradPipelines.Kernels;

/// <summary>
/// Special functions against values with 20 digits, made with mpmath (values.py) at arguments that are exact doubles: values.csv, a
/// function, its arguments and its value in each line. The bounds are the measured largest relative errors, rounded up.
/// </summary>
public class AccuracyTests
{
    /// <summary>The function, and the largest error: relative, or relative to a scale where the function oscillates about 0.</summary>
    private static readonly Dictionary<string, (Func<double[], double> F, double Bound, Func<double[], double>? Scale)> s_functions = new(StringComparer.Ordinal)
    {
        ["gamma"] = (x => GammaFunctions.Gamma(x[0]), 1e-14, null),
        ["rgamma"] = (x => GammaFunctions.Reciprocal(x[0]), 1e-14, null),
        ["gammaln"] = (x => GammaFunctions.LogGamma(x[0]), 1e-15, null),
        ["gammaln_negative"] = (x => GammaFunctions.LogGamma(x[0]), 1e-15, _ => 1), // it passes 0 between the poles
        ["digamma"] = (x => ZetaFunction.Digamma(x[0]), 1e-15, _ => 1),
        ["digamma_negative"] = (x => ZetaFunction.Digamma(x[0]), 2e-15, _ => 1),
        ["polygamma"] = (x => ZetaFunction.Polygamma((int)x[0], x[1]), 2e-15, null),
        ["zeta"] = (x => ZetaFunction.Hurwitz(x[0], x[1]), 1e-15, null),
        ["zeta_by_s"] = (x => ZetaFunction.Hurwitz(x[0], x[1], 1), 2e-14, null),
        ["zeta_by_s2"] = (x => ZetaFunction.Hurwitz(x[0], x[1], 2), 1e-14, null),
        ["betaln"] = (x => GammaFunctions.LogBeta(x[0], x[1]), 1e-15, _ => 1),
        ["beta"] = (x => GammaFunctions.Beta(x[0], x[1]), 2e-14, null),
        ["erf"] = (x => ErrorFunctions.Erf(x[0]), 1e-15, null),
        ["erfc"] = (x => ErrorFunctions.Erfc(x[0]), 1e-15, null),
        ["erfcx"] = (x => ErrorFunctions.Erfcx(x[0]), 1e-15, null),
        ["ndtr"] = (x => ErrorFunctions.Ndtr(x[0]), 1e-15, null),
        ["log_ndtr"] = (x => ErrorFunctions.LogNdtr(x[0]), 1e-15, null),
        ["normal_hazard"] = (x => ErrorFunctions.NormalHazard(x[0]), 1e-15, null),
        ["erfinv"] = (x => ErrorFunctions.Erfinv(x[0]), 1e-15, null),
        ["erfcinv"] = (x => ErrorFunctions.Erfcinv(x[0]), 1e-15, null),
        ["ndtri"] = (x => ErrorFunctions.Ndtri(x[0]), 1e-15, null),
        ["dawsn"] = (x => Integrals.Dawson(x[0]), 2e-15, null),
        ["expi"] = (x => Integrals.Ei(x[0]), 2e-15, _ => 1),
        ["stdtr"] = (x => StudentTKernel.Invoke(x[0], x[1]), 2e-14, null),
        ["jn"] = (x => BesselFunctions.J((int)x[0], x[1]), 5e-15, Amplitude),
        ["yn"] = (x => BesselFunctions.Y((int)x[0], x[1]), 5e-15, Amplitude),
        ["iv"] = (x => BesselFunctions.I(x[0], x[1], false), 5e-14, null),
        ["ive"] = (x => BesselFunctions.I(x[0], x[1], true), 5e-14, null),
        ["kv"] = (x => BesselFunctions.K(x[0], x[1], false), 1e-14, null),
        ["kve"] = (x => BesselFunctions.K(x[0], x[1], true), 1e-14, null),
        ["gammainc"] = (x => IncompleteGamma.Lower(x[0], x[1]), 3e-13, null), // at 1e-206, where the exponent is rounded; 2e-14 above 1e-20
        ["gammaincc"] = (x => IncompleteGamma.Upper(x[0], x[1]), 1e-13, null),
        ["gammainc_by_a"] = (x => IncompleteGamma.LowerByParameter(x[0], x[1], 1), 3e-14, null),
        ["gammainc_by_a2"] = (x => IncompleteGamma.LowerByParameter(x[0], x[1], 2), 3e-14, null),
        ["betainc"] = (x => IncompleteBeta.Value(x[0], x[1], x[2]), 5e-14, null),
        ["betainc_by_a"] = (x => IncompleteBeta.ByParameters(x[0], x[1], x[2], 1, 0), 1e-13, null),
        ["betainc_by_b2"] = (x => IncompleteBeta.ByParameters(x[0], x[1], x[2], 0, 2), 1e-13, null),
        ["betainc_by_ab"] = (x => IncompleteBeta.ByParameters(x[0], x[1], x[2], 1, 1), 1e-13, null),
        ["logit"] = (x => LogitKernel.Invoke(x[0]), 1e-15, null),
    };

    private static readonly ILookup<string, double[]> s_values = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Kernels", "Special", "values.csv"))
        .Select(line => line.Split(','))
        .ToLookup(parts => parts[0], parts => parts[1..].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray());

    public static TheoryData<string> Functions => new(s_functions.Keys);

    [Theory]
    [MemberData(nameof(Functions))]
    public void LargestError_IsWithinTheStatedBound(string name)
    {
        var (function, bound, scale) = s_functions[name];
        double worst = 0, at = double.NaN;
        var where = "";
        foreach (var row in s_values[name])
        {
            var (x, expected) = (row[..^1], row[^1]);
            var size = Math.Max(Math.Abs(expected), scale?.Invoke(x) ?? 0);
            var error = Math.Abs(function(x) - expected) / size;
            if (error <= worst) continue;
            (worst, at, where) = (error, function(x), string.Join(", ", x.Select(v => v.ToString("R", CultureInfo.InvariantCulture))) + string.Create(CultureInfo.InvariantCulture, $": expected {expected:R}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {worst:G2} at {where}");
        Assert.NotEmpty(s_values[name]);
        Assert.True(worst <= bound, string.Create(CultureInfo.InvariantCulture, $"{name}: error {worst:G3} at {where}, actual {at:R}; allowed {bound:G3}"));
    }

    [Fact]
    public void EveryLineOfTheTable_NamesAFunction() => Assert.Empty(s_values.Select(g => g.Key).Except(s_functions.Keys));

    /// <summary>√(2/πx), of order n beyond the turning point; below it the functions have one sign.</summary>
    private static double Amplitude(double[] x) => x[1] > x[0] ? Math.Sqrt(2 / (Math.PI * x[1])) : 0;
}
