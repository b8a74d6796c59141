using static System.Math;
using N = GradPipelines.NeuralNetwork;

namespace GradPipelines.Tests;

/// <summary>Rows for losses. Targets are constants, in the dtype of the prediction.</summary>
internal static class LossSamples
{
    private static readonly double[] s_goals = [0.3, -1.1, 0.9, 2.5], s_parts = [0.2, 0.9, 0.5, 0], s_signs = [1, -1, -1, 1], s_weights = [0.5, 2, 1];
    private static readonly int[] s_classes = [2, 0];

    public static IEnumerable<OperationSample> All => [.. Elements, .. Vectors, .. Classes];

    private static IEnumerable<OperationSample> Elements =>
    [
        Each("MseLoss", s_goals, (x, t) => N.MseLoss(x, t), (x, t) => (x - t) * (x - t)),
        Each("L1Loss", s_goals, (x, t) => N.L1Loss(x, t), (x, t) => Abs(x - t)),
        Each("HuberLoss", s_goals, (x, t) => N.HuberLoss(x, t, 0.8), (x, t) => Abs(x - t) <= 0.8 ? 0.5 * (x - t) * (x - t) : 0.8 * (Abs(x - t) - 0.4)),
        Each("SmoothL1Loss", s_goals, (x, t) => N.SmoothL1Loss(x, t, 0.8), (x, t) => Abs(x - t) <= 0.8 ? 0.5 * (x - t) * (x - t) / 0.8 : Abs(x - t) - 0.4),
        Each("BinaryCrossEntropy", s_parts, (x, t) => N.BinaryCrossEntropy(x, t), (x, t) => -t * Log(x) - (1 - t) * Log(1 - x), 0.1, 0.9),
        Each("BinaryCrossEntropyWithLogits", s_parts, (x, t) => N.BinaryCrossEntropyWithLogits(x, t, positiveWeight: 3), (x, t) => 3 * t * Log(1 + Exp(-x)) + (1 - t) * Log(1 + Exp(x))),
        Each("KlDivergence", s_parts, (x, t) => N.KlDivergence(x, t), (x, t) => t == 0 ? 0 : t * (Log(t) - x)),
        Each("PoissonNllLoss", [0, 1, 4, 2.5], (x, t) => N.PoissonNllLoss(x, t, isFull: true), (x, t) => Exp(x) - t * x + (t > 1 ? t * Log(t) - t + 0.5 * Log(2 * PI * t) : 0)),
        Each("HingeEmbeddingLoss", s_signs, (x, t) => N.HingeEmbeddingLoss(x, t), (x, t) => t > 0 ? x : Max(0, 1 - x)),
        Each("SoftMarginLoss", s_signs, (x, t) => N.SoftMarginLoss(x, t), (x, t) => Log(1 + Exp(-t * x))),
        new("GaussianNllLoss", [new([4]), new([4], 0.4, 2)], x => N.GaussianNllLoss(x[0], Like(x[0], s_goals), x[1], isFull: true), x => Mean(4, i => 0.5 * (Log(2 * PI * x[1][i]) + Pow(x[0][i] - s_goals[i], 2) / x[1][i]))),
        new("MarginRankingLoss", [new([4]), new([4])], x => N.MarginRankingLoss(x[0], x[1], Like(x[0], s_signs), 0.3), x => Mean(4, i => Max(0, 0.3 - s_signs[i] * (x[0][i] - x[1][i])))),
    ];

    private static IEnumerable<OperationSample> Vectors =>
    [
        new("TripletMarginLoss", [new([2, 3]), new([2, 3], -1, 3), new([2, 3], -3, 1)], x => N.TripletMarginLoss(x[0], x[1], x[2], margin: 5), x => Mean(2, i => Max(0, Distance(x[0], x[1], i) - Distance(x[0], x[2], i) + 5))),
        new("CosineEmbeddingLoss", [new([2, 3]), new([2, 3], -1, 3)], x => N.CosineEmbeddingLoss(x[0], x[1], Like(x[0], [1, -1]), -0.9), x => Mean(2, i => i == 0 ? 1 - Cosine(x[0], x[1], i) : Max(0, Cosine(x[0], x[1], i) + 0.9))) { Tolerance = 1e-11, ToleranceReason = "PyTorch's 1e-12 on the squares of the lengths" },
        new("CtcLoss", [new([4, 2, 3])], x => N.CtcLoss(N.LogSoftmax(x[0]), Tensor.From<long>([1, 1, 2, -1], [2, 2]), [4, 3], [2, 1], reduction: LossReduction.None), x => Plain.Each([2], i => -Log(PathSum(x[0], i[0], i[0] == 0 ? 4 : 3, i[0] == 0 ? "11" : "2")))),
    ];

