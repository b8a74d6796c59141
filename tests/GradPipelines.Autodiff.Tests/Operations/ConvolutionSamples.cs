using N = GradPipelines.NeuralNetwork;

namespace GradPipelines.Tests;

/// <summary>Rows for convolution and pooling.</summary>
internal static class ConvolutionSamples
{
    public static IEnumerable<OperationSample> All => [.. Convolutions, .. Pools];

    private static IEnumerable<OperationSample> Convolutions =>
    [
        new("Conv 1-d", [new([2, 2, 6]), new([3, 2, 3])], x => N.Conv(x[0], x[1]), x => Conv(x[0], x[1], [1], [0], [1], 1)),
        new("Conv 1-d stride, dilation, groups", [new([1, 4, 7]), new([2, 2, 2])], x => N.Conv(x[0], x[1], stride: [2], padding: [1], dilation: [3], groups: 2), x => Conv(x[0], x[1], [2], [1], [3], 2)),
        new("Conv 2-d with a bias", [new([1, 2, 4, 3]), new([2, 2, 3, 2]), new([2])], x => N.Conv(x[0], x[1], x[2], stride: [2, 1], padding: [1, 0]), x => Plus(Conv(x[0], x[1], [2, 1], [1, 0], [1, 1], 1), x[2])),
        new("Conv 2-d stride that leaves a rest", [new([1, 1, 4, 5]), new([1, 1, 2, 2])], x => N.Conv(x[0], x[1], stride: [3]), x => Conv(x[0], x[1], [3, 3], [0, 0], [1, 1], 1)),
        new("Conv 3-d", [new([1, 1, 3, 2, 3]), new([1, 1, 2, 1, 2])], x => N.Conv(x[0], x[1], padding: [0, 0, 1]), x => Conv(x[0], x[1], [1, 1, 1], [0, 0, 1], [1, 1, 1], 1)),
        new("Conv of one image", [new([2, 5]), new([1, 2, 2])], x => N.Conv(x[0], x[1]), x => new Plain(Conv(new Plain(x[0].Data, 1, 2, 5), x[1], [1], [0], [1], 1).Data, 1, 4)),
        new("ConvTranspose", [new([1, 2, 3]), new([2, 2, 3])], x => N.ConvTranspose(x[0], x[1], stride: [2], padding: [1], outputPadding: [1]), x => ConvTranspose(x[0], x[1], 2, 1, 1, 1, 1)),
        new("ConvTranspose dilation, groups, bias", [new([2, 2, 3]), new([2, 1, 2]), new([2])], x => N.ConvTranspose(x[0], x[1], x[2], stride: [3], dilation: [2], groups: 2), x => Plus(ConvTranspose(x[0], x[1], 3, 0, 0, 2, 2), x[2])),
        new("Convolve", [new([4]), new([3])], x => Signal.Convolve(x[0], x[1]), x => Plain.Each([6], i => Enumerable.Range(0, 3).Where(k => i[0] - k is >= 0 and < 4).Sum(k => x[0][i[0] - k] * x[1][k]))),
        new("Convolve valid, the shorter on the left", [new([2]), new([4])], x => Signal.Convolve(x[0], x[1], mode: ConvolutionMode.Valid), x => Plain.Each([3], i => x[0][0] * x[1][i[0] + 1] + x[0][1] * x[1][i[0]])),
        new("Convolve same, axes", [new([2, 2, 3]), new([2, 2])], x => Signal.Convolve(x[0], x[1], ([2], [1]), ([1], [0]), ConvolutionMode.Same), x => Plain.Each([2, 3], i => Enumerable.Range(0, 2).Sum(d => Enumerable.Range(0, 2).Where(k => i[1] - k >= 0).Sum(k => x[0][i[0], d, i[1] - k] * x[1][d, k])))),
    ];

