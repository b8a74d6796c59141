namespace GradPipelines;

/// <summary>Checks that a graph means something: each variable is assigned once, before it is read, with the spec its primitive gives.</summary>
internal static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">It does not; the message has the equation.</exception>
    public static void Verify(Graph graph)
    {
        var assigned = new HashSet<GraphVariable>(graph.Inputs);
        foreach (var equation in graph.Equations)
        {
            foreach (var input in equation.Inputs)
                if (input is GraphVariable v && !assigned.Contains(v)) throw Broken(equation, $"reads variable {v.Id} before it is assigned");
            var specs = equation.Primitive.Specify([.. equation.Inputs.Select(i => i.Spec)]);
            if (specs.Length != equation.Outputs.Count) throw Broken(equation, $"assigns {equation.Outputs.Count} variables and its primitive gives {specs.Length}");
            for (var i = 0; i < specs.Length; i++)
            {
                if (specs[i] != equation.Outputs[i].Spec) throw Broken(equation, $"output {i} is {equation.Outputs[i].Spec} and its primitive gives {specs[i]}");
                if (!assigned.Add(equation.Outputs[i])) throw Broken(equation, $"assigns variable {equation.Outputs[i].Id} again");
            }
        }

        foreach (var output in graph.Outputs)
            if (output is GraphVariable v && !assigned.Contains(v)) throw new InvalidOperationException($"Graph: the result {v.Id} is never assigned.");
    }

    private static InvalidOperationException Broken(GraphEquation equation, string what) => new($"Graph: {equation.Primitive} {what}.");
}
