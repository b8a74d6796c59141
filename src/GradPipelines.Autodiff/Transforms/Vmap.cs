namespace GradPipelines;

/// <content>Batches: a function of one example, applied to many at once.</content>
public static partial class Transforms
{
    /// <summary>Applies f to every slice of x along an axis at once; the results are stacked along an axis.</summary>
    public static Func<Tensor, Tensor> Vmap(Func<Tensor, Tensor> f, int inAxis = 0, int outAxis = 0) => Vmap<Tensor, Tensor>(f, inAxis, outAxis);

    /// <summary>Applies f to slices of both arguments in step; an axis of null passes that argument whole.</summary>
    public static Func<Tensor, Tensor, Tensor> Vmap(Func<Tensor, Tensor, Tensor> f, int? inAxis1 = 0, int? inAxis2 = 0, int outAxis = 0) => (x1, x2) =>
    {
        if (inAxis1 is { } a && inAxis2 is { } b)
            return Vmap<(Tensor, Tensor), Tensor>(x => f(x.Item1, x.Item2), 0, outAxis)((Ops.MoveAxis(x1, a, 0), Ops.MoveAxis(x2, b, 0)));
        if (inAxis1 is { } only) return Vmap(x => f(x, x2), only, outAxis)(x1);
        if (inAxis2 is { } other) return Vmap(x => f(x1, x), other, outAxis)(x2);
        throw new ArgumentException("Vmap: one argument at least must have an axis.");
    };

    /// <summary>Applies f to slices of every leaf of a container at once.</summary>
    /// <exception cref="ShapeException">When called: there is no leaf, or sizes along the axis differ; the message names the leaf.</exception>
    public static Func<TIn, TOut> Vmap<TIn, TOut>(Func<TIn, TOut> f, int inAxis = 0, int outAxis = 0) => x =>
    {
        var (leaves, structure) = Tree.Flatten(x);
        if (leaves.Length == 0) throw new ShapeException("Vmap: the argument holds no tensor, so there is no batch.");
        var paths = structure.Paths().ToArray();
        var size = leaves[0].Shape[inAxis];
        for (var i = 0; i < leaves.Length; i++)
            if (leaves[i].Shape[inAxis] != size)
                throw new ShapeException($"Vmap: the argument {paths[i]} of shape {leaves[i].Shape} has {leaves[i].Shape[inAxis]} along axis {inAxis}, and {paths[0]} has {size}; they must be equal.");
        var trace = new BatchTrace(size);
        TOut y;
        try
        {
            y = f(Tree.Unflatten<TIn>(structure, Array.ConvertAll(leaves, leaf => (Tensor)new BatchTracer(trace, Ops.MoveAxis(leaf, inAxis, 0)))));
        }
        finally
        {
            trace.Close();
        }

        // A result that no slice reached is the same for all of them.
        return Tree.Map(o => Ops.MoveAxis(ReferenceEquals(trace.Whole(o), o) ? Ops.BroadcastTo(o, o.Shape.Insert(0, size)) : trace.Whole(o), 0, outAxis), y);
    };
}
