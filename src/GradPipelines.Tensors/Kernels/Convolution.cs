using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>How a kernel slides over an input, one number for each spatial axis.</summary>
/// <param name="Stride">From one place of the kernel to the next, in elements of the dilated and padded input.</param>
/// <param name="Low">Zeros in front of the dilated input; a negative number cuts elements off.</param>
/// <param name="High">Zeros behind it, or elements cut off.</param>
/// <param name="InputDilation">From one element of the input to the next; the places between hold zeros.</param>
/// <param name="KernelDilation">From one element of the kernel to the next.</param>
internal sealed record ConvolutionGeometry(int[] Stride, int[] Low, int[] High, int[] InputDilation, int[] KernelDilation)
{
    /// <summary>The number of spatial axes.</summary>
    public int Rank => Stride.Length;

    /// <summary>The length that <paramref name="count"/> elements take when they stand <paramref name="dilation"/> apart.</summary>
    public static int Span(int count, int dilation) => count == 0 ? 0 : (count - 1) * dilation + 1;

    /// <summary>The number of places of a kernel of <paramref name="kernel"/> elements along an axis.</summary>
    public int Places(int axis, int input, int kernel)
    {
        var room = Span(input, InputDilation[axis]) + Low[axis] + High[axis] - Span(kernel, KernelDilation[axis]);
        return room < 0 ? 0 : room / Stride[axis] + 1;
    }
}

/// <summary>Cross-correlation of images with kernels, as products of matrices.</summary>
/// <remarks>
/// The places of the kernel are cut into blocks; for each block the elements under the kernel become the columns of a matrix (im2col),
/// which the matrix of kernels multiplies. Only one block's columns exist at a time, about <see cref="BlockElements"/> elements, so they
/// stay in the cache and a large image needs no more memory than a small one. Source: Chellapilla, Puri and Simard, "High performance
/// convolutional neural networks for document processing", 2006.
/// </remarks>
internal static class Convolution
{
    private const int BlockElements = 1 << 18;

    /// <summary>(batch, groups, inputs, ...) and (groups, outputs, inputs, ...) → (batch, groups, outputs, ...).</summary>
    public static NdArray Correlate(NdArray x, NdArray w, ConvolutionGeometry geometry) => x.DType switch
    {
        DType.Float64 => Correlate<double>(x, w, geometry),
        DType.Float32 => Correlate<float>(x, w, geometry),
        _ => Correlate<long>(x.Cast(DType.Int64), w.Cast(DType.Int64), geometry),
    };

    private static NdArray Correlate<T>(NdArray x, NdArray w, ConvolutionGeometry geometry)
        where T : unmanaged, INumber<T>
    {
        int batch = x.Shape[0], groups = x.Shape[1], inputs = x.Shape[2], outputs = w.Shape[1];
        var windows = new Windows(x.Shape, w.Shape, geometry);
        var result = NdArray.Allocate<T>(Shape.Create([batch, groups, outputs, .. windows.Places]));
        if (result.Size == 0) return result;

        // A row of places is all those that differ in the last axis only.
        var depth = inputs * windows.KernelSize;
        var length = windows.Places[^1];
        var rowsOfImage = windows.PlaceCount / length;
        var rows = batch * rowsOfImage;
        var perBlock = Math.Clamp(BlockElements / Math.Max(1, depth) / length, Math.Min(rows, 1 + 255 / length), rows);
        var imageSize = windows.ImageSize;
        var source = x.ReadSpan<T>();
        var target = result.Span<T>();
        var kernels = w.Contiguous().Reshape([groups, outputs, depth]);
        var columns = NdArray.Allocate<T>([depth, perBlock * length]);
        for (var first = 0; first < rows; first += perBlock)
        {
            var count = Math.Min(perBlock, rows - first);
            if (count < perBlock) columns = NdArray.Allocate<T>([depth, count * length]);
            for (var g = 0; g < groups; g++)
            {
                FillColumns(source, columns.Span<T>(), windows, first, count, rowsOfImage, inputs, g * inputs * imageSize, groups * inputs * imageSize);
                var own = kernels.Slice([g, 0, 0], [1, outputs, depth], [1, 1, 1]).Reshape([outputs, depth]);
                var product = MatMulLoop.Multiply(own, columns).ReadSpan<T>();
                for (var o = 0; o < outputs; o++)
                    for (var row = 0; row < count; row++)
                    {
                        var (image, rowOfImage) = Math.DivRem(first + row, rowsOfImage);
                        var at = (((image * groups + g) * outputs + o) * rowsOfImage + rowOfImage) * length;
                        product.Slice((o * count + row) * length, length).CopyTo(target.Slice(at, length));
                    }
            }
        }

        return result;
    }

