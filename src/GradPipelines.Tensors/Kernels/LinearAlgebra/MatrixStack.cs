namespace GradPipelines.Kernels;

/// <summary>Leading axes are a stack of matrices; the kernels go through it one by one.</summary>
internal static class MatrixStack
{
    /// <summary>The number of matrices, whose elements lie on the last two axes.</summary>
    public static int Count(Shape shape)
    {
        var count = 1;
        foreach (var size in shape.AsSpan()[..^2]) count *= size;
        return count;
    }

    /// <summary>The shape of the stack with other last axes.</summary>
    public static Shape With(Shape shape, params ReadOnlySpan<int> last) => Shape.Create([.. shape.AsSpan()[..^2], .. last]);

    /// <summary>Names one matrix in a message: "the matrix", or "matrix (1, 0)" with its place in the stack.</summary>
    public static string Name(Shape shape, int index)
    {
        var stack = shape.AsSpan()[..^2];
        if (stack.Length == 0) return "the matrix";
        var place = new int[stack.Length];
        for (var axis = stack.Length - 1; axis >= 0; axis--)
        {
            place[axis] = index % stack[axis];
            index /= stack[axis];
        }

        return $"matrix ({string.Join(", ", place)})";
    }
}
