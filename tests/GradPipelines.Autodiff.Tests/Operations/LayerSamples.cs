using static System.Math;
using N = GradPipelines.NeuralNetwork;

namespace GradPipelines.Tests;

/// <summary>Rows for layers: dense, normalisation, attention, recurrence.</summary>
internal static class LayerSamples
{
    private static readonly Key s_key = Key.FromSeed(3);

    public static IEnumerable<OperationSample> All =>
    [
        new("Linear", [new([2, 3]), new([2, 3]), new([2])], x => N.Linear(x[0], x[1], x[2]), x => Plain.Each([2, 2], i => x[2][i[1]] + Enumerable.Range(0, 3).Sum(k => x[0][i[0], k] * x[1][i[1], k]))),
        new("Embedding", [new([3, 2])], x => N.Embedding((Tensor)(int[])[2, 0, 2], x[0]), x => Plain.Each([3, 2], i => x[0][i[0] == 1 ? 0 : 2, i[1]])),
        new("Dropout", [new([2, 3])], x => N.Dropout(s_key, x[0], 0.4), x => Plain.Each([2, 3], i => s_key.Uniform([2, 3]).ToArray<double>()[i[0] * 3 + i[1]] >= 0.4 ? x[0][i] / 0.6 : 0)),
        new("BatchNorm", [new([3, 2]), new([2]), new([2])], x => N.BatchNorm(x[0], Ops.ZerosLike(x[1]), Ops.OnesLike(x[1]), x[1], x[2]).Output, x => Plain.Each([3, 2], i => Standard(x[0][i], Enumerable.Range(0, 3).Select(k => x[0][k, i[1]])) * x[1][i[1]] + x[2][i[1]])),
        new("BatchNorm evaluation", [new([2, 2, 2]), new([2]), new([2], 0.5, 2)], x => N.BatchNorm(x[0], x[1], x[2], isTraining: false).Output, x => Plain.Each([2, 2, 2], i => (x[0][i] - x[1][i[1]]) / Sqrt(x[2][i[1]] + 1e-5))),
        new("LayerNorm", [new([2, 3]), new([3]), new([3])], x => N.LayerNorm(x[0], x[1], x[2]), x => Plain.Each([2, 3], i => Standard(x[0][i], Enumerable.Range(0, 3).Select(k => x[0][i[0], k])) * x[1][i[1]] + x[2][i[1]])),
        new("RmsNorm", [new([2, 3]), new([3])], x => N.RmsNorm(x[0], x[1]), x => Plain.Each([2, 3], i => x[1][i[1]] * x[0][i] / Sqrt(Enumerable.Range(0, 3).Average(k => x[0][i[0], k] * x[0][i[0], k]) + 1e-5))),
        new("GroupNorm", [new([2, 4, 2]), new([4])], x => N.GroupNorm(x[0], 2, x[1], eps: 0.1), x => Plain.Each([2, 4, 2], i => x[1][i[1]] * Standard(x[0][i], Enumerable.Range(0, 4).Select(k => x[0][i[0], i[1] / 2 * 2 + k / 2, k % 2]), 0.1))),
        new("InstanceNorm", [new([2, 2, 3])], x => N.InstanceNorm(x[0]), x => Plain.Each([2, 2, 3], i => Standard(x[0][i], Enumerable.Range(0, 3).Select(k => x[0][i[0], i[1], k])))),
        new("ScaledDotProductAttention", [new([2, 3]), new([3, 3]), new([3, 2])], x => N.ScaledDotProductAttention(x[0], x[1], x[2], isCausal: true), x => Attend(x[0], x[1], x[2], 0, 3, (q, k) => k <= q)),
        new("ScaledDotProductAttention blocked", [new([2, 2]), new([3, 2]), new([3, 2])], x => N.ScaledDotProductAttention(x[0], x[1], x[2], (Tensor)(bool[])[false, true, false]), x => Attend(x[0], x[1], x[2], 0, 2, (_, k) => k != 1)),
        new("MultiHeadAttention", [new([1, 2, 2]), new([6, 2]), new([2, 2])], x => N.MultiHeadAttention(x[0], x[0], x[0], new AttentionParameters(x[1], null, x[2], null), 2).Output, x => MultiHead(x[0], x[1], x[2])),
        new("Rnn", [new([2, 1, 2]), new([1, 1, 2]), new([2, 2]), new([2, 2])], x => N.Rnn(x[0], x[1], [new(x[2], x[3])]).Output, x => Rnn(x, (a, b, h, _) => Tanh(a[0] + b[0]), 1)),
        new("Rnn in both directions", [new([2, 1, 2]), new([2, 1, 2]), new([2, 2]), new([2, 2])], x => N.Rnn(x[0], x[1], [new(x[2], x[3]), new(x[2], x[3])], isBidirectional: true).Last, x => Plain.Each([2, 1, 2], i => Rnn([i[0] == 0 ? x[0] : Turned(x[0]), new Plain(x[1].Data[(2 * i[0])..(2 * i[0] + 2)], 1, 1, 2), x[2], x[3]], (a, b, h, _) => Tanh(a[0] + b[0]), 1)[1, 0, i[2]])),
        new("Gru", [new([2, 1, 2]), new([1, 1, 2]), new([6, 2]), new([6, 2])], x => N.Gru(x[0], x[1], [new(x[2], x[3])]).Output, x => Rnn(x, Gru, 3)),
        new("Lstm", [new([2, 1, 2]), new([1, 1, 2]), new([8, 2]), new([8, 2])], x => N.Lstm(x[0], x[1], 0.5 * x[1], [new(x[2], x[3])]).Output, x => Rnn(x, Lstm, 4)),
    ];

