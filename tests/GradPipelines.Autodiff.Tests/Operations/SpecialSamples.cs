using GradPipelines.Kernels;
using static System.Double;

namespace GradPipelines.Tests;

/// <summary>Rows for special functions. The values come from the kernels, which AccuracyTests of the tensor library compares with mpmath; the rows are about rules, shapes and dtypes.</summary>
internal static class SpecialSamples
{
    private static readonly double s_rootPi = Math.Sqrt(Math.PI);

    public static IEnumerable<OperationSample> All => [.. Gammas, .. Errors, .. Bessels, .. Incomplete, .. Logarithms];

    private static IEnumerable<OperationSample> Gammas =>
    [
        Unary("Gamma", Special.Gamma, GammaFunctions.Gamma, 0.6, 4, special: [new(1, 1, -0.57721566490153286), new(5, 24, 36.146824042363211), new(0, PositiveInfinity, NegativeInfinity), new(-1, PositiveInfinity, NaN), new(200, PositiveInfinity, PositiveInfinity)]),
        Unary("Gamma left", Special.Gamma, GammaFunctions.Gamma, -0.8, -0.2),
        Unary("Gammaln", Special.Gammaln, GammaFunctions.LogGamma, 0.4, 5, special: [new(1, 0, -0.57721566490153286), new(2, 0, 0.42278433509846714), new(0, PositiveInfinity, NegativeInfinity)]),
        Unary("Rgamma", Special.Rgamma, GammaFunctions.Reciprocal, 0.6, 4, special: [new(-2, 0, NaN), new(1, 1, 0.57721566490153286)]),
        Unary("Gammasgn", Special.Gammasgn, GammaFunctions.Sign, -0.8, -0.2, special: [new(-1.5, 1, 0), new(2, 1, 0)]),
        Unary("Digamma", Special.Digamma, ZetaFunction.Digamma, 0.6, 5, special: [new(1, -0.57721566490153286, Math.PI * Math.PI / 6), new(PositiveInfinity, PositiveInfinity, 0), new(0, NegativeInfinity, PositiveInfinity)]),
        Unary("Psi", Special.Psi, ZetaFunction.Digamma, 0.6, 5),
        Unary("Polygamma", x => Special.Polygamma(2, x), x => ZetaFunction.Polygamma(2, x), 1.2, 5),
        Unary("Multigammaln", x => Special.Multigammaln(x, 2), x => 0.5 * Math.Log(Math.PI) + GammaFunctions.LogGamma(x) + GammaFunctions.LogGamma(x - 0.5), 1.2, 5),
        Binary("Beta", Special.Beta, GammaFunctions.Beta, 0.7, 4),
        Binary("Betaln", Special.Betaln, GammaFunctions.LogBeta, 0.7, 4),
        Binary("Zeta", (s, q) => Special.Zeta(s, q), (s, q) => ZetaFunction.Hurwitz(s, q), 2, 4),
    ];

