using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <content>Forward mode: the derivative along a direction.</content>
public static partial class Transforms
{
    /// <summary>The value at x and the derivative along the direction t (Jacobian times t), in one pass.</summary>
    /// <exception cref="ShapeException">The direction has another shape than x.</exception>
    public static (Tensor Value, Tensor Tangent) Jvp(Func<Tensor, Tensor> f, Tensor x, Tensor t) => Differentiation.Forward("Jvp", p => f(p[0]), [x], [t], [""]);

    /// <summary>The value at x and the derivative along the direction t, for containers in and out.</summary>
    /// <exception cref="ArgumentException">The direction is no container of the same structure.</exception>
    [OverloadResolutionPriority(-1)] // a function of tensors and numbers written as an array: the overload above
    public static (TOut Value, TOut Tangent) Jvp<TIn, TOut>(Func<TIn, TOut> f, TIn x, TIn t)
    {
        var (leaves, structure) = Differentiation.Flatten("Jvp", x);
        return Differentiation.Forward("Jvp", p => f(Tree.Unflatten<TIn>(structure, p)), leaves, Tree.Matching(structure, t, "tangent"), structure.Paths());
    }
}
