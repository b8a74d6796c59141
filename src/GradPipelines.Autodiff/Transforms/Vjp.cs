using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <content>Reverse mode: what a weighting of the outputs becomes at the inputs.</content>
public static partial class Transforms
{
    /// <summary>The value at x, and a function that pulls a cotangent of the result back (transposed Jacobian times ct). It can be called any number of times.</summary>
    public static (Tensor Value, Func<Tensor, Tensor> Pullback) Vjp(Func<Tensor, Tensor> f, Tensor x)
    {
        var (y, pull) = Vjp<Tensor, Tensor>(f, x);
        return (y, pull);
    }

    /// <summary>The value at x and its pullback, for containers in and out.</summary>
    [OverloadResolutionPriority(-1)] // a function of tensors and numbers written as an array: the overload above
    public static (TOut Value, Func<TOut, TIn> Pullback) Vjp<TIn, TOut>(Func<TIn, TOut> f, TIn x)
    {
        var (leaves, structure) = Differentiation.Flatten("Vjp", x);
        var (y, pull) = Differentiation.Reverse("Vjp", p => f(Tree.Unflatten<TIn>(structure, p)), leaves, structure.Paths());
        var (outputs, outer) = Tree.Flatten(y);
        return (y, ct =>
        {
            var cotangents = Tree.Matching(outer, ct, "cotangent");
            var names = outer.Paths().ToArray();
            for (var i = 0; i < outputs.Length; i++)
                if (!outputs[i].Shape.Equals(cotangents[i].Shape))
                    throw new ShapeException($"Vjp: the cotangent {names[i]} has shape {cotangents[i].Shape} and the result {outputs[i].Shape}; they must be equal.");
            return Tree.Unflatten<TIn>(structure, pull(cotangents));
        });
    }
}
