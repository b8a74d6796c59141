namespace GradPipelines;

/// <content>Functions as graphs.</content>
public static partial class Transforms
{
    /// <summary>The graph of a function of one float64 tensor of that shape.</summary>
    public static Graph Trace(Func<Tensor, Tensor> f, Shape shape) => Trace(x => [f(x[0])], new TensorSpec(shape, DType.Float64));

    /// <summary>The graph of a function of two float64 tensors.</summary>
    public static Graph Trace(Func<Tensor, Tensor, Tensor> f, Shape shape1, Shape shape2) =>
        Trace(x => [f(x[0], x[1])], new TensorSpec(shape1, DType.Float64), new TensorSpec(shape2, DType.Float64));

    /// <summary>The graph of a function of a container, for tensors of the shapes and dtypes of an example.</summary>
    public static Graph Trace<TIn, TOut>(Func<TIn, TOut> f, TIn example)
    {
        var (leaves, structure) = Tree.Flatten(example);
        return Trace(x => Tree.Flatten(f(Tree.Unflatten<TIn>(structure, x))).Leaves, Array.ConvertAll(leaves, leaf => leaf.Spec));
    }

    /// <summary>The graph of a function of leaves. No number is computed, except from constants alone.</summary>
    /// <exception cref="InvalidOperationException">The function asks for a number (Item, if, while) that depends on an argument.</exception>
    internal static Graph Trace(Func<Tensor[], Tensor[]> f, params TensorSpec[] specs)
    {
        var trace = new GraphTrace();
        var inputs = Array.ConvertAll(specs, trace.Input);
        Tensor[] outputs;
        try
        {
            outputs = f(Array.ConvertAll(inputs, t => (Tensor)t));
        }
        finally
        {
            trace.Close();
        }

        return trace.Finish(inputs, outputs);
    }
}