    private static IEnumerable<OperationSample> Errors =>
    [
        Unary("Erf", Special.Erf, ErrorFunctions.Erf, special: [new(0, 0, 2 / s_rootPi), new(PositiveInfinity, 1, 0), new(NegativeInfinity, -1, 0), new(NaN, NaN, NaN)]),
        Unary("Erf of Ops", Ops.Erf, ErrorFunctions.Erf) with { Name = "Erf" },
        Unary("Erfc", Special.Erfc, ErrorFunctions.Erfc, special: [new(0, 1, -2 / s_rootPi), new(PositiveInfinity, 0, 0), new(NegativeInfinity, 2, 0)]),
        Unary("Erfcx", Special.Erfcx, ErrorFunctions.Erfcx, -1, 3, special: [new(0, 1, -2 / s_rootPi)]),
        Unary("Erfinv", Special.Erfinv, ErrorFunctions.Erfinv, -0.8, 0.8, special: [new(0, 0, s_rootPi / 2), new(1, PositiveInfinity, PositiveInfinity), new(2, NaN, NaN)]),
        Unary("Erfcinv", Special.Erfcinv, ErrorFunctions.Erfcinv, 0.3, 1.8, special: [new(1, 0, -s_rootPi / 2), new(0, PositiveInfinity, NegativeInfinity)]),
        Unary("Ndtr", Special.Ndtr, ErrorFunctions.Ndtr, special: [new(0, 0.5, 0.3989422804014327), new(PositiveInfinity, 1, 0)]),
        Unary("LogNdtr", Special.LogNdtr, ErrorFunctions.LogNdtr, special: [new(NegativeInfinity, NegativeInfinity, PositiveInfinity), new(PositiveInfinity, 0, 0), new(-1e5, -5000000012.431858, 100000.00001)]),
        Unary("Ndtri", Special.Ndtri, ErrorFunctions.Ndtri, 0.2, 0.8, special: [new(0.5, 0, Math.Sqrt(2 * Math.PI)), new(0, NegativeInfinity, PositiveInfinity)]),
        Unary("Dawsn", Special.Dawsn, Integrals.Dawson, special: [new(0, 0, 1), new(PositiveInfinity, 0, null)]),
        Unary("Expi", Special.Expi, Integrals.Ei, gap: 0.4, special: [new(0, NegativeInfinity, PositiveInfinity), new(NegativeInfinity, 0, 0)]),
        Binary("Stdtr", Special.Stdtr, StudentTKernel.Invoke, 0.7, 4),
        Binary("Stdtr left", (a, t) => Special.Stdtr(a, -t), (a, t) => StudentTKernel.Invoke(a, -t), 0.7, 4),
    ];

    private static IEnumerable<OperationSample> Bessels =>
    [
        Unary("J0", Special.J0, x => BesselFunctions.J(0, x), special: [new(0, 1, 0), new(PositiveInfinity, NaN, NaN)]),
        Unary("J1", Special.J1, x => BesselFunctions.J(1, x), special: [new(0, 0, 0.5)]),
        Unary("Jn", x => Special.Jn(2, x), x => BesselFunctions.J(2, x), 0.5, 30, special: [new(0, 0, 0)]),
        Unary("Y0", Special.Y0, x => BesselFunctions.Y(0, x), 1, 5, special: [new(0, NegativeInfinity, PositiveInfinity), new(-1, NaN, NaN)]),
        Unary("Y1", Special.Y1, x => BesselFunctions.Y(1, x), 1, 5),
        Unary("Yn", x => Special.Yn(2, x), x => BesselFunctions.Y(2, x), 1.5, 30),
        Unary("I0", Special.I0, x => BesselFunctions.I(0, x, false), special: [new(0, 1, 0)]),
        Unary("I1", Special.I1, x => BesselFunctions.I(1, x, false), special: [new(0, 0, 0.5)]),
        Unary("I0e", Special.I0e, x => BesselFunctions.I(0, x, true), gap: 0.2, special: [new(0, 1, 0)]),
        Unary("I1e", Special.I1e, x => BesselFunctions.I(1, x, true), gap: 0.2, special: [new(0, 0, 0.5)]),
        Unary("Iv", x => Special.Iv(0.7, x), x => BesselFunctions.I(0.7, x, false), 0.8, 4),
        Unary("Ive", x => Special.Ive(2, x), x => BesselFunctions.I(2, x, true), 0.8, 4),
        Unary("K0", Special.K0, x => BesselFunctions.K(0, x, false), 0.8, 4, special: [new(0, PositiveInfinity, NegativeInfinity)]),
        Unary("K1", Special.K1, x => BesselFunctions.K(1, x, false), 0.8, 4),
        Unary("Kv", x => Special.Kv(0.7, x), x => BesselFunctions.K(0.7, x, false), 0.8, 4),
        Unary("Kve", x => Special.Kve(0.7, x), x => BesselFunctions.K(0.7, x, true), 0.8, 4),
    ];

