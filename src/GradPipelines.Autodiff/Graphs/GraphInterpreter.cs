namespace GradPipelines;

/// <summary>Runs a graph equation by equation: the meaning of a graph, and the oracle that compiled code is compared with.</summary>
internal static class GraphInterpreter
{
    public static Tensor[] Run(Graph graph, IReadOnlyList<Tensor> arguments)
    {
        if (arguments.Count != graph.Inputs.Count) throw new ArgumentException($"The graph has {graph.Inputs.Count} arguments, not {arguments.Count}.", nameof(arguments));
        var values = new Dictionary<GraphVariable, Tensor>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Spec != graph.Inputs[i].Spec) throw new ArgumentException($"Argument {i} is {arguments[i].Spec}, and the graph was traced for {graph.Inputs[i].Spec}.", nameof(arguments));
            values[graph.Inputs[i]] = arguments[i];
        }

        foreach (var equation in graph.Equations)
        {
            var outputs = equation.Primitive.BindAll([.. equation.Inputs.Select(Read)]);
            for (var i = 0; i < outputs.Length; i++) values[equation.Outputs[i]] = outputs[i];
        }

        return [.. graph.Outputs.Select(Read)];

        Tensor Read(GraphValue value) => value is GraphConstant c ? c.Value : values[(GraphVariable)value];
    }
}
