using System.Globalization;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Validation;

/// <summary>A rule over several keys of an experiment. All rules run, also on a specification with errors.</summary>
internal interface IExperimentRule
{
    /// <summary>Reports what the rule is broken by.</summary>
    void Check(RuleContext context);
}

/// <summary>What rules look at.</summary>
/// <param name="Specification">Bound, but after errors with defaults in place of what could not be read, and null where nothing could.</param>
/// <param name="Tree">The merged tree that it was bound from.</param>
/// <param name="Catalog">The components.</param>
/// <param name="Diagnostics">Receives the reports.</param>
internal sealed record RuleContext(ExperimentSpecification Specification, ConfigMapping Tree, IComponentCatalog Catalog, DiagnosticBag Diagnostics)
{
    /// <summary>The operations that formulas use, found by <see cref="FormulaRule"/>.</summary>
    public SortedDictionary<string, int> Operations { get; } = new(StringComparer.Ordinal);

    /// <summary>The node of a path, or null.</summary>
    public ConfigNode? Node(params string[] path) => Entry(path)?.Value;

    /// <summary>The entry of a path's last key, or null.</summary>
    public ConfigEntry? Entry(params string[] path)
    {
        ConfigNode? node = Tree;
        ConfigEntry? entry = null;
        foreach (var key in path)
        {
            if (node is ConfigList list && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count)
            {
                node = list.Items[index];
                continue;
            }

            entry = (node as ConfigMapping)?.Find(key);
            node = entry?.Value;
        }

        return node is null ? null : entry is null ? null : entry with { Value = node };
    }

    /// <summary>The place of a path's last key, or of the nearest key above it that is written.</summary>
    public SourceMark? KeyMark(params string[] path)
    {
        for (var length = path.Length; length > 0; length--)
        {
            if (Entry(path[..length])?.Key.Mark is { } mark)
            {
                return mark;
            }
        }

        return Tree.Mark?.FirstColumn();
    }

    /// <summary>Reports an error.</summary>
    public void Error(DiagnosticCode code, SourceMark? mark, string message) => Diagnostics.Error(code, mark, message);
}

/// <summary>All rules, in the order of the sections they are about.</summary>
internal static class ExperimentRules
{
    public static IReadOnlyList<IExperimentRule> All { get; } =
    [
        new NameRule(), new PluginRule(), new SplitRule(), new FormulaRule(), new TrainingLengthRule(), new BatchSizeRule(),
        new DuplicateRule(), new ExpectationRule(), new QuantityRule(), new SweepRule(),
    ];
}
