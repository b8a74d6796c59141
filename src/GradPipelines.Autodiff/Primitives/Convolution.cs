using GradPipelines.Kernels;

namespace GradPipelines;

/// <summary>
/// Cross-correlation of every image of a batch with every kernel of its group, (batch, groups, inputs, ...) and
/// (groups, outputs, inputs, ...) → (batch, groups, outputs, ...), on any number of spatial axes.
/// </summary>
/// <remarks>
/// With an axis of groups, dilation on both sides and padding that may cut, the two transposes are correlations again: of the dilated
/// cotangent with the flipped kernel, and of the input with the cotangent for a kernel, the batch summed like channels. So the primitive
/// is closed under differentiation, and under Vmap: a batch of kernels is more outputs, of both more groups. XLA's convolution needs a
/// second kind of groups for that (<c>batch_group_count</c>) because its groups lie inside the axis of channels.
/// </remarks>
internal sealed class ConvolutionPrimitive(ConvolutionGeometry geometry) : BilinearPrimitive
{
    private const int Spatial = 3;

    public override string Name => "convolution";

    public override IReadOnlyList<(string Name, object Value)> Attributes =>
    [
        ("stride", geometry.Stride), ("low", geometry.Low), ("high", geometry.High),
        ("input_dilation", geometry.InputDilation), ("kernel_dilation", geometry.KernelDilation),
    ];

    protected internal override NdArray Forward(NdArray a, NdArray b) => Convolution.Correlate(a, b, geometry);

    protected internal override TensorSpec Specify(TensorSpec a, TensorSpec b)
    {
        if (a.Shape.Rank != Spatial + geometry.Rank || b.Shape.Rank != a.Shape.Rank || a.Shape[1] != b.Shape[0] || a.Shape[2] != b.Shape[2])
            throw new ShapeException($"convolution: {a.Shape} and {b.Shape} are not (batch, groups, inputs, ...) and (groups, outputs, inputs, ...) with {geometry.Rank} spatial axes.");
        var places = Enumerable.Range(0, geometry.Rank).Select(axis => geometry.Places(axis, a.Shape[Spatial + axis], b.Shape[Spatial + axis]));
        return a with { Shape = Shape.Create([a.Shape[0], a.Shape[1], b.Shape[1], .. places]) };
    }

    protected override Tensor TransposeLeft(Tensor ct, Tensor a, Tensor b)
    {
        // x[q] meets k where q·id + low = p·stride + k·kd: with the kernel turned round, a correlation of the cotangent spread by the stride.
        var flipped = Ops.SwapAxes(Ops.Flip(b, SpatialAxes(b)), 1, 2);
        var turned = Geometry(axis =>
        {
            var span = ConvolutionGeometry.Span(b.Shape[axis], geometry.KernelDilation[axis - Spatial]);
            return (geometry.InputDilation[axis - Spatial], span - 1 - geometry.Low[axis - Spatial], geometry.Stride[axis - Spatial], geometry.KernelDilation[axis - Spatial]);
        });
        return Bind(turned, ct, flipped, a.Shape);
    }

    protected override Tensor TransposeRight(Tensor ct, Tensor a, Tensor b)
    {
        // The kernel's elements are the places; the batch is summed, so it takes the part of the inputs, which become the batch.
        var images = Ops.SwapAxes(a, 0, 2);
        var kernels = Ops.Transpose(ct, [1, 2, 0, .. SpatialAxes(ct)]);
        var turned = Geometry(axis => (geometry.KernelDilation[axis - Spatial], geometry.Low[axis - Spatial], geometry.InputDilation[axis - Spatial], geometry.Stride[axis - Spatial]));
        var y = Bind(turned, images, kernels, b.Shape);
        return Ops.Transpose(y, [1, 2, 0, .. SpatialAxes(y)]);
    }

    protected internal override Tensor Batch(Tensor a, bool aBatched, Tensor b, bool bBatched)
    {
        if (!bBatched) return Split(Bind(Merge(a, 0), b), 0, a.Shape[0]);
        if (!aBatched) return Ops.MoveAxis(Split(Bind(a, Merge(Ops.MoveAxis(b, 0, 1), 1)), 2, b.Shape[0]), 2, 0);
        return Ops.MoveAxis(Split(Bind(Merge(Ops.MoveAxis(a, 0, 1), 1), Merge(b, 0)), 1, b.Shape[0]), 1, 0);
    }

    private static int[] SpatialAxes(Tensor x) => [.. Enumerable.Range(Spatial, x.Rank - Spatial)];

    /// <summary>A geometry by axis of the operands, which has no padding behind yet.</summary>
    private ConvolutionGeometry Geometry(Func<int, (int Stride, int Low, int InputDilation, int KernelDilation)> of)
    {
        var each = Enumerable.Range(Spatial, geometry.Rank).Select(of).ToArray();
        return new ConvolutionGeometry(
            Array.ConvertAll(each, g => g.Stride), Array.ConvertAll(each, g => g.Low), new int[each.Length],
            Array.ConvertAll(each, g => g.InputDilation), Array.ConvertAll(each, g => g.KernelDilation));
    }

    /// <summary>The correlation padded (or cut) behind so that it has as many places as <paramref name="places"/> has elements.</summary>
    private static Tensor Bind(ConvolutionGeometry g, Tensor a, Tensor b, Shape places)
    {
        for (var i = 0; i < g.Rank; i++)
            g.High[i] = ConvolutionGeometry.Span(places[Spatial + i], g.Stride[i]) - 1 + ConvolutionGeometry.Span(b.Shape[Spatial + i], g.KernelDilation[i])
                - ConvolutionGeometry.Span(a.Shape[Spatial + i], g.InputDilation[i]) - g.Low[i];
        return new ConvolutionPrimitive(g).Bind(a, b);
    }

    /// <summary>Two neighbouring axes as one.</summary>
    private static Tensor Merge(Tensor x, int axis) => Ops.Reshape(x, [.. x.Shape.AsSpan()[..axis], x.Shape[axis] * x.Shape[axis + 1], .. x.Shape.AsSpan()[(axis + 2)..]]);

    /// <summary>An axis as two, the first of that size.</summary>
    private static Tensor Split(Tensor x, int axis, int size) =>
        Ops.Reshape(x, [.. x.Shape.AsSpan()[..axis], size, size == 0 ? 0 : x.Shape[axis] / size, .. x.Shape.AsSpan()[(axis + 1)..]]);
}
