namespace GradPipelines.Onnx;

/// <summary>A function traced at two batch sizes: two graphs of the same equations, of which the sizes differ.</summary>
internal sealed class BatchProgram
{
    // Primes that are rare as widths, so that a size which is equal by chance to the batch does not change the graph.
    public const int FirstBatch = 11;
    public const int SecondBatch = 13;

    private BatchProgram(Graph first, Graph second)
    {
        First = first;
        Second = second;
    }

    /// <summary>The graph at <see cref="FirstBatch"/>; its variables are the program's.</summary>
    public Graph First { get; }

    /// <summary>The graph at <see cref="SecondBatch"/>, equation by equation the same.</summary>
    public Graph Second { get; }

    /// <summary>The program of a function of one tensor, whose shape follows from the batch size.</summary>
    public static BatchProgram Trace(Func<Tensor, Tensor> function, Func<int, TensorSpec> input, OnnxLoweringTable table)
    {
        var first = Expand(GraphOf(function, input(FirstBatch)), table);
        var second = Expand(GraphOf(function, input(SecondBatch)), table);
        if (first.Equations.Count != second.Equations.Count) throw Differs("the number of operations");
        var twins = new Dictionary<GraphValue, GraphValue> { [first.Inputs[0]] = second.Inputs[0] };
        for (var i = 0; i < first.Equations.Count; i++)
        {
            var (a, b) = (first.Equations[i], second.Equations[i]);
            if (a.Primitive.GetType() != b.Primitive.GetType() || a.Primitive.Name != b.Primitive.Name || a.Inputs.Count != b.Inputs.Count) throw Differs($"operation '{a.Primitive.Name}'");
            for (var j = 0; j < a.Inputs.Count; j++)
                if (!IsTwin(a.Inputs[j], b.Inputs[j])) throw Differs($"what '{a.Primitive.Name}' is applied to");
            for (var j = 0; j < a.Outputs.Count; j++) twins[a.Outputs[j]] = b.Outputs[j];
        }

        return IsTwin(first.Outputs[0], second.Outputs[0]) ? new BatchProgram(first, second) : throw Differs("the result");

        bool IsTwin(GraphValue a, GraphValue b) => a is GraphConstant ? b is GraphConstant : twins[a] == b;
    }

    private static Graph GraphOf(Func<Tensor, Tensor> function, TensorSpec input)
    {
        try
        {
            return Transforms.Trace(x => [function(x[0])], input);
        }
        catch (InvalidOperationException e)
        {
            throw new OnnxExportException([new OnnxRefusal("the function", e.Message)], e);
        }
    }

    /// <summary>The graph with every primitive that has no lowering, and says itself in other operations, replaced by these.</summary>
    private static Graph Expand(Graph graph, OnnxLoweringTable table)
    {
        var opaque = new HashSet<Primitive>(ReferenceEqualityComparer.Instance);
        for (var depth = 0; depth < 64 && graph.Equations.Any(e => IsExpandable(e.Primitive)); depth++)
        {
            var outer = graph;
            graph = Transforms.Trace(x => Run(outer, x), [.. outer.Inputs.Select(i => i.Spec)]);
        }

        return graph;

        bool IsExpandable(Primitive p) => p is IDecomposable && !table.Knows(p) && !opaque.Contains(p);

        Tensor[] Run(Graph source, Tensor[] arguments)
        {
            var values = new Dictionary<GraphVariable, Tensor>();
            for (var i = 0; i < arguments.Length; i++) values[source.Inputs[i]] = arguments[i];
            foreach (var equation in source.Equations)
            {
                var inputs = equation.Inputs.Select(Read).ToArray();
                var outputs = (IsExpandable(equation.Primitive) ? Decompose(equation, inputs) : null) ?? equation.Primitive.BindAll(inputs);
                for (var i = 0; i < outputs.Length; i++) values[equation.Outputs[i]] = outputs[i];
            }

            return [.. source.Outputs.Select(Read)];

            Tensor Read(GraphValue v) => v is GraphConstant c ? c.Value : values[(GraphVariable)v];
        }

        // Null where the form needs numbers: the primitive stays, and is refused by its name.
        Tensor[]? Decompose(GraphEquation equation, Tensor[] inputs)
        {
            try
            {
                var outputs = ((IDecomposable)equation.Primitive).Decompose(inputs);
                if (outputs.Select(o => o.Spec).SequenceEqual(equation.Outputs.Select(o => o.Spec))) return outputs;
            }
            catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
            {
            }

            opaque.Add(equation.Primitive);
            return null;
        }
    }

    private static OnnxExportException Differs(string what) =>
        new([new OnnxRefusal("the function", $"{what} depends on the batch size, so one file cannot hold it for all")]);
}
