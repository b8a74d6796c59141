using GradPipelines.Kernels;
using static GradPipelines.Distributions;

namespace GradPipelines.Tests;

/// <summary>Rows for distributions. Densities are written out; distribution functions are integrals or sums of them, and never the formula of the library.</summary>
internal static class DistributionSamples
{
    private static readonly double[] s_counts = [0, 2, 3];
    private static readonly double[] s_trials = [1, 0, 1];
    private static readonly long[] s_classes = [2, 0];

    public static IEnumerable<OperationSample> All =>
    [
        .. Continuous("Normal", (-2, 2), [(-1, 1), (0.6, 2)], (x, p) => Math.Exp(-(x - p[0]) * (x - p[0]) / (2 * p[1] * p[1])) / (p[1] * Math.Sqrt(2 * Math.PI)), double.NegativeInfinity,
            ("Pdf", p => Normal.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Normal.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Normal.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Normal.LogCdf(p[0], p[1], p[2])), ("Sf", p => Normal.Sf(p[0], p[1], p[2])), ("LogSf", p => Normal.LogSf(p[0], p[1], p[2]))),
        .. Continuous("StudentT", (-2, 2), [(2, 5), (-0.2, 0.2), (0.8, 2)], (x, p) => GammaFunctions.Gamma((p[0] + 1) / 2) / (GammaFunctions.Gamma(p[0] / 2) * Math.Sqrt(p[0] * Math.PI) * p[2]) * Math.Pow(1 + Math.Pow((x - p[1]) / p[2], 2) / p[0], -(p[0] + 1) / 2), double.NegativeInfinity,
            ("Pdf", p => StudentT.Pdf(p[0], p[1], p[2], p[3])), ("LogPdf", p => StudentT.LogPdf(p[0], p[1], p[2], p[3])), ("Cdf", p => StudentT.Cdf(p[0], p[1], p[2], p[3])),
            ("LogCdf", p => StudentT.LogCdf(p[0], p[1], p[2], p[3])), ("Sf", p => StudentT.Sf(p[0], p[1], p[2], p[3])), ("LogSf", p => StudentT.LogSf(p[0], p[1], p[2], p[3]))),
        .. Continuous("Gamma", (0.5, 3), [(0.8, 3), (-0.2, 0.2), (0.6, 2)], (x, p) => Math.Pow((x - p[1]) / p[2], p[0] - 1) * Math.Exp(-(x - p[1]) / p[2]) / (GammaFunctions.Gamma(p[0]) * p[2]), double.NaN,
            ("Pdf", p => Gamma.Pdf(p[0], p[1], p[2], p[3])), ("LogPdf", p => Gamma.LogPdf(p[0], p[1], p[2], p[3])), ("Cdf", p => Gamma.Cdf(p[0], p[1], p[2], p[3])),
            ("LogCdf", p => Gamma.LogCdf(p[0], p[1], p[2], p[3])), ("Sf", p => Gamma.Sf(p[0], p[1], p[2], p[3])), ("LogSf", p => Gamma.LogSf(p[0], p[1], p[2], p[3]))),
        .. Continuous("ChiSquared", (0.5, 5), [(1.5, 4)], (x, p) => Math.Pow(x, p[0] / 2 - 1) * Math.Exp(-x / 2) / (GammaFunctions.Gamma(p[0] / 2) * Math.Pow(2, p[0] / 2)), 0,
            ("Pdf", p => ChiSquared.Pdf(p[0], p[1])), ("LogPdf", p => ChiSquared.LogPdf(p[0], p[1])), ("Cdf", p => ChiSquared.Cdf(p[0], p[1])),
            ("LogCdf", p => ChiSquared.LogCdf(p[0], p[1])), ("Sf", p => ChiSquared.Sf(p[0], p[1])), ("LogSf", p => ChiSquared.LogSf(p[0], p[1]))),
        .. Continuous("Beta", (0.15, 0.85), [(0.8, 3), (0.8, 3)], (x, p) => Math.Pow(x, p[0] - 1) * Math.Pow(1 - x, p[1] - 1) / GammaFunctions.Beta(p[0], p[1]), 0,
            ("Pdf", p => Beta.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Beta.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Beta.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Beta.LogCdf(p[0], p[1], p[2])), ("Sf", p => Beta.Sf(p[0], p[1], p[2])), ("LogSf", p => Beta.LogSf(p[0], p[1], p[2]))),
        .. Continuous("Exponential", (0.5, 3), [(-0.2, 0.2), (0.6, 2)], (x, p) => Math.Exp(-(x - p[0]) / p[1]) / p[1], double.NaN,
            ("Pdf", p => Distributions.Exponential.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Distributions.Exponential.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Distributions.Exponential.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Distributions.Exponential.LogCdf(p[0], p[1], p[2])), ("Sf", p => Distributions.Exponential.Sf(p[0], p[1], p[2])), ("LogSf", p => Distributions.Exponential.LogSf(p[0], p[1], p[2]))),
        .. Continuous("Laplace", (0.8, 3), [(-0.4, 0.4), (0.6, 2)], (x, p) => Math.Exp(-Math.Abs(x - p[0]) / p[1]) / (2 * p[1]), double.NegativeInfinity,
            ("Pdf", p => Laplace.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Laplace.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Laplace.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Laplace.LogCdf(p[0], p[1], p[2])), ("Sf", p => Laplace.Sf(p[0], p[1], p[2])), ("LogSf", p => Laplace.LogSf(p[0], p[1], p[2]))),
        .. Continuous("Logistic", (-2, 2), [(-1, 1), (0.6, 2)], (x, p) => 1 / (4 * p[1] * Math.Pow(Math.Cosh((x - p[0]) / (2 * p[1])), 2)), double.NegativeInfinity,
            ("Pdf", p => Logistic.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Logistic.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Logistic.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Logistic.LogCdf(p[0], p[1], p[2])), ("Sf", p => Logistic.Sf(p[0], p[1], p[2])), ("LogSf", p => Logistic.LogSf(p[0], p[1], p[2]))),
        .. Continuous("Uniform", (0, 1), [(-2, -1), (2, 3)], (x, p) => 1 / (p[1] - p[0]), double.NaN,
            ("Pdf", p => Uniform.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Uniform.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Uniform.Cdf(p[0], p[1], p[2])), ("Sf", p => Uniform.Sf(p[0], p[1], p[2]))),
        .. Continuous("LogNormal", (0.5, 3), [(-0.5, 0.5), (0.6, 1.5)], (x, p) => Math.Exp(-Math.Pow(Math.Log(x) - p[0], 2) / (2 * p[1] * p[1])) / (x * p[1] * Math.Sqrt(2 * Math.PI)), 0,
            ("Pdf", p => LogNormal.Pdf(p[0], p[1], p[2])), ("LogPdf", p => LogNormal.LogPdf(p[0], p[1], p[2])), ("Cdf", p => LogNormal.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => LogNormal.LogCdf(p[0], p[1], p[2])), ("Sf", p => LogNormal.Sf(p[0], p[1], p[2])), ("LogSf", p => LogNormal.LogSf(p[0], p[1], p[2]))),
        .. Continuous("Cauchy", (-2, 2), [(-1, 1), (0.6, 2)], (x, p) => 1 / (Math.PI * p[1] * (1 + Math.Pow((x - p[0]) / p[1], 2))), double.NegativeInfinity,
            ("Pdf", p => Cauchy.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Cauchy.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Cauchy.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Cauchy.LogCdf(p[0], p[1], p[2])), ("Sf", p => Cauchy.Sf(p[0], p[1], p[2])), ("LogSf", p => Cauchy.LogSf(p[0], p[1], p[2]))),
        .. Continuous("Weibull", (0.5, 2), [(0.8, 2), (0.8, 2)], (x, p) => p[0] / p[1] * Math.Pow(x / p[1], p[0] - 1) * Math.Exp(-Math.Pow(x / p[1], p[0])), 0,
            ("Pdf", p => Weibull.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Weibull.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Weibull.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Weibull.LogCdf(p[0], p[1], p[2])), ("Sf", p => Weibull.Sf(p[0], p[1], p[2])), ("LogSf", p => Weibull.LogSf(p[0], p[1], p[2]))),
        .. Continuous("Pareto", (1.8, 4), [(0.8, 2), (0.8, 1.5)], (x, p) => p[0] / p[1] * Math.Pow(x / p[1], -p[0] - 1), double.NaN,
            ("Pdf", p => Pareto.Pdf(p[0], p[1], p[2])), ("LogPdf", p => Pareto.LogPdf(p[0], p[1], p[2])), ("Cdf", p => Pareto.Cdf(p[0], p[1], p[2])),
            ("LogCdf", p => Pareto.LogCdf(p[0], p[1], p[2])), ("Sf", p => Pareto.Sf(p[0], p[1], p[2])), ("LogSf", p => Pareto.LogSf(p[0], p[1], p[2]))),

        .. Discrete("Poisson", [(0.5, 4)], s_counts, (k, p) => Math.Pow(p[0], k) * Math.Exp(-p[0]) / GammaFunctions.Gamma(k + 1),
            ("Pmf", (k, p) => Poisson.Pmf(k, p[0])), ("LogPmf", (k, p) => Poisson.LogPmf(k, p[0])), ("Cdf", (k, p) => Poisson.Cdf(k, p[0])),
            ("LogCdf", (k, p) => Poisson.LogCdf(k, p[0])), ("Sf", (k, p) => Poisson.Sf(k, p[0]))),
        .. Discrete("Binomial", [(0.2, 0.8)], s_counts, (k, p) => k > 4 ? 0 : GammaFunctions.Gamma(5) / (GammaFunctions.Gamma(k + 1) * GammaFunctions.Gamma(5 - k)) * Math.Pow(p[0], k) * Math.Pow(1 - p[0], 4 - k),
            ("Pmf", (k, p) => Binomial.Pmf(k, 4.0, p[0])), ("LogPmf", (k, p) => Binomial.LogPmf(k, 4.0, p[0])), ("Cdf", (k, p) => Binomial.Cdf(k, 4.0, p[0])), ("Sf", (k, p) => Binomial.Sf(k, 4.0, p[0]))),
        .. Discrete("Bernoulli", [(0.2, 0.8)], s_trials, (k, p) => k == 1 ? p[0] : k == 0 ? 1 - p[0] : 0,
            ("Pmf", (k, p) => Bernoulli.Pmf(k, p[0])), ("LogPmf", (k, p) => Bernoulli.LogPmf(k, p[0])), ("Cdf", (k, p) => Bernoulli.Cdf(k, p[0]))),
        new("Bernoulli.LogPmfOfLogit", [new([2, 3])], x => Bernoulli.LogPmfOfLogit(s_trials, x[0]), x => Plain.Each([2, 3], i => -Math.Log(1 + Math.Exp(s_trials[i[1]] == 1 ? -x[0][i] : x[0][i])))),

        new("Normal.Ppf", [new([2, 3], 0.1, 0.9), new([2, 3], -1, 1), new([2, 3], 0.6, 2)], x => Normal.Ppf(x[0], x[1], x[2]), x => Plain.Each(x[0].Shape, i => x[1][i] + x[2][i] * ErrorFunctions.Ndtri(x[0][i]))) { IsElementwise = true },
        new("Normal.Entropy", [new([2, 3], 0.6, 2)], x => Normal.Entropy(x[0]), x => Plain.Each([2, 3], i => 0.5 * Math.Log(2 * Math.PI * Math.E * x[0][i] * x[0][i]))),
        new("Dirichlet.LogPdf", [new([2, 3], 0.1, 0.5), new([3], 0.7, 3)], x => Dirichlet.LogPdf(x[0], x[1]), x => Plain.Each([2], i => LogDirichlet(x, i[0]))),
        new("Dirichlet.Pdf", [new([2, 3], 0.1, 0.5), new([3], 0.7, 3)], x => Dirichlet.Pdf(x[0], x[1]), x => Plain.Each([2], i => Math.Exp(LogDirichlet(x, i[0])))),
        new("Categorical.LogPmf", [new([2, 3])], x => Categorical.LogPmf(s_classes, x[0]), x => Plain.Each([2], i => Math.Log(Probability(x[0], i[0], (int)s_classes[i[0]])))),
        new("Categorical.Pmf", [new([2, 3])], x => Categorical.Pmf(s_classes, x[0]), x => Plain.Each([2], i => Probability(x[0], i[0], (int)s_classes[i[0]]))),
        new("Categorical.Entropy", [new([2, 3])], x => Categorical.Entropy(x[0]), x => Plain.Each([2], i => -Enumerable.Range(0, 3).Sum(k => Probability(x[0], i[0], k) * Math.Log(Probability(x[0], i[0], k))))),
        new("MultivariateNormal.LogPdf", [new([3, 2]), new([2]), new([2, 2])], x => MultivariateNormal.LogPdf(x[0], x[1], Covariance(x[2])), x => Plain.Each([3], i => LogNormal2(x, i[0]))),
        new("MultivariateNormal.Pdf", [new([3, 2]), new([2]), new([2, 2])], x => MultivariateNormal.Pdf(x[0], x[1], Covariance(x[2])), x => Plain.Each([3], i => Math.Exp(LogNormal2(x, i[0])))),
        new("MultivariateNormal.LogPdf semidefinite", [new([3, 2]), new([2]), new([2, 2])], x => MultivariateNormal.LogPdf(x[0], x[1], Covariance(x[2]), allowSingular: true), x => Plain.Each([3], i => LogNormal2(x, i[0]))),
        new("MultivariateNormal.Entropy", [new([2, 2])], x => MultivariateNormal.Entropy(Covariance(x[0])), x => Plain.Each([], _ => 1 + Math.Log(2 * Math.PI) + 0.5 * Math.Log(Covariance(x[0]).Determinant))),
    ];