    private static IEnumerable<OperationSample> Classes =>
    [
        new("CrossEntropy", [new([2, 3])], x => N.CrossEntropy(x[0], s_classes), x => Mean(2, i => -LogSoftmax(x[0], i, s_classes[i]))),
        new("CrossEntropy weights, smoothing", [new([2, 3]), new([3], 0.5, 2)], x => N.CrossEntropy(x[0], s_classes, x[1], smoothing: 0.2), x => Mean(2, i => -2 * (0.8 * x[1][s_classes[i]] * LogSoftmax(x[0], i, s_classes[i]) + 0.2 / 3 * Enumerable.Range(0, 3).Sum(c => x[1][c] * LogSoftmax(x[0], i, c))) / (x[1][0] + x[1][2]))),
        new("CrossEntropy ignored", [new([2, 3])], x => N.CrossEntropy(x[0], s_classes, ignored: 2), x => new Plain([-LogSoftmax(x[0], 1, 0)])),
        new("CrossEntropy probabilities", [new([2, 3]), new([2, 3], 0.1, 0.9)], x => N.CrossEntropy(x[0], x[1]), x => Mean(2, i => -Enumerable.Range(0, 3).Sum(c => x[1][i, c] * LogSoftmax(x[0], i, c)))) { Tolerance = 1e-13 },
        new("NllLoss", [new([2, 3, 2])], x => N.NllLoss(x[0], Tensor.From<long>([0, 2, 1, 1], [2, 2]), Like(x[0], s_weights)), x => new Plain([-(0.5 * x[0][0, 0, 0] + x[0][0, 2, 1] + 2 * x[0][1, 1, 0] + 2 * x[0][1, 1, 1]) / 5.5])),
        new("MultiMarginLoss", [new([2, 3])], x => N.MultiMarginLoss(x[0], s_classes, 2), x => Mean(2, i => Enumerable.Range(0, 3).Where(c => c != s_classes[i]).Sum(c => Pow(Max(0, 1 - x[0][i, s_classes[i]] + x[0][i, c]), 2)) / 3)),
        new("MultilabelMarginLoss", [new([1, 3])], x => N.MultilabelMarginLoss(x[0], Tensor.From<long>([2, 1, -1], [1, 3])), x => new Plain([(Max(0, 1 - x[0][0, 2] + x[0][0, 0]) + Max(0, 1 - x[0][0, 1] + x[0][0, 0])) / 3])),
        new("MultilabelSoftMarginLoss", [new([2, 2])], x => N.MultilabelSoftMarginLoss(x[0], Ops.Reshape(Like(x[0], [1, 0, 0, 1]), 2, 2)), x => Mean(4, i => Log(1 + Exp(i is 0 or 3 ? -x[0].Data[i] : x[0].Data[i])))),
    ];

    private static OperationSample Each(string name, double[] target, Func<Tensor, Tensor, Tensor> loss, Func<double, double, double> reference, double low = -2, double high = 2) =>
        new(name, [new([4], low, high)], x => loss(x[0], Like(x[0], target)), x => Mean(4, i => reference(x[0][i], target[i])));

    private static Tensor Like(Tensor x, double[] numbers) => Ops.Cast(numbers, x.DType.IsFloating() ? x.DType : DType.Float64);

    private static Plain Mean(int count, Func<int, double> of) => new([Enumerable.Range(0, count).Average(of)]);

    private static double Distance(Plain a, Plain b, int row) => Sqrt(Enumerable.Range(0, 3).Sum(k => Pow(a[row, k] - b[row, k] + 1e-6, 2)));

    private static double Cosine(Plain a, Plain b, int row) => Dot(a, b, row) / Sqrt(Dot(a, a, row) * Dot(b, b, row));

    private static double Dot(Plain a, Plain b, int row) => Enumerable.Range(0, 3).Sum(k => a[row, k] * b[row, k]);

    private static double LogSoftmax(Plain x, int row, int c) => x[row, c] - Log(Enumerable.Range(0, 3).Sum(k => Exp(x[row, k])));

    /// <summary>The probability of a text: the sum over all sequences of classes that read as it.</summary>
    private static double PathSum(Plain x, int example, int times, string text)
    {
        double P(int t, int c) => Exp(x[t, example, c]) / Enumerable.Range(0, 3).Sum(k => Exp(x[t, example, k]));
        var sum = 0.0;
        for (var path = 0; path < Pow(3, times); path++)
        {
            int[] classes = [.. Enumerable.Range(0, times).Select(t => path / (int)Pow(3, t) % 3)];
            var read = string.Concat(classes.Where((c, t) => c != 0 && (t == 0 || classes[t - 1] != c)));
            if (read == text) sum += classes.Select((c, t) => P(t, c)).Aggregate((a, b) => a * b);
        }

        return sum;
    }
}
