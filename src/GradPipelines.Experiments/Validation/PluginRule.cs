using System.Globalization;
using System.Text.RegularExpressions;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Validation;

/// <summary>Plugins that are used should be declared, and declared with a version that can be read.</summary>
internal sealed partial class PluginRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        var plugins = context.Specification.Plugins ?? [];
        for (var i = 0; i < plugins.Count; i++)
        {
            var item = i.ToString(CultureInfo.InvariantCulture);
            if (plugins[i].Version is { } version && !Floating().IsMatch(version))
            {
                context.Error(Codes.PluginVersion, context.Node("plugins", item, "version")?.Mark,
                    $"the version '{version}' cannot be read; write 1.2.3, 1.2.*, 1.* or *");
            }

            if (plugins.Take(i).Any(p => p.Id == plugins[i].Id && (p.As ?? p.Id) == (plugins[i].As ?? plugins[i].Id)))
            {
                context.Error(Codes.DuplicateItem, context.Node("plugins", item, "id")?.Mark, $"the plugin '{plugins[i].Id}' is listed twice");
            }
        }

        var declared = plugins.SelectMany(p => new[] { p.Id, p.As }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (reference, plugin) in ComponentWalk.Of(context.Specification)
            .Select(r => (r, context.Catalog.Find(r.Kind, r.Name)?.PluginId)).Where(p => p.PluginId is not null and not "standard" && !declared.Contains(p.PluginId)).DistinctBy(p => p.PluginId))
        {
            context.Diagnostics.Add(Diagnostic.Warning(Codes.PluginUndeclared, context.KeyMark("plugins"),
                $"'{reference.Name}' comes from the plugin '{plugin}', which the file does not declare") with
            { Label = $"add `plugins: [{{id: {plugin}}}]`" });
        }
    }

    [GeneratedRegex(@"\A(\*|[0-9]+(\.[0-9]+){0,3}(-[0-9A-Za-z.-]+)?|[0-9]+(\.[0-9]+){0,2}\.\*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Floating();
}
