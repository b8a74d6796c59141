using System.Text;

namespace GradPipelines;

/// <summary>Writes a graph as text: <c>c:float64(3) = multiply a b</c>.</summary>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var names = new Dictionary<GraphVariable, string>();
        string Name(GraphVariable v)
        {
            if (names.TryGetValue(v, out var known)) return known;
            var n = names.Count;
            var name = "";
            do
            {
                name = (char)('a' + n % 26) + name;
                n = n / 26 - 1;
            }
            while (n >= 0);
            return names[v] = name;
        }

        string Show(GraphValue value) => value is GraphVariable v ? Name(v)
            : value is GraphConstant { Value: ConcreteTensor { Rank: 0 } c } ? c.ToString()
            : $"const:{value.Spec}";

        var text = new StringBuilder();
        text.Append("inputs ").AppendJoin(", ", graph.Inputs.Select(v => $"{Name(v)}:{v.Spec}")).Append('\n');
        foreach (var e in graph.Equations)
        {
            text.Append("  ").AppendJoin(", ", e.Outputs.Select(v => $"{Name(v)}:{v.Spec}"));
            text.Append(" = ").Append(e.Primitive).Append(' ').AppendJoin(' ', e.Inputs.Select(Show)).Append('\n');
        }

        return text.Append("return ").AppendJoin(", ", graph.Outputs.Select(Show)).ToString();
    }
}
