namespace GradPipelines;

/// <content>Rematerialisation: memory for time.</content>
public static partial class Transforms
{
    /// <summary>f, of which a gradient keeps only the argument: what lies between is computed again on the way back.</summary>
    public static Func<Tensor, Tensor> Checkpoint(Func<Tensor, Tensor> f) => Checkpoint<Tensor, Tensor>(f);

    /// <summary>f for containers in and out, of which a gradient keeps only the argument: what lies between is computed again on the way back.</summary>
    /// <remarks>All that is differentiated must come through the argument. All orders and modes, and Vmap, work through it.</remarks>
    /// <exception cref="InvalidOperationException">When called: f uses a traced value from outside.</exception>
    public static Func<TIn, TOut> Checkpoint<TIn, TOut>(Func<TIn, TOut> f) => x =>
    {
        var (leaves, structure) = Tree.Flatten(x);
        TreeStructure? result = null;
        var y = new CheckpointPrimitive(p =>
        {
            var (outputs, outer) = Tree.Flatten(f(Tree.Unflatten<TIn>(structure, p)));
            result = outer;
            return outputs;
        }).Bind(leaves);
        return Tree.Unflatten<TOut>(result!, y);
    };
}

/// <summary>A function as one node of a trace.</summary>
internal sealed class CheckpointPrimitive(Func<Tensor[], Tensor[]> f) : GeneralPrimitive
{
    public override string Name => "checkpoint";

    private protected override bool IsDeterminedByType => false;

    protected override NdArray[] Forward(NdArray[] x) => Array.ConvertAll(f(Array.ConvertAll(x, Tensor.From)), y => y.Untraced(Name));

    protected override TensorSpec[] Shapes(TensorSpec[] x) => Array.ConvertAll(f(Array.ConvertAll(x, s => Ops.Zeros(s.Shape, s.DType))), y => y.Spec);

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        int[] moved = [.. Enumerable.Range(0, x.Length).Where(i => t[i] is not null)];
        return Differentiation.Forward("Checkpoint", p => f(With(x, moved, p)), Pick(x, moved), Array.ConvertAll(moved, i => t[i]!), moved.Select(_ => "")).Tangent;
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        int[] wanted = [.. Enumerable.Range(0, x.Length).Where(i => needed[i])];
        var gradient = Differentiation.Reverse("Checkpoint", p => f(With(x, wanted, p)), Pick(x, wanted), wanted.Select(_ => "")).Pull(ct);
        var result = new Tensor?[x.Length];
        for (var i = 0; i < wanted.Length; i++) result[wanted[i]] = gradient[i];
        return result;
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) =>
        Transforms.Vmap(f)([.. x.Select((t, i) => batched[i] ? t : Ops.BroadcastTo(t, t.Shape.Insert(0, size)))]);

    private static Tensor[] Pick(Tensor[] x, int[] places) => Array.ConvertAll(places, i => x[i]);

    private static Tensor[] With(Tensor[] x, int[] places, Tensor[] values)
    {
        Tensor[] all = [.. x];
        for (var i = 0; i < places.Length; i++) all[places[i]] = values[i];
        return all;
    }
}
