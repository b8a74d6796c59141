using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Convolution on any number of spatial axes, as many as the kernels have. A list of one number holds for all of them.</content>
public static partial class NeuralNetwork
{
    /// <summary>The cross-correlation of images with kernels, which is what networks call convolution.</summary>
    /// <param name="x">(batch, channels, ...), or (channels, ...) for one image.</param>
    /// <param name="weight">(outputs, channels / groups, ...): the sizes of the kernel along the spatial axes.</param>
    /// <param name="bias">(outputs), or none.</param>
    /// <param name="stride">From one place of the kernel to the next; 1 if null.</param>
    /// <param name="padding">Zeros on both sides; 0 if null.</param>
    /// <param name="dilation">From one element of the kernel to the next; 1 if null.</param>
    /// <param name="groups">The channels and the outputs fall into that many parts, which do not meet.</param>
    /// <returns>(batch, outputs, ...): along an axis ⌊(size + 2·padding - dilation·(kernel - 1) - 1) / stride⌋ + 1 places.</returns>
    /// <exception cref="ShapeException">The channels do not fit, or the kernel does not fit into the padded image.</exception>
    public static Tensor Conv(
        Tensor x, Tensor weight, Tensor? bias = null,
        IReadOnlyList<int>? stride = null, IReadOnlyList<int>? padding = null, IReadOnlyList<int>? dilation = null, int groups = 1)
    {
        var rank = SpatialRank("Conv", x, weight);
        var apart = EachAxis("Conv", "dilation", dilation, 1, rank);
        var zeros = EachAxis("Conv", "padding", padding, 0, rank);
        var geometry = new ConvolutionGeometry(EachAxis("Conv", "stride", stride, 1, rank), zeros, zeros, EachAxis("Conv", "", null, 1, rank), apart);
        var isSingle = x.Rank == rank + 1;
        if (isSingle) x = Ops.ExpandDims(x, 0);
        if (groups < 1 || weight.Shape[0] % groups != 0 || x.Shape[1] != groups * weight.Shape[1])
            throw new ShapeException(
                $"Conv: images {x.Shape} with kernels {weight.Shape} in {groups} groups: axis 1 of the images ({x.Shape[1]} channels) must be {groups} times axis 1 of the kernels ({weight.Shape[1]}), " +
                $"and {groups} must divide axis 0 of the kernels ({weight.Shape[0]}).");
        for (var i = 0; i < rank; i++)
            if (geometry.Places(i, x.Shape[2 + i], weight.Shape[2 + i]) == 0)
                throw new ShapeException($"Conv: along spatial axis {i} the kernel takes {ConvolutionGeometry.Span(weight.Shape[2 + i], apart[i])} elements and the image has {x.Shape[2 + i]}, with padding {x.Shape[2 + i] + 2 * zeros[i]}.");
        var y = Correlate(x, Ops.Reshape(weight, [groups, weight.Shape[0] / groups, .. weight.Shape.AsSpan()[1..]]), geometry, groups);
        return AddBias(y, bias, isSingle);
    }

