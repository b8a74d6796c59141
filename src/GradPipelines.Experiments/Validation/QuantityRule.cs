using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Validation;

/// <summary>Quantities (<c>val/loss</c>, <c>param/weight</c>) name a split that is made and a metric that is measured.</summary>
internal sealed class QuantityRule : IExperimentRule
{
    private static readonly string[] Splits = ["train", "val", "test"];
    private static readonly string[] Always = ["loss", "loss_scaled", "excess", "floor"];

    public void Check(RuleContext context)
    {
        foreach (var entry in (context.Node("expect") as ConfigMapping)?.Entries ?? [])
        {
            Check(context, entry.Key);
        }

        foreach (var callback in (context.Node("callbacks") as ConfigList)?.Items ?? [])
        {
            if ((callback as ConfigMapping)?["metric"] is ConfigScalar { IsBroken: false } metric)
            {
                Check(context, metric);
            }
        }

        if (context.Node("sweep", "metric") is ConfigScalar { IsBroken: false } ranked)
        {
            Check(context, ranked);
        }
    }

    private static void Check(RuleContext context, ConfigScalar written)
    {
        var quantity = written.Text;
        var slash = quantity.IndexOf('/', StringComparison.Ordinal);
        var (split, name) = slash < 0 ? ("", quantity) : (quantity[..slash], quantity[(slash + 1)..]);
        if (split == "param")
        {
            return;
        }

        var metrics = (context.Specification.Metrics ?? []).Select(m => m.Name).ToArray();
        var names = Always.Concat(metrics).ToArray();
        if (slash < 0)
        {
            var near = NearestWord.Of(name, names);
            context.Diagnostics.Add(Diagnostic.Error(Codes.ExpectMetric, written.Mark, $"'{quantity}' does not say of which split") with
            {
                Suggestion = $"{(HasSplit(context, "val") ? "val" : "train")}/{near ?? name}",
            });
        }
        else if (!Splits.Contains(split))
        {
            context.Diagnostics.Add(Diagnostic.Error(Codes.ExpectMetric, written.Mark, $"'{split}' is no split; there is train, val, test, and param for parameters") with
            {
                Suggestion = Split(split) is { } near ? $"{near}/{name}" : null,
            });
        }
        else if (!names.Contains(name))
        {
            // A metric that exists but is not asked for is the commoner slip.
            var known = context.Catalog.Find(ComponentKind.Metric, name) is not null;
            context.Diagnostics.Add(Diagnostic.Error(Codes.ExpectMetric, written.MarkOf(slash + 1, Math.Max(name.Length, 1)),
                known ? $"'{name}' is not measured; add it to 'metrics'" : $"nothing is called '{name}'") with
            {
                Suggestion = known ? null : NearestWord.Of(name, names),
                Notes = [$"measured: {string.Join(", ", names)}"],
            });
        }
        else if (!HasSplit(context, split))
        {
            context.Error(Codes.MetricSplit, written.MarkOf(0, slash), $"'{quantity}' needs a {split} split, which 'data.split' does not make");
        }
    }

    private static string? Split(string word) => word switch
    {
        "validation" or "valid" or "eval" or "dev" => "val",
        "training" => "train",
        "parameter" or "params" or "parameters" => "param",
        _ => NearestWord.Of(word, [.. Splits, "param"]),
    };

    // Where the split itself could not be read nothing is said about it twice.
    private static bool HasSplit(RuleContext context, string split) => split == "train"
        || (context.Node("data", "split") is ConfigMapping written ? written.Find(split) is not null : context.Specification.Data is null);
}
