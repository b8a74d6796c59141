namespace GradPipelines;

/// <summary>
/// Linear algebra: systems of equations, factorisations, determinants, norms and functions of matrices. A matrix lies on the last two
/// axes of a tensor; the axes before them are a stack of matrices, and those of several arguments broadcast.
/// </summary>
/// <remarks>
/// float32 and float64; integers and booleans become float64. Every function has derivatives of every order in both modes, except where
/// its text says otherwise. NaN in an argument gives NaN, never an exception.
/// </remarks>
public static partial class LinearAlgebra
{
    /// <summary>The matrices transposed: the last two axes exchanged.</summary>
    internal static Tensor Swap(Tensor x) => Ops.SwapAxes(x, -1, -2);

    /// <summary>A floating tensor of at least two axes.</summary>
    private static Tensor Matrix(string function, Tensor x) => x.Rank >= 2
        ? Promotion.Floating(x)
        : throw new ShapeException($"{function}: shape {x.Shape} is no matrix: at least two axes are expected. Reshape it.");

    /// <summary>A floating tensor of at least two axes, the last two equal.</summary>
    private static Tensor Square(string function, Tensor x) => x.Rank >= 2 && x.Shape[-1] == x.Shape[-2]
        ? Promotion.Floating(x)
        : throw new ShapeException($"{function}: shape {x.Shape} is no square matrix: the last two axes must be equal.");

    /// <summary>Both with the same leading axes, by broadcasting.</summary>
    private static (Tensor A, Tensor B) Stacked(string function, Tensor a, Tensor b)
    {
        if (a.Rank == 2 && b.Rank == 2) return (a, b);
        var stack = Shape.Broadcast(a.Shape.AsSpan()[..^2].ToArray(), b.Shape.AsSpan()[..^2].ToArray(), function + " (leading axes)");
        return (WithStack(a, stack), WithStack(b, stack));
    }

    private static Tensor WithStack(Tensor x, Shape stack) => Ops.BroadcastTo(x, [.. stack.AsSpan(), x.Shape[-2], x.Shape[-1]]);

    private static Tensor Identity(int n, DType dtype) => Ops.Eye(n, dtype: dtype);
}
