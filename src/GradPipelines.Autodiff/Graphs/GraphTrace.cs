namespace GradPipelines;

/// <summary>Records primitives instead of computing: shapes and dtypes are known, numbers are not.</summary>
internal sealed class GraphTrace : Trace
{
    private readonly List<GraphEquation> _equations = [];
    private int _variables;

    public override string Transform => "Trace";

    /// <summary>An argument.</summary>
    public GraphTracer Input(TensorSpec spec) => new(this, new GraphVariable(_variables++, spec));

    public override Tensor[] Process(Primitive primitive, Tensor[] x)
    {
        ThrowIfClosed(primitive);
        var inputs = Array.ConvertAll(x, Value);
        var outputs = Array.ConvertAll(primitive.Specify(Array.ConvertAll(x, t => t.Spec)), spec => new GraphVariable(_variables++, spec));
        _equations.Add(new GraphEquation(primitive, inputs, outputs));
        return Array.ConvertAll(outputs, v => (Tensor)new GraphTracer(this, v));
    }

    /// <summary>The graph so far, without equations that no output needs.</summary>
    public Graph Finish(GraphTracer[] inputs, Tensor[] outputs)
    {
        var results = Array.ConvertAll(outputs, Value);
        var needed = new HashSet<GraphValue>(results);
        var kept = new List<GraphEquation>();
        for (var i = _equations.Count - 1; i >= 0; i--)
        {
            if (!_equations[i].Outputs.Any(needed.Contains)) continue;
            kept.Add(_equations[i]);
            needed.UnionWith(_equations[i].Inputs);
        }

        kept.Reverse();
        var graph = new Graph(Array.ConvertAll(inputs, t => t.Variable), kept, results);
        GraphVerifier.Verify(graph);
        return graph;
    }

    private GraphValue Value(Tensor x) => x is GraphTracer t && t.Trace == this ? t.Variable : new GraphConstant(x);
}

/// <summary>A variable of a graph being traced.</summary>
internal sealed class GraphTracer(GraphTrace trace, GraphVariable variable) : Tracer(trace)
{
    public GraphVariable Variable { get; } = variable;

    public override Shape Shape => Variable.Spec.Shape;

    public override DType DType => Variable.Spec.DType;

    internal override bool IsWeak => false;
}