    /// <summary>Rows of a distribution by name: the density as it is, its integral from the least value, and what is left of it, also as logarithms.</summary>
    private static IEnumerable<OperationSample> Continuous(string name, (double Low, double High) x, (double Low, double High)[] parameters, Func<double, double[], double> density, double least, params (string Name, Func<Tensor[], Tensor> F)[] functions)
    {
        SampleInput[] inputs = [new([2, 3], x.Low, x.High), .. parameters.Select(p => new SampleInput([2, 3], p.Low, p.High))];
        foreach (var (function, f) in functions)
        {
            yield return new($"{name}.{function}", inputs, f, v => Plain.Each(v[0].Shape, i =>
            {
                double[] p = [.. v[1..].Select(q => q[i])];
                double Density(double t) => density(t, p);
                var start = !double.IsNaN(least) ? least : name switch { "Gamma" => p[1], "Exponential" or "Uniform" => p[0], _ => p[1] }; // Pareto: the scale
                var value = function switch
                {
                    "Pdf" or "LogPdf" => Density(v[0][i]),
                    "Cdf" or "LogCdf" when name == "Laplace" => 0.5 + Quadrature.Integral(Density, p[0], v[0][i]), // the kink is at the location
                    "Cdf" or "LogCdf" => Quadrature.Integral(Density, start, v[0][i]),
                    _ => Quadrature.Integral(Density, v[0][i], name switch { "Beta" => 1, "Uniform" => p[1], _ => double.PositiveInfinity }),
                };
                return function.StartsWith("Log", StringComparison.Ordinal) ? Math.Log(value) : value;
            }))
            {
                IsElementwise = true,
                Tolerance = 1e-12,
                ToleranceReason = "the reference is a quadrature of some hundred terms",
            };
        }
    }

