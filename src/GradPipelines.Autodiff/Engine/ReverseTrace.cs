using System.Runtime.CompilerServices;

namespace GradPipelines;

/// <summary>Reverse mode: every tracer remembers how it was made, and <see cref="Pull"/> walks back from the output.</summary>
/// <remarks>
/// A tracer is its own node. Its index is larger than those of its inputs, so descending indices are a topological order; only nodes
/// that the output depends on are visited, and dead ones are the garbage collector's. No state lies in the nodes, so one trace can be
/// pulled back many times, on several threads. Cotangents meet in explicit additions, so the backward pass can be traced like any
/// other function.
/// </remarks>
internal sealed class ReverseTrace(string transform) : Trace
{
    private int _count;

    public override string Transform { get; } = transform;

    /// <summary>An argument to differentiate by.</summary>
    public ReverseTracer Leaf(Tensor primal) => new(this, primal, NextIndex());

    public override Tensor Process(UnaryPrimitive primitive, Tensor x)
    {
        ThrowIfClosed(primitive);
        var y = primitive.Bind(((ReverseTracer)x).Primal);
        return y.DType.IsFloating() ? new ReverseTracer(this, y, NextIndex(), primitive, x) : y;
    }

    public override Tensor Process(BinaryPrimitive primitive, Tensor a, Tensor b)
    {
        ThrowIfClosed(primitive);
        var y = primitive.Bind(Primal(a), Primal(b));
        return y.DType.IsFloating() ? new ReverseTracer(this, y, NextIndex(), primitive, a, b) : y;
    }

    public override Tensor[] Process(Primitive primitive, Tensor[] x)
    {
        ThrowIfClosed(primitive);
        var y = primitive.BindAll(Array.ConvertAll(x, Primal));
        var first = Interlocked.Add(ref _count, y.Length) - y.Length;
        var tracers = new ReverseTracer[y.Length];
        var result = new Tensor[y.Length];
        for (var i = 0; i < y.Length; i++)
        {
            tracers[i] = new ReverseTracer(this, y[i], first + i, primitive, x, tracers, i);
            result[i] = y[i].DType.IsFloating() ? tracers[i] : y[i];
        }

        return result;
    }

    /// <summary>The value without this trace's mark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Tensor Primal(Tensor x) => x is ReverseTracer t && t.Trace == this ? t.Primal : x;

    /// <summary>Cotangents of <paramref name="leaves"/> for cotangents of <paramref name="outputs"/>; null where nothing depends on a leaf.</summary>
    public Tensor?[] Pull(IReadOnlyList<Tensor> outputs, IReadOnlyList<Tensor?> cotangents, ReverseTracer[] leaves)
    {
        var last = -1;
        for (var i = 0; i < outputs.Count; i++)
            if (Own(outputs[i]) is { } t && cotangents[i] is not null) last = Math.Max(last, t.Index);
        if (last < 0) return new Tensor?[leaves.Length];

        var nodes = new ReverseTracer?[last + 1];
        var ct = new Tensor?[last + 1];
        for (var i = 0; i < outputs.Count; i++)
        {
            if (Own(outputs[i]) is not { } t || cotangents[i] is not { } s) continue;
            Reach(t, nodes);
            Add(ref ct[t.Index], s);
        }

        for (var i = last; i >= 0; i--)
            if (nodes[i] is { Primitive: not null } node) PullNode(node, ct);

        return Array.ConvertAll(leaves, leaf => leaf.Index <= last ? ct[leaf.Index] : null);
    }