    private static IEnumerable<OperationSample> Pools =>
    [
        new("MaxPool", [new([2, 4, 4])], x => N.MaxPool(x[0], [2, 3], [2, 1], [0, 1]), x => Plain.Each([2, 2, 4], i => Window(x[0], i, [2, 3], [2, 1], [0, 1], [1, 1]).Max())),
        new("MaxPool dilated, rounded up", [new([1, 6])], x => N.MaxPool(x[0], [2], [3], [0], [2], isCeiling: true), x => Plain.Each([1, 2], i => Window(x[0], i, [2], [3], [0], [2]).Max())),
        new("AveragePool", [new([2, 3, 5])], x => N.AveragePool(x[0], [2, 3], [1, 2], [1, 1]), x => Plain.Each([2, 4, 3], i => Window(x[0], i, [2, 3], [1, 2], [1, 1], [1, 1]).Sum() / 6)),
        new("AveragePool without padding", [new([1, 5])], x => N.AveragePool(x[0], [3], [2], [1], isCeiling: true, countsPadding: false), x => Plain.Each([1, 3], i => Window(x[0], i, [3], [2], [1], [1]).Average())),
        new("AdaptiveAveragePool", [new([1, 3, 5])], x => N.AdaptiveAveragePool(x[0], [2, 3]), x => Plain.Each([1, 2, 3], i => Adaptive(x[0], i).Average())),
        new("AdaptiveMaxPool", [new([1, 3, 5])], x => N.AdaptiveMaxPool(x[0], [2, 3]), x => Plain.Each([1, 2, 3], i => Adaptive(x[0], i).Max())),
    ];

    private static Plain Conv(Plain x, Plain w, int[] stride, int[] padding, int[] dilation, int groups)
    {
        var axes = Enumerable.Range(0, stride.Length).ToArray();
        int channels = w.Shape[1], outputs = w.Shape[0] / groups;
        int[] places = [.. axes.Select(a => (x.Shape[a + 2] + 2 * padding[a] - dilation[a] * (w.Shape[a + 2] - 1) - 1) / stride[a] + 1)];
        return Plain.Each([x.Shape[0], w.Shape[0], .. places], i => Indices([channels, .. w.Shape[2..]]).Sum(k =>
        {
            int[] at = [.. axes.Select(a => i[a + 2] * stride[a] - padding[a] + k[a + 1] * dilation[a])];
            return axes.All(a => at[a] >= 0 && at[a] < x.Shape[a + 2]) ? x[[i[0], i[1] / outputs * channels + k[0], .. at]] * w[[i[1], .. k]] : 0;
        }));
    }

    /// <summary>By its definition: element p is spread to p·stride - padding + k·dilation.</summary>
    private static Plain ConvTranspose(Plain x, Plain w, int stride, int padding, int more, int dilation, int groups)
    {
        int channels = w.Shape[0] / groups, outputs = w.Shape[1], kernel = w.Shape[2], size = x.Shape[2];
        return Plain.Each([x.Shape[0], outputs * groups, (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + more + 1], i => Indices([channels, size, kernel])
            .Where(k => k[1] * stride - padding + k[2] * dilation == i[2])
            .Sum(k => x[i[0], i[1] / outputs * channels + k[0], k[1]] * w[i[1] / outputs * channels + k[0], i[1] % outputs, k[2]]));
    }

    private static Plain Plus(Plain y, Plain bias) => Plain.Each(y.Shape, i => y[i] + bias[i[1]]);

    /// <summary>The elements of one window over the last axes, those in the padding left out.</summary>
    private static IEnumerable<double> Window(Plain x, int[] i, int[] size, int[] stride, int[] padding, int[] dilation)
    {
        var lead = x.Shape.Length - size.Length;
        foreach (var k in Indices(size))
        {
            int[] at = [.. i[..lead], .. k.Select((v, a) => i[lead + a] * stride[a] - padding[a] + v * dilation[a])];
            if (at.Zip(x.Shape).All(p => p.First >= 0 && p.First < p.Second)) yield return x[at];
        }
    }

    /// <summary>Windows of (1, 3, 5) in (2, 3) parts: rows 0-1 and 1-2, columns 0-1, 1-3 and 3-4.</summary>
    private static IEnumerable<double> Adaptive(Plain x, int[] i)
    {
        (int First, int Last)[] rows = [(0, 1), (1, 2)], columns = [(0, 1), (1, 3), (3, 4)];
        for (var r = rows[i[1]].First; r <= rows[i[1]].Last; r++)
            for (var c = columns[i[2]].First; c <= columns[i[2]].Last; c++) yield return x[i[0], r, c];
    }

    private static IEnumerable<int[]> Indices(int[] sizes) => sizes.Aggregate<int, IEnumerable<int[]>>([[]], (heads, size) => heads.SelectMany(h => Enumerable.Range(0, size).Select(i => (int[])[.. h, i])));
}