    private static IEnumerable<OperationSample> Discrete(string name, (double Low, double High)[] parameters, double[] counts, Func<double, double[], double> mass, params (string Name, Func<Tensor, Tensor[], Tensor> F)[] functions)
    {
        SampleInput[] inputs = [.. parameters.Select(p => new SampleInput([2, 3], p.Low, p.High))];
        foreach (var (function, f) in functions)
        {
            yield return new($"{name}.{function}", inputs, p => f(counts, p), v => Plain.Each([2, 3], i =>
            {
                double[] p = [.. v.Select(q => q[i])];
                var k = counts[i[1]];
                var value = function switch
                {
                    "Pmf" or "LogPmf" => mass(k, p),
                    "Cdf" or "LogCdf" => Enumerable.Range(0, (int)k + 1).Sum(m => mass(m, p)),
                    _ => Enumerable.Range((int)k + 1, 60).Sum(m => mass(m, p)),
                };
                return function.StartsWith("Log", StringComparison.Ordinal) ? Math.Log(value) : value;
            }));
        }
    }

    private static double LogDirichlet(Plain[] x, int row) =>
        Enumerable.Range(0, 3).Sum(k => (x[1][k] - 1) * Math.Log(x[0][row, k]) - GammaFunctions.LogGamma(x[1][k])) + GammaFunctions.LogGamma(x[1].Data.Sum());

