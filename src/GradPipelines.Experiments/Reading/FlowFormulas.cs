using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>
/// Finds formulas that YAML cut at a comma, <c>{y: x + normal(0, 4)}</c>: a plain value with an open parenthesis, followed by a
/// stray key that closes it. Reports each once and puts the formula together again, so that no second error follows from it.
/// </summary>
internal static class FlowFormulas
{
    public static List<ConfigEntry> Mend(OpenNode node, SourceText source, DiagnosticBag diagnostics)
    {
        if (!node.IsFlow || !node.Entries.Exists(e => Balance(e.Value) > 0))
        {
            return node.Entries;
        }

        var mended = new List<ConfigEntry>();
        for (var i = 0; i < node.Entries.Count; i++)
        {
            var entry = node.Entries[i];
            var open = Balance(entry.Value);
            var last = i;
            while (open > 0 && last + 1 < node.Entries.Count && node.Entries[last + 1] is { Value: ConfigScalar { IsNull: true } } stray)
            {
                open += Balance(stray.Key);
                last++;
            }

            if (last > i && open <= 0 && Joined(entry.Value, node.Entries[last].Key, source, "{ }", diagnostics) is { } whole)
            {
                mended.Add(entry with { Value = whole });
                i = last;
            }
            else
            {
                mended.Add(entry);
            }
        }

        return mended;
    }

    public static List<ConfigNode> MendItems(OpenNode node, SourceText source, DiagnosticBag diagnostics)
    {
        if (!node.IsFlow || !node.Items.Exists(item => Balance(item) > 0))
        {
            return node.Items;
        }

        var mended = new List<ConfigNode>();
        for (var i = 0; i < node.Items.Count; i++)
        {
            var open = Balance(node.Items[i]);
            var last = i;
            while (open > 0 && last + 1 < node.Items.Count && node.Items[last + 1] is ConfigScalar { IsQuoted: false } next)
            {
                open += Balance(next);
                last++;
            }

            if (last > i && open <= 0 && Joined(node.Items[i], node.Items[last], source, "[ ]", diagnostics) is { } whole)
            {
                mended.Add(whole);
                i = last;
            }
            else
            {
                mended.Add(node.Items[i]);
            }
        }

        return mended;
    }

    private static ConfigScalar? Joined(ConfigNode first, ConfigNode last, SourceText source, string where, DiagnosticBag diagnostics)
    {
        if (first.Mark is not { } from || last.Mark is not { } to || from.Line != to.EndLine)
        {
            return null;
        }

        var whole = source.Line(from.Line)[(from.Column - 1)..(to.EndColumn - 1)];
        diagnostics.Add(Diagnostic.Error(Codes.FlowFormula, from.FirstColumn(), $"a formula with a comma must be quoted inside {where}") with
        {
            Label = $"YAML ends the value at the comma; write \"{whole}\"",
            Fix = $"\"{whole}\"",
        });
        return new ConfigScalar(whole, ScalarForm.Plain, from.To(to));
    }

    private static int Balance(ConfigNode node) =>
        node is ConfigScalar { IsQuoted: false } scalar ? scalar.Text.Count(c => c == '(') - scalar.Text.Count(c => c == ')') : 0;
}
