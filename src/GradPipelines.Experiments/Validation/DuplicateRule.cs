using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Validation;

/// <summary>Metrics, plots and exports are listed once, and ids are unique in their list.</summary>
internal sealed class DuplicateRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        Names(context, context.Node("metrics"), "metric");
        Names(context, context.Node("output", "plots"), "plot");
        Names(context, context.Node("output", "export"), "export");
        Ids(context, context.Tree);
    }

    private static void Names(RuleContext context, ConfigNode? list, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in (list as ConfigList)?.Items ?? [])
        {
            // With parameters of its own a component may stand twice: two plots of different columns.
            if (item is ConfigScalar { IsBroken: false } word && !seen.Add(word.Text))
            {
                context.Error(Codes.DuplicateItem, word.Mark, $"the {what} '{word.Text}' is listed twice");
            }
        }
    }

    private static void Ids(RuleContext context, ConfigNode node)
    {
        switch (node)
        {
            case ConfigMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Ids(context, entry.Value);
                }

                break;
            case ConfigList list:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var item in list.Items)
                {
                    if (item is ConfigMapping m && m["id"] is ConfigScalar id && m["as"] is null && !seen.Add(id.Text))
                    {
                        context.Error(Codes.DuplicateItem, id.Mark, $"the id '{id.Text}' is given to two items of this list");
                    }

                    Ids(context, item);
                }

                break;
        }
    }
}
