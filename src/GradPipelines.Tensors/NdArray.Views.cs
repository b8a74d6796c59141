namespace GradPipelines;

/// <content>Views: other sizes and steps over the same elements.</content>
public sealed partial class NdArray
{
    /// <summary>The same elements in row-major order with another shape; one size may be -1. A view where the array is contiguous.</summary>
    /// <exception cref="ShapeException">The number of elements would change.</exception>
    public NdArray Reshape(Shape shape)
    {
        if (shape.Equals(Shape)) return this;
        if (shape.Size != Size)
            throw new ShapeException($"Reshape: shape {Shape} has {Size} elements and {shape} has {shape.Size}. The number of elements must stay.");
        var source = Contiguous();
        return source.View(shape, source._offset, RowMajor(shape));
    }

    /// <summary>A view with the axes in another order: axis i of the result is axis <c>order[i]</c> of this.</summary>
    public NdArray Transpose(ReadOnlySpan<int> order)
    {
        var strides = Strides();
        var sizes = new int[Rank];
        var steps = new int[Rank];
        for (var i = 0; i < Rank; i++)
        {
            sizes[i] = Shape[order[i]];
            steps[i] = strides[order[i]];
        }

        return View(sizes, _offset, steps);
    }

    /// <summary>A view stretched to a shape by NumPy's rule: steps of 0 where a size of 1 is repeated.</summary>
    /// <exception cref="ShapeException">This shape does not broadcast to that one.</exception>
    public NdArray BroadcastTo(Shape shape)
    {
        if (shape.Equals(Shape)) return this;
        var strides = Strides();
        var steps = new int[shape.Rank];
        for (var i = 1; i <= Math.Max(Rank, shape.Rank); i++)
        {
            var own = i <= Rank ? Shape[-i] : 1;
            if (i > shape.Rank || (own != 1 && own != shape[-i]))
                throw new ShapeException($"BroadcastTo: shape {Shape} does not broadcast to {shape}: axis {-i} is {own}. A size must be equal or 1.");
            steps[^i] = own == 1 ? 0 : strides[^i];
        }

        return View(shape, _offset, steps);
    }

    /// <summary>A view of every <paramref name="steps"/>-th element from <paramref name="starts"/>, <paramref name="sizes"/> along each axis.</summary>
    /// <param name="starts">The first index on each axis, from 0.</param>
    /// <param name="sizes">The number of elements on each axis.</param>
    /// <param name="steps">The step on each axis, negative to go back, never 0.</param>
    internal NdArray Slice(ReadOnlySpan<int> starts, ReadOnlySpan<int> sizes, ReadOnlySpan<int> steps)
    {
        var strides = Strides();
        var offset = _offset;
        var result = new int[Rank];
        for (var i = 0; i < Rank; i++)
        {
            if (sizes[i] > 0) offset += starts[i] * strides[i];
            result[i] = strides[i] * steps[i];
        }

        var shape = Shape.Create(sizes);
        return shape.Size == 0 ? View(shape, 0, result) : View(shape, offset, result);
    }
}
