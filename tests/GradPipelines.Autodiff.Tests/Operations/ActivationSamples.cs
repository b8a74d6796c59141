using static System.Math;
using N = GradPipelines.NeuralNetwork;

namespace GradPipelines.Tests;

/// <summary>Rows for activation functions.</summary>
internal static class ActivationSamples
{
    private const double Infinity = double.PositiveInfinity;

    public static IEnumerable<OperationSample> All =>
    [
        Unary("Softplus", N.Softplus, x => Log(1 + Exp(x)), special: [new(0, Log(2), 0.5), new(800, 800, 1), new(-800, 0, 0), new(Infinity, Infinity, null), new(-Infinity, 0, 0)]),
        Unary("Softplus with a threshold", x => N.Softplus(x, 2, 2.2), x => 2 * x > 2.2 ? x : Log(1 + Exp(2 * x)) / 2, special: [new(2, 2, 1)]),
        Unary("LogSigmoid", N.LogSigmoid, x => -Log(1 + Exp(-x)), special: [new(0, -Log(2), 0.5), new(-800, -800, 1), new(800, 0, 0)]),
        Unary("Silu", N.Silu, x => x / (1 + Exp(-x)), special: [new(0, 0, 0.5), new(-800, 0, 0), new(800, 800, 1)]),
        Unary("Gelu", N.Gelu, x => x * Normal(x), special: [new(0, 0, 0.5), new(50, 50, 1), new(-50, 0, 0), new(double.NaN, double.NaN, double.NaN)]),
        Unary("Gelu in the tail", N.Gelu, x => x * Normal(x), 2.1, 5),
        Unary("GeluTanh", N.GeluTanh, x => 0.5 * x * (1 + Tanh(Sqrt(2 / PI) * (x + 0.044715 * x * x * x))), special: [new(0, 0, 0.5), new(-50, 0, 0)]),
        Unary("Mish", N.Mish, x => x * Tanh(Log(1 + Exp(x))), special: [new(0, 0, 0.6), new(800, 800, 1)]),
        Unary("LeakyRelu", x => N.LeakyRelu(x, 0.1), x => x > 0 ? x : 0.1 * x, gap: 0.2, special: [new(0, 0, 0.1)]),
        Unary("Elu", x => N.Elu(x, 0.7), x => x > 0 ? x : 0.7 * (Exp(x) - 1), gap: 0.2, special: [new(0, 0, 0.7), new(800, 800, 1), new(-800, -0.7, 0)]),
        Unary("Celu", x => N.Celu(x, 0.7), x => x > 0 ? x : 0.7 * (Exp(x / 0.7) - 1), gap: 0.2, special: [new(0, 0, 1), new(800, 800, 1)]),
        Unary("Selu", N.Selu, x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Exp(x) - 1)), gap: 0.2),
        Unary("Softsign", N.Softsign, x => x / (1 + Abs(x)), gap: 0.2, special: [new(0, 0, 1)]),
        Unary("Relu6", N.Relu6, x => Clamp(x, 0, 6), -2, 9, special: [new(0, 0, 0), new(6, 6, 0)]),
        Unary("HardTanh", N.HardTanh, x => Clamp(x, -1, 1), special: [new(-1, -1, 0), new(1, 1, 0)]),
        Unary("HardSigmoid", N.HardSigmoid, x => Clamp(x / 6 + 0.5, 0, 1), -5, 5, special: [new(-3, 0, 0), new(3, 1, 0)]),
        Unary("HardSwish", N.HardSwish, x => x * Clamp(x / 6 + 0.5, 0, 1), -5, 5, special: [new(-3, 0, 0), new(3, 3, 1)]),
        Unary("TanhShrink", N.TanhShrink, x => x - Tanh(x), special: [new(0, 0, 0)]),
        Unary("SoftShrink", x => N.SoftShrink(x), x => Abs(x) > 0.5 ? x - 0.5 * Sign(x) : 0, special: [new(0.5, 0, 0), new(Infinity, Infinity, 1)]),
        Unary("HardShrink", x => N.HardShrink(x), x => Abs(x) > 0.5 ? x : 0, special: [new(0.5, 0, 0)]),
        Unary("Threshold", x => N.Threshold(x, 0.5, -1), x => x > 0.5 ? x : -1, special: [new(0.5, -1, 0)]),

        new("PRelu", [new([2, 3], Gap: 0.2), new([3])], x => N.PRelu(x[0], x[1]), x => Plain.Each([2, 3], i => x[0][i] > 0 ? x[0][i] : x[1][i[1]] * x[0][i])),
        new("PRelu of a vector", [new([4], Gap: 0.2), new([1])], x => N.PRelu(x[0], x[1]), x => Plain.Each([4], i => x[0][i] > 0 ? x[0][i] : x[1][0] * x[0][i])),
        new("Glu", [new([2, 4])], x => N.Glu(x[0]), x => Plain.Each([2, 2], i => x[0][i] / (1 + Exp(-x[0][i[0], i[1] + 2])))),
        new("Softmax", [new([3, 2])], x => N.Softmax(x[0], 0), x => Plain.Each([3, 2], i => Exp(x[0][i]) / Enumerable.Range(0, 3).Sum(k => Exp(x[0][k, i[1]])))),
        new("LogSoftmax", [new([2, 3])], x => N.LogSoftmax(x[0]), x => Plain.Each([2, 3], i => x[0][i] - Log(Enumerable.Range(0, 3).Sum(k => Exp(x[0][i[0], k]))))),
        new("Softmin", [new([2, 3])], x => N.Softmin(x[0]), x => Plain.Each([2, 3], i => Exp(-x[0][i]) / Enumerable.Range(0, 3).Sum(k => Exp(-x[0][i[0], k])))),
        new("Normalize", [new([2, 3])], x => N.Normalize(x[0]), x => Plain.Each([2, 3], i => x[0][i] / Sqrt(Enumerable.Range(0, 3).Sum(k => x[0][i[0], k] * x[0][i[0], k])))),
        new("CosineSimilarity", [new([2, 3]), new([2, 3])], x => N.CosineSimilarity(x[0], x[1]), x => Plain.Each([2], i => Dot(x[0], x[1], i[0]) / Sqrt(Dot(x[0], x[0], i[0]) * Dot(x[1], x[1], i[0])))),
    ];

    private static double Dot(Plain a, Plain b, int row) => Enumerable.Range(0, a.Shape[1]).Sum(k => a[row, k] * b[row, k]);

    /// <summary>The normal distribution by Simpson's rule on its density: within 1e-14 here.</summary>
    private static double Normal(double x)
    {
        const int steps = 2000;
        var sum = 0.0;
        for (var i = 0; i <= steps; i++) sum += (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2) * Exp(-0.5 * (x * i / steps) * (x * i / steps));
        return 0.5 + sum * x / steps / 3 / Sqrt(2 * PI);
    }

    private static OperationSample Unary(string name, Func<Tensor, Tensor> f, Func<double, double> reference, double low = -2, double high = 2, double gap = 0, SpecialPoint[]? special = null) =>
        new(name, [new([2, 3], low, high, gap)], x => f(x[0]), x => Plain.Each(x[0].Shape, i => reference(x[0][i])))
        {
            Order = 3,
            IsElementwise = true,
            Special = special ?? [],
        };
}
