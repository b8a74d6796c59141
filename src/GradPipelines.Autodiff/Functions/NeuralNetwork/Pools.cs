namespace GradPipelines;

/// <content>Pooling over windows of the last axes, as many as there are numbers in the size; axes in front of them are a batch.</content>
public static partial class NeuralNetwork
{
    /// <summary>The largest element of each window; padding never is one.</summary>
    /// <param name="x">(..., spatial axes).</param>
    /// <param name="size">The window along each spatial axis.</param>
    /// <param name="stride">From one window to the next; the size if null.</param>
    /// <param name="padding">By how much windows may begin in front of the array; 0 if null.</param>
    /// <param name="dilation">From one element of a window to the next; 1 if null.</param>
    /// <param name="isCeiling">Whether a last window that reaches beyond the array counts.</param>
    /// <returns>The number of windows along an axis is ⌊(n + 2·padding - dilation·(size - 1) - 1) / stride⌋ + 1, or rounded up.</returns>
    /// <exception cref="ShapeException">There are no windows, or some hold no element.</exception>
    /// <remarks>Of equal largest elements the first one in row-major order has the derivative, as in PyTorch; NaN is larger than all.</remarks>
    public static Tensor MaxPool(
        Tensor x, IReadOnlyList<int> size, IReadOnlyList<int>? stride = null, IReadOnlyList<int>? padding = null, IReadOnlyList<int>? dilation = null, bool isCeiling = false)
    {
        var rank = size.Count;
        int[] step = EachAxis("MaxPool", "dilation", dilation, 1, rank);
        var windows = Windows("MaxPool", x, size, stride, padding, step, isCeiling);
        return MaxOver(x, Array.ConvertAll(windows, w => w.Starts), Array.ConvertAll(windows, w => w.Ends), step);
    }

    /// <summary>The mean of each window.</summary>
    /// <param name="x">(..., spatial axes).</param>
    /// <param name="size">The window along each spatial axis.</param>
    /// <param name="stride">From one window to the next; the size if null.</param>
    /// <param name="padding">By how much windows may begin in front of the array; 0 if null.</param>
    /// <param name="isCeiling">Whether a last window that reaches beyond the array counts.</param>
    /// <param name="countsPadding">Whether padding counts as zeros, or a sum is divided by the number of elements that lie in the array.</param>
    /// <exception cref="ShapeException">There are no windows, or some hold no element.</exception>
    public static Tensor AveragePool(
        Tensor x, IReadOnlyList<int> size, IReadOnlyList<int>? stride = null, IReadOnlyList<int>? padding = null, bool isCeiling = false, bool countsPadding = true)
    {
        var windows = Windows("AveragePool", x, size, stride, padding, EachAxis("AveragePool", "", null, 1, size.Count), isCeiling);
        return MeanOver(x, Array.ConvertAll(windows, w => (w.Starts, w.Ends, countsPadding ? w.Padded : null)));
    }

    /// <summary>Means over that many windows along each of the last axes: window i of k begins at ⌊i·n/k⌋ and ends before ⌈(i + 1)·n/k⌉.</summary>
    public static Tensor AdaptiveAveragePool(Tensor x, IReadOnlyList<int> places) =>
        MeanOver(x, Array.ConvertAll(AdaptiveWindows("AdaptiveAveragePool", x, places), w => (w.Starts, w.Ends, (int[]?)null)));

    /// <summary>Largest elements over that many windows along each of the last axes; windows as in <see cref="AdaptiveAveragePool"/>.</summary>
    public static Tensor AdaptiveMaxPool(Tensor x, IReadOnlyList<int> places)
    {
        var windows = AdaptiveWindows("AdaptiveMaxPool", x, places);
        return MaxOver(x, Array.ConvertAll(windows, w => w.Starts), Array.ConvertAll(windows, w => w.Ends), EachAxis("AdaptiveMaxPool", "", null, 1, windows.Length));
    }

