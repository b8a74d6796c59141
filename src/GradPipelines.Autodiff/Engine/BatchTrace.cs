namespace GradPipelines;

/// <summary>Batching: every tracer stands for one element of a batch and carries the whole batch, its axis in front.</summary>
internal sealed class BatchTrace(int size) : Trace
{
    public override string Transform => "Vmap";

    /// <summary>The number of elements.</summary>
    public int Size { get; } = size;

    public override Tensor[] Process(Primitive primitive, Tensor[] x)
    {
        ThrowIfClosed(primitive);
        var batched = Array.ConvertAll(x, t => t is BatchTracer b && b.Trace == this);
        var y = primitive.BatchRule(Array.ConvertAll(x, Whole), batched, Size);
        return Array.ConvertAll(y, Wrap);
    }

    /// <summary>The whole batch of a tracer of this trace; another tensor as it is.</summary>
    public Tensor Whole(Tensor x) => x is BatchTracer t && t.Trace == this ? t.Whole : x;

    private Tensor Wrap(Tensor y) => new BatchTracer(this, y);
}

/// <summary>One element of a batch, in the user's eyes; the whole batch, in ours.</summary>
internal sealed class BatchTracer(BatchTrace trace, Tensor whole) : Tracer(trace)
{
    public Tensor Whole { get; } = whole;

    public override Shape Shape { get; } = whole.Shape.Without([0]);

    public override DType DType => Whole.DType;

    internal override bool IsWeak => Whole.IsWeak;
}

/// <summary>Batch rules for primitives that have no better one.</summary>
public static class Batching
{
    /// <summary>Applies <paramref name="bind"/> to the inputs of one element of the batch after the other and stacks the outputs.</summary>
    public static Tensor[] Loop(Func<Tensor[], Tensor[]> bind, Tensor[] x, bool[] batched, int size)
    {
        if (size == 0) throw new NotSupportedException("Vmap over an empty batch needs a batch rule of its own for this primitive.");
        var parts = new Tensor[size][];
        for (var i = 0; i < size; i++)
        {
            var element = new Tensor[x.Length];
            for (var j = 0; j < x.Length; j++) element[j] = batched[j] ? x[j][i] : x[j];
            parts[i] = bind(element);
        }

        var result = new Tensor[parts[0].Length];
        for (var o = 0; o < result.Length; o++) result[o] = Ops.Stack(Array.ConvertAll(parts, p => p[o]));
        return result;
    }
}