    private static IEnumerable<OperationSample> Incomplete =>
    [
        Binary("Gammainc", Special.Gammainc, IncompleteGamma.Lower, 0.7, 4),
        Binary("Gammaincc", Special.Gammaincc, IncompleteGamma.Upper, 0.7, 4),
        new("Special.Betainc", [new([2, 3], 0.7, 3), new([2, 3], 0.7, 3), new([2, 3], 0.1, 0.9)], x => Special.Betainc(x[0], x[1], x[2]), x => Plain.Each(x[0].Shape, i => IncompleteBeta.Value(x[0][i], x[1][i], x[2][i]))) { IsElementwise = true, Order = 3 },
        new("Special.Betainc broadcast", [new([2, 1], 0.7, 3), new([3], 0.7, 3), new([2, 1], 0.1, 0.9)], x => Special.Betainc(x[0], x[1], x[2]), x => Plain.Each([2, 3], i => IncompleteBeta.Value(x[0][i[0], 0], x[1][i[1]], x[2][i[0], 0]))),
    ];

    private static IEnumerable<OperationSample> Logarithms =>
    [
        Unary("Expit", Special.Expit, x => 1 / (1 + Math.Exp(-x))),
        Unary("Logit", Special.Logit, x => Math.Log(x / (1 - x)), 0.15, 0.85, special: [new(0.5, 0, 4), new(0, NegativeInfinity, PositiveInfinity), new(2, NaN, -0.5)]),
        Unary("Entr", Special.Entr, x => -x * Math.Log(x), 0.3, 3, special: [new(0, 0, PositiveInfinity), new(-1, NegativeInfinity, null), new(1, 0, -1)]),
        Binary("Xlogy", Special.Xlogy, (x, y) => x * Math.Log(y), 0.4, 3),
        Binary("Xlog1py", Special.Xlog1py, (x, y) => x * Math.Log(1 + y), 0.4, 3),
        Binary("RelEntr", Special.RelEntr, (x, y) => x * Math.Log(x / y), 0.4, 3),
        Binary("KlDiv", Special.KlDiv, (x, y) => x * Math.Log(x / y) - x + y, 0.4, 3),
        new("Special.LogSumExp", [new([2, 3]), new([3], 0.5, 2)], x => Special.LogSumExp(x[0], [1], x[1]), x => Plain.Each([2], i => Math.Log(Enumerable.Range(0, 3).Sum(k => x[1][k] * Math.Exp(x[0][i[0], k]))))),
        new("Special.Softmax", [new([2, 3])], x => Special.Softmax(x[0], [1]), x => Plain.Each([2, 3], i => Math.Exp(x[0][i]) / Enumerable.Range(0, 3).Sum(k => Math.Exp(x[0][i[0], k])))),
        new("Special.LogSoftmax", [new([2, 3])], x => Special.LogSoftmax(x[0], [1]), x => Plain.Each([2, 3], i => x[0][i] - Math.Log(Enumerable.Range(0, 3).Sum(k => Math.Exp(x[0][i[0], k]))))),
    ];

    private static OperationSample Unary(string name, Func<Tensor, Tensor> f, Func<double, double> reference, double low = -2, double high = 2, double gap = 0, SpecialPoint[]? special = null) =>
        new("Special." + name, [new([2, 3], low, high, gap)], x => f(x[0]), x => Plain.Each(x[0].Shape, i => reference(x[0][i])))
        {
            Order = 3,
            IsElementwise = true,
            Special = special ?? [],
        };

    private static OperationSample Binary(string name, Func<Tensor, Tensor, Tensor> f, Func<double, double, double> reference, double low, double high) =>
        new("Special." + name, [new([2, 3], low, high), new([2, 3], low, high)], x => f(x[0], x[1]), x => Plain.Each(x[0].Shape, i => reference(x[0][i], x[1][i])))
        {
            Order = 3,
            IsElementwise = true,
        };
}
