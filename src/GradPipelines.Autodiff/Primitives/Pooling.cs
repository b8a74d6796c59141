using GradPipelines.Kernels;

namespace GradPipelines;

/// <summary>Along one axis, sums over windows whose starts and ends do not decrease.</summary>
/// <remarks>
/// The windows that an element lies in are neighbours then, so the transpose is a sum over windows too. Windows of several axes are
/// sums along one after the other, which costs the sum of their sizes instead of the product.
/// </remarks>
internal sealed class WindowSumPrimitive(int axis, int[] starts, int[] ends) : LinearPrimitive
{
    public override string Name => "window_sum";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis), ("starts", starts), ("ends", ends)];

    protected internal override NdArray Forward(NdArray x) => Pooling.WindowSum(x, axis, starts, ends);

    protected internal override TensorSpec Specify(TensorSpec x)
    {
        var sizes = x.Shape.ToArray();
        sizes[axis] = starts.Length;
        return x with { Shape = sizes };
    }

    protected override Tensor? Transpose(Tensor ct, TensorSpec x)
    {
        var size = x.Shape[axis];
        int[] first = new int[size], behind = new int[size];
        int f = 0, b = 0;
        for (var q = 0; q < size; q++)
        {
            while (f < ends.Length && ends[f] <= q) f++;
            while (b < starts.Length && starts[b] <= q) b++;
            (first[q], behind[q]) = (f, Math.Max(f, b)); // an element in no window: none
        }

        return new WindowSumPrimitive(axis, first, behind).Bind(ct);
    }

    protected internal override Tensor Batch(Tensor x) => new WindowSumPrimitive(axis + 1, starts, ends).Bind(x);
}

/// <summary>The number of the first largest element in each window of the last axes. It has no derivative: what is taken by it has.</summary>
internal sealed class WindowArgMaxPrimitive(int[][] starts, int[][] ends, int[] steps) : UnaryPrimitive
{
    public override string Name => "window_argmax";

    public override IReadOnlyList<(string Name, object Value)> Attributes =>
        [("places", Array.ConvertAll(starts, s => s.Length)), ("starts", Joined(starts)), ("ends", Joined(ends)), ("steps", steps)];

    protected internal override NdArray Forward(NdArray x) => Pooling.WindowArgMax(x, starts, ends, steps);

    protected internal override TensorSpec Specify(TensorSpec x) =>
        new(Shape.Create([.. x.Shape.AsSpan()[..^starts.Length], .. starts.Select(s => s.Length)]), DType.Int64);

    protected internal override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => null;

    protected internal override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => null;

    protected internal override Tensor Batch(Tensor x) => Bind(x); // axes in front are a batch already

    private static int[] Joined(int[][] numbers) => [.. numbers.SelectMany(n => n)];
}