    private static double Standard(double x, IEnumerable<double> of, double eps = 1e-5)
    {
        var mean = of.Average();
        return (x - mean) / Sqrt(of.Average(v => (v - mean) * (v - mean)) + eps);
    }

    /// <summary>Attention on the columns from <paramref name="first"/> on.</summary>
    private static Plain Attend(Plain q, Plain k, Plain v, int first, int features, Func<int, int, bool> sees)
    {
        double Score(int i, int j) => sees(i, j) ? Exp(Enumerable.Range(first, features).Sum(f => q[i, f] * k[j, f]) / Sqrt(features)) : 0;
        return Plain.Each([q.Shape[0], v.Shape[1]], i => Enumerable.Range(0, k.Shape[0]).Sum(j => Score(i[0], j) * v[j, i[1]]) / Enumerable.Range(0, k.Shape[0]).Sum(j => Score(i[0], j)));
    }

    private static Plain MultiHead(Plain x, Plain input, Plain output)
    {
        Plain Project(int part) => Plain.Each([2, 2], i => Enumerable.Range(0, 2).Sum(f => x[0, i[0], f] * input[2 * part + i[1], f]));
        Plain[] heads = [.. Enumerable.Range(0, 2).Select(h => Attend(Project(0), Project(1), Project(2), h, 1, (_, _) => true))];
        return Plain.Each([1, 2, 2], i => Enumerable.Range(0, 2).Sum(f => heads[f][i[1], f] * output[i[2], f]));
    }

    /// <summary>One layer of two hidden numbers over a batch of one; <paramref name="next"/> gets the products with input and state for each gate, the old state and its cell.</summary>
    private static Plain Rnn(Plain[] p, Func<double[], double[], double, double[], double> next, int gates)
    {
        var (x, w, u) = (p[0], p[2], p[3]);
        double[] h = [p[1][0, 0, 0], p[1][0, 0, 1]];
        double[][] cells = [[0.5 * h[0]], [0.5 * h[1]]];
        var y = new List<double>();
        for (var t = 0; t < x.Shape[0]; t++)
        {
            var old = h;
            h = [.. Enumerable.Range(0, 2).Select(n => next(
                [.. Enumerable.Range(0, gates).Select(g => w[2 * g + n, 0] * x[t, 0, 0] + w[2 * g + n, 1] * x[t, 0, 1])],
                [.. Enumerable.Range(0, gates).Select(g => u[2 * g + n, 0] * old[0] + u[2 * g + n, 1] * old[1])],
                old[n], cells[n]))];
            y.AddRange(h);
        }

        return new Plain([.. y], x.Shape[0], 1, 2);
    }

    private static double Gru(double[] a, double[] b, double h, double[] _)
    {
        var (r, z) = (Sigmoid(a[0] + b[0]), Sigmoid(a[1] + b[1]));
        return (1 - z) * Tanh(a[2] + r * b[2]) + z * h;
    }

    private static double Lstm(double[] a, double[] b, double _, double[] cell)
    {
        cell[0] = Sigmoid(a[1] + b[1]) * cell[0] + Sigmoid(a[0] + b[0]) * Tanh(a[2] + b[2]);
        return Sigmoid(a[3] + b[3]) * Tanh(cell[0]);
    }

    private static double Sigmoid(double x) => 1 / (1 + Exp(-x));

    private static Plain Turned(Plain x) => Plain.Each(x.Shape, i => x[x.Shape[0] - 1 - i[0], i[1], i[2]]);
}