    private void PullNode(ReverseTracer node, Tensor?[] ct)
    {
        switch (node.Primitive)
        {
            case UnaryPrimitive unary when ct[node.Index] is { } s:
                ct[node.Index] = null;
                Contribute(node.Input0!, unary.Vjp(s, Primal(node.Input0!), node.Primal), ct);
                break;

            case BinaryPrimitive binary when ct[node.Index] is { } s:
                ct[node.Index] = null;
                var (a, b) = (Primal(node.Input0!), Primal(node.Input1!));
                if (Own(node.Input0!) is not null) Contribute(node.Input0!, binary.VjpLeft(s, a, b, node.Primal), ct);
                if (Own(node.Input1!) is not null) Contribute(node.Input1!, binary.VjpRight(s, a, b, node.Primal), ct);
                break;

            // The outputs of one call have neighbouring indices; by the time the first is reached all their consumers have been.
            case { } general when node.Siblings is { } outputs && node.OutputIndex == 0:
                var cts = new Tensor?[outputs.Length];
                var any = false;
                for (var i = 0; i < outputs.Length && node.Index + i < ct.Length; i++)
                {
                    any |= (cts[i] = ct[node.Index + i]) is not null;
                    ct[node.Index + i] = null;
                }

                if (!any) break;
                var inputs = node.Inputs!;
                var needed = Array.ConvertAll(inputs, x => Own(x) is not null);
                var parts = general.ReverseRule(Array.ConvertAll(inputs, Primal), Array.ConvertAll(outputs, o => o.Primal), cts, needed);
                for (var i = 0; i < inputs.Length; i++)
                    if (needed[i]) Contribute(inputs[i], parts[i], ct);
                break;
        }
    }

    private void Contribute(Tensor input, Tensor? part, Tensor?[] ct)
    {
        if (part is not null && Own(input) is { } t) Add(ref ct[t.Index], part);
    }

    private static void Add(ref Tensor? sum, Tensor part) => sum = sum is null ? part : sum + part;

    private ReverseTracer? Own(Tensor x) => x is ReverseTracer t && t.Trace == this ? t : null;

    private int NextIndex() => Interlocked.Increment(ref _count) - 1;

    /// <summary>Marks what a node was made from; of a call with several outputs the first is always marked.</summary>
    private void Reach(ReverseTracer output, ReverseTracer?[] nodes)
    {
        var stack = new Stack<ReverseTracer>();
        Push(output);
        while (stack.TryPop(out var node))
        {
            if (node.Siblings is { } siblings) Push(siblings[0]);
            if (node.Input0 is not null) Push(node.Input0);
            if (node.Input1 is not null) Push(node.Input1);
            if (node.Inputs is { } many)
                foreach (var input in many) Push(input);
        }

        void Push(Tensor x)
        {
            if (Own(x) is not { } t || nodes[t.Index] is not null) return;
            nodes[t.Index] = t;
            stack.Push(t);
        }
    }
}

/// <summary>A value of a function that is being differentiated in reverse mode, and the node that made it.</summary>
internal sealed class ReverseTracer : Tracer
{
    public ReverseTracer(ReverseTrace trace, Tensor primal, int index, Primitive? primitive = null, Tensor? input0 = null, Tensor? input1 = null)
        : base(trace)
    {
        Primal = primal;
        Index = index;
        Primitive = primitive;
        Input0 = input0;
        Input1 = input1;
    }

    public ReverseTracer(ReverseTrace trace, Tensor primal, int index, Primitive primitive, Tensor[] inputs, ReverseTracer[] siblings, int outputIndex)
        : base(trace)
    {
        Primal = primal;
        Index = index;
        Primitive = primitive;
        Inputs = inputs;
        Siblings = siblings;
        OutputIndex = outputIndex;
    }

    public Tensor Primal { get; }

    public int Index { get; }

    public Primitive? Primitive { get; }

    public Tensor? Input0 { get; }

    public Tensor? Input1 { get; }

    public Tensor[]? Inputs { get; }

    public ReverseTracer[]? Siblings { get; }

    public int OutputIndex { get; }

    public override Shape Shape => Primal.Shape;

    public override DType DType => Primal.DType;

    internal override bool IsWeak => Primal.IsWeak;

    internal override NdArray Value => Primal.Value;
}