    private static double Probability(Plain x, int row, int k) => Math.Exp(x[row, k]) / Enumerable.Range(0, 3).Sum(j => Math.Exp(x[row, j]));

    private static Tensor Covariance(Tensor m) => Ops.MatMul(m, Ops.Transpose(m)) + (Tensor)new float[,] { { 1, 0 }, { 0, 1 } };

    private static (double A, double B, double C, double Determinant) Covariance(Plain m)
    {
        var (a, b, c) = (m[0, 0] * m[0, 0] + m[0, 1] * m[0, 1] + 1, m[0, 0] * m[1, 0] + m[0, 1] * m[1, 1], m[1, 0] * m[1, 0] + m[1, 1] * m[1, 1] + 1);
        return (a, b, c, a * c - b * b);
    }

    private static double LogNormal2(Plain[] x, int row)
    {
        var (a, b, c, d) = Covariance(x[2]);
        var (u, v) = (x[0][row, 0] - x[1][0], x[0][row, 1] - x[1][1]);
        return -0.5 * ((c * u * u - 2 * b * u * v + a * v * v) / d + Math.Log(d)) - Math.Log(2 * Math.PI);
    }
}

/// <summary>Integrals by the double exponential rule (Takahasi and Mori 1974), to 1e-14 for functions that are smooth inside, whatever their ends.</summary>
internal static class Quadrature
{
    public static double Integral(Func<double, double> f, double from, double to)
    {
        if (double.IsNegativeInfinity(from)) return Integral(t => f(-t), -to, double.PositiveInfinity);
        var (step, sum) = (1.0 / 64, 0.0);
        for (var i = -64 * 7; i <= 64 * 7; i++)
        {
            var s = i * step;
            var (x, weight) = double.IsPositiveInfinity(to) ? HalfLine(s) : Interval(s);
            var term = f(x) * weight;
            if (double.IsFinite(term)) sum += term; // the last points coincide with a pole at the end, or overflow
        }

        return sum * step;

        (double X, double Weight) HalfLine(double s)
        {
            var e = Math.Exp(Math.PI / 2 * Math.Sinh(s));
            return (from + e, e * Math.PI / 2 * Math.Cosh(s));
        }

        (double X, double Weight) Interval(double s)
        {
            var q = Math.Exp(-Math.PI * Math.Abs(Math.Sinh(s)));
            var part = q / (1 + q) * (to - from); // the distance from the nearer end
            return (s < 0 ? from + part : to - part, (to - from) * Math.PI * Math.Cosh(s) * q / ((1 + q) * (1 + q)));
        }
    }
}