    /// <summary>The transposed map of <see cref="Conv"/>, which spreads every element over a kernel; also called deconvolution.</summary>
    /// <param name="x">(batch, channels, ...), or (channels, ...) for one image.</param>
    /// <param name="weight">(channels, outputs / groups, ...): the kernels that <see cref="Conv"/> would have used the other way.</param>
    /// <param name="bias">(outputs), or none.</param>
    /// <param name="stride">How far apart the elements are spread; 1 if null.</param>
    /// <param name="padding">How much is cut off on both sides; 0 if null.</param>
    /// <param name="outputPadding">How much longer the result is, which the stride of <see cref="Conv"/> left open; 0 if null.</param>
    /// <param name="dilation">From one element of the kernel to the next; 1 if null.</param>
    /// <param name="groups">The channels and the outputs fall into that many parts, which do not meet.</param>
    /// <returns>(batch, outputs, ...): along an axis (size - 1)·stride - 2·padding + dilation·(kernel - 1) + outputPadding + 1 elements.</returns>
    /// <exception cref="ShapeException">The channels do not fit, or nothing is left.</exception>
    public static Tensor ConvTranspose(
        Tensor x, Tensor weight, Tensor? bias = null,
        IReadOnlyList<int>? stride = null, IReadOnlyList<int>? padding = null, IReadOnlyList<int>? outputPadding = null, IReadOnlyList<int>? dilation = null, int groups = 1)
    {
        var rank = SpatialRank("ConvTranspose", x, weight);
        int[] spread = EachAxis("ConvTranspose", "stride", stride, 1, rank), cut = EachAxis("ConvTranspose", "padding", padding, 0, rank);
        int[] more = EachAxis("ConvTranspose", "outputPadding", outputPadding, 0, rank), apart = EachAxis("ConvTranspose", "dilation", dilation, 1, rank);
        var isSingle = x.Rank == rank + 1;
        if (isSingle) x = Ops.ExpandDims(x, 0);
        if (groups < 1 || weight.Shape[0] % groups != 0 || x.Shape[1] != weight.Shape[0])
            throw new ShapeException(
                $"ConvTranspose: images {x.Shape} with kernels {weight.Shape} in {groups} groups: axis 1 of the images ({x.Shape[1]} channels) must equal axis 0 of the kernels ({weight.Shape[0]}), and {groups} must divide it.");
        int[] low = [.. Enumerable.Range(0, rank).Select(i => apart[i] * (weight.Shape[2 + i] - 1) - cut[i])];
        var geometry = new ConvolutionGeometry(EachAxis("ConvTranspose", "", null, 1, rank), low, [.. low.Zip(more, (a, b) => a + b)], spread, apart);
        var kernels = Ops.Flip(weight, [.. Enumerable.Range(2, rank)]);
        kernels = Ops.SwapAxes(Ops.Reshape(kernels, [groups, weight.Shape[0] / groups, .. weight.Shape.AsSpan()[1..]]), 1, 2);
        return AddBias(Correlate(x, kernels, geometry, groups), bias, isSingle);
    }

    /// <summary>(batch, groups·inputs, ...) with (groups, outputs, inputs, ...) → (batch, groups·outputs, ...).</summary>
    internal static Tensor Correlate(Tensor x, Tensor kernels, ConvolutionGeometry geometry, int groups)
    {
        if (x.DType != kernels.DType || x.DType == DType.Bool) Promotion.Unify(ref x, ref kernels, floatingOnly: false);
        x = Ops.Reshape(x, [x.Shape[0], groups, x.Shape[1] / groups, .. x.Shape.AsSpan()[2..]]);
        var y = new ConvolutionPrimitive(geometry).Bind(x, kernels);
        return Ops.Reshape(y, [y.Shape[0], y.Shape[1] * y.Shape[2], .. y.Shape.AsSpan()[3..]]);
    }

    private static int SpatialRank(string name, Tensor x, Tensor weight)
    {
        var rank = weight.Rank - 2;
        if (rank < 1 || (x.Rank != rank + 2 && x.Rank != rank + 1))
            throw new ShapeException($"{name}: images {x.Shape} and kernels {weight.Shape}: kernels have two axes of channels and one or more spatial ones, images (batch, channels) or (channels) and as many.");
        return rank;
    }

    private static Tensor AddBias(Tensor y, Tensor? bias, bool isSingle)
    {
        if (bias is not null) y += AlongChannels(bias, y.Rank);
        return isSingle ? Ops.Squeeze(y, [0]) : y;
    }

    /// <summary>One number for each axis; one that is given for all is repeated.</summary>
    private static int[] EachAxis(string function, string name, IReadOnlyList<int>? given, int otherwise, int rank)
    {
        var smallest = Math.Min(otherwise, 1);
        var numbers = given ?? [otherwise];
        if (numbers.Count != 1 && numbers.Count != rank)
            throw new ArgumentException($"{function}: {name} has {numbers.Count} numbers for {rank} spatial axes: give one for each, or one for all.", nameof(given));
        foreach (var n in numbers)
            if (n < smallest) throw new ArgumentOutOfRangeException(nameof(given), n, $"{function}: {name} is {n} and must be at least {smallest}.");
        return numbers.Count == rank ? [.. numbers] : [.. Enumerable.Repeat(numbers[0], rank)];
    }
}