    /// <summary>One row of the matrix for each input channel and kernel element, the places in columns.</summary>
    private static void FillColumns<T>(
        ReadOnlySpan<T> x, Span<T> columns, Windows windows, int first, int count, int rowsOfImage, int inputs, int offset, int imageStep)
        where T : unmanaged, INumber<T>
    {
        var length = windows.Places[^1];
        var size = windows.ImageSize;
        Span<int> origins = count <= 512 ? stackalloc int[count] : new int[count];
        for (var k = 0; k < windows.KernelSize; k++)
        {
            for (var row = 0; row < count; row++)
            {
                var (image, rowOfImage) = Math.DivRem(first + row, rowsOfImage);
                var inImage = windows.RowOrigin(k, rowOfImage);
                origins[row] = inImage < 0 ? -1 : offset + image * imageStep + inImage;
            }

            var (from, places, start) = windows.Run(k);
            var along = windows.AlongRow(k);
            for (var i = 0; i < inputs; i++)
                for (var row = 0; row < count; row++)
                {
                    var y = columns.Slice(((i * windows.KernelSize + k) * count + row) * length, length);
                    if (origins[row] < 0)
                    {
                        y.Clear();
                        continue;
                    }

                    var line = x[(origins[row] + i * size)..];
                    if (places >= 0)
                    {
                        y[..from].Clear();
                        line.Slice(start, places).CopyTo(y[from..]);
                        y[(from + places)..].Clear();
                        continue;
                    }

                    for (var p = 0; p < y.Length; p++) y[p] = along[p] < 0 ? T.Zero : line[along[p]];
                }
        }
    }

    /// <summary>Which element of an image lies under which element of the kernel at which place.</summary>
    private sealed class Windows
    {
        private readonly int[] _sizes;
        private readonly int[] _kernel;
        private readonly int[][] _under; // for each axis: [kernel element, place], -1 for a zero
        private readonly (int From, int Places, int Start)[] _runs;

        public Windows(Shape x, Shape w, ConvolutionGeometry geometry)
        {
            var rank = geometry.Rank;
            _sizes = x.AsSpan()[3..].ToArray();
            _kernel = w.AsSpan()[3..].ToArray();
            _under = new int[rank][];
            Places = new int[rank];
            for (var axis = 0; axis < rank; axis++)
            {
                var places = Places[axis] = geometry.Places(axis, _sizes[axis], _kernel[axis]);
                var under = _under[axis] = new int[_kernel[axis] * places];
                for (var k = 0; k < _kernel[axis]; k++)
                    for (var p = 0; p < places; p++)
                    {
                        var at = p * geometry.Stride[axis] + k * geometry.KernelDilation[axis] - geometry.Low[axis];
                        var (element, between) = Math.DivRem(at, geometry.InputDilation[axis]);
                        under[k * places + p] = at >= 0 && between == 0 && element < _sizes[axis] ? element : -1;
                    }
            }

            var isRun = geometry.Stride[^1] == 1 && geometry.InputDilation[^1] == 1;
            _runs = [.. Enumerable.Range(0, _kernel[^1]).Select(k => isRun ? FindRun(k) : (0, -1, 0))];
            ImageSize = Product(_sizes);
            KernelSize = Product(_kernel);
            PlaceCount = Product(Places);
        }

        public int[] Places { get; }

        public int ImageSize { get; }

        public int KernelSize { get; }

        public int PlaceCount { get; }

        /// <summary>Where in an image the line lies that a row of places sees under a kernel element; -1 if all of it is zeros.</summary>
        public int RowOrigin(int kernelElement, int row)
        {
            var (origin, step) = (0, _sizes[^1]);
            kernelElement /= _kernel[^1];
            for (var axis = _sizes.Length - 2; axis >= 0; axis--)
            {
                (kernelElement, var k) = Math.DivRem(kernelElement, _kernel[axis]);
                (row, var p) = Math.DivRem(row, Places[axis]);
                var element = _under[axis][k * Places[axis] + p];
                if (element < 0) return -1;
                origin += element * step;
                step *= _sizes[axis];
            }

            return origin;
        }

        /// <summary>The elements of a line under a kernel element, for each place of a row.</summary>
        public ReadOnlySpan<int> AlongRow(int kernelElement) => _under[^1].AsSpan(kernelElement % _kernel[^1] * Places[^1], Places[^1]);

        /// <summary>The same where they are neighbours: from which place on how many, and the first element. A count of -1: they are not.</summary>
        public (int From, int Places, int Start) Run(int kernelElement) => _runs[kernelElement % _kernel[^1]];

        private (int From, int Places, int Start) FindRun(int k)
        {
            var under = AlongRow(k);
            var from = under.IndexOfAnyExcept(-1);
            return from < 0 ? (0, 0, 0) : (from, under.LastIndexOfAnyExcept(-1) - from + 1, under[from]);
        }

        private static int Product(int[] sizes) => sizes.Aggregate(1, (product, size) => product * size);
    }
}
