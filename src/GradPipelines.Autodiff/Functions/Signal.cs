using GradPipelines.Kernels;

namespace GradPipelines;

/// <summary>Which places of a convolution are kept.</summary>
public enum ConvolutionMode
{
    /// <summary>All where the operands touch: a + b - 1 along an axis.</summary>
    Full,

    /// <summary>Those where the shorter lies wholly within the longer: |a - b| + 1.</summary>
    Valid,

    /// <summary>As many as the left operand has, from the middle of the full result.</summary>
    Same,
}

/// <summary>Convolution of signals.</summary>
public static class Signal
{
    /// <summary>The convolution of two arrays along paired axes, the right one turned round, summed over other paired axes.</summary>
    /// <param name="a">Any shape.</param>
    /// <param name="b">Any shape.</param>
    /// <param name="axes">The axes of a and of b along which they are convolved, pair by pair; all if null.</param>
    /// <param name="dotAxes">The axes of a and of b over which products are summed; none if null.</param>
    /// <param name="mode">Which places are kept.</param>
    /// <returns>The other axes of a, the other axes of b, then the convolved ones.</returns>
    /// <exception cref="ShapeException">Numbers of axes differ, or sizes of summed ones.</exception>
    /// <remarks>HIPS autograd's <c>scipy.signal.convolve</c>.</remarks>
    public static Tensor Convolve(
        Tensor a, Tensor b, (int[] A, int[] B)? axes = null, (int[] A, int[] B)? dotAxes = null, ConvolutionMode mode = ConvolutionMode.Full)
    {
        var (dotA, dotB) = dotAxes is { } dots ? (Array.ConvertAll(dots.A, a.Shape.Axis), Array.ConvertAll(dots.B, b.Shape.Axis)) : ([], []);
        var (alongA, alongB) = axes is { } along
            ? (Array.ConvertAll(along.A, a.Shape.Axis), Array.ConvertAll(along.B, b.Shape.Axis))
            : ([.. Others(a, dotA)], [.. Others(b, dotB)]);
        if (alongA.Length != alongB.Length || dotA.Length != dotB.Length)
            throw new ShapeException($"Convolve: {alongA.Length} and {alongB.Length} axes to convolve, {dotA.Length} and {dotB.Length} to sum: they are paired. The shapes are {a.Shape} and {b.Shape}.");
        for (var i = 0; i < dotA.Length; i++)
            if (a.Shape[dotA[i]] != b.Shape[dotB[i]])
                throw new ShapeException($"Convolve: {a.Shape} and {b.Shape}: summed axis {dotA[i]} of the left ({a.Shape[dotA[i]]}) must equal axis {dotB[i]} of the right ({b.Shape[dotB[i]]}).");

        int[] freeA = [.. Others(a, [.. alongA, .. dotA])], freeB = [.. Others(b, [.. alongB, .. dotB])];
        int[] sizesA = Array.ConvertAll(alongA, i => a.Shape[i]), sizesB = Array.ConvertAll(alongB, i => b.Shape[i]);
        var summed = dotA.Aggregate(1, (n, i) => n * a.Shape[i]);
        var x = Ops.Reshape(Ops.Transpose(a, [.. freeA, .. dotA, .. alongA]), [Product(a, freeA), summed, 1, .. sizesA]); // an axis more, so that there is one
        var w = Ops.Reshape(Ops.Transpose(Ops.Flip(b, alongB), [.. freeB, .. dotB, .. alongB]), [1, Product(b, freeB), summed, 1, .. sizesB]);

        var places = new int[sizesA.Length];
        int[] ones = [.. Enumerable.Repeat(1, places.Length + 1)], low = new int[ones.Length], high = new int[ones.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var (n, k) = (sizesA[i], sizesB[i]);
            (var first, places[i]) = mode switch
            {
                ConvolutionMode.Full => (0, Math.Max(0, n + k - 1)),
                ConvolutionMode.Valid => (Math.Min(n, k) - 1, Math.Abs(n - k) + 1),
                _ => ((k - 1) / 2, n),
            };
            low[i + 1] = k - 1 - first;
            high[i + 1] = first + places[i] - n;
        }

        var y = NeuralNetwork.Correlate(x, w, new ConvolutionGeometry(ones, low, high, ones, ones), 1);
        return Ops.Reshape(y, [.. freeA.Select(i => a.Shape[i]), .. freeB.Select(i => b.Shape[i]), .. places]);
    }

    private static IEnumerable<int> Others(Tensor x, int[] axes) => Enumerable.Range(0, x.Rank).Except(axes);

    private static int Product(Tensor x, int[] axes) => axes.Aggregate(1, (n, i) => n * x.Shape[i]);
}