    private static Tensor MaxOver(Tensor x, int[][] starts, int[][] ends, int[] steps)
    {
        var numbers = new WindowArgMaxPrimitive(starts, ends, steps).Bind(x);
        int[] lead = [.. x.Shape.AsSpan()[..^starts.Length]];
        return Ops.Reshape(Ops.TakeAlongAxis(Flat(x), Flat(numbers)), numbers.Shape.ToArray());

        Tensor Flat(Tensor t) => Ops.Reshape(t, [.. lead, t.Shape.Skip(lead.Length).Aggregate(1, (n, s) => n * s)]);
    }

    private static Tensor MeanOver(Tensor x, (int[] Starts, int[] Ends, int[]? Counts)[] windows)
    {
        x = Promotion.Floating(x);
        var first = x.Rank - windows.Length;
        double[] counts = [1];
        for (var i = 0; i < windows.Length; i++)
        {
            var (starts, ends, given) = windows[i];
            x = new WindowSumPrimitive(first + i, starts, ends).Bind(x);
            var along = given ?? [.. ends.Zip(starts, (end, start) => end - start)];
            counts = [.. counts.SelectMany(count => along.Select(n => count * n))];
        }

        Shape places = Array.ConvertAll(windows, w => w.Starts.Length);
        return x / Ops.Cast(Tensor.From<double>(counts, places), x.DType);
    }

    private static (int[] Starts, int[] Ends, int[] Padded)[] Windows(
        string name, Tensor x, IReadOnlyList<int> size, IReadOnlyList<int>? stride, IReadOnlyList<int>? padding, int[] dilation, bool isCeiling)
    {
        var rank = size.Count;
        if (rank == 0 || rank > x.Rank) throw new ShapeException($"{name}: windows of {rank} axes do not lie in an array of shape {x.Shape}.");
        int[] lengths = EachAxis(name, "size", size, 1, rank), step = EachAxis(name, "stride", stride ?? size, 1, rank), pad = EachAxis(name, "padding", padding, 0, rank);
        var result = new (int[], int[], int[])[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var (n, span) = (x.Shape[axis - rank], (lengths[axis] - 1) * dilation[axis] + 1);
            var room = n + 2 * pad[axis] - span;
            var places = room < 0 ? 0 : (room + (isCeiling ? step[axis] - 1 : 0)) / step[axis] + 1;
            if (isCeiling && (places - 1) * step[axis] >= n + pad[axis]) places--; // it would begin in the padding behind
            if (places <= 0) throw new ShapeException($"{name}: along axis {x.Rank - rank + axis} of {x.Shape} a window takes {span} elements, and there are {n} with padding {pad[axis]} on both sides.");
            int[] starts = new int[places], ends = new int[places], padded = new int[places];
            for (var p = 0; p < places; p++)
            {
                var start = p * step[axis] - pad[axis];
                padded[p] = Math.Min(start + span, n + pad[axis]) - start;
                ends[p] = Math.Min(start + span, n);
                while (start < 0) start += dilation[axis];
                starts[p] = start;
                if (start >= ends[p]) throw new ShapeException($"{name}: window {p} along axis {x.Rank - rank + axis} of {x.Shape} holds padding only: padding {pad[axis]} is too much for a window of {lengths[axis]}.");
            }

            result[axis] = (starts, ends, padded);
        }

        return result;
    }

    private static (int[] Starts, int[] Ends)[] AdaptiveWindows(string name, Tensor x, IReadOnlyList<int> places)
    {
        if (places.Count == 0 || places.Count > x.Rank) throw new ShapeException($"{name}: windows of {places.Count} axes do not lie in an array of shape {x.Shape}.");
        var result = new (int[], int[])[places.Count];
        for (var axis = 0; axis < places.Count; axis++)
        {
            var (n, k) = (x.Shape[axis - places.Count], places[axis]);
            if (n == 0 || k < 1) throw new ShapeException($"{name}: {k} windows over {n} elements along axis {x.Rank - places.Count + axis} of {x.Shape}.");
            result[axis] = ([.. Enumerable.Range(0, k).Select(i => i * n / k)], [.. Enumerable.Range(0, k).Select(i => ((i + 1) * n + k - 1) / k)]);
        }

        return result;
    }
}
