using System.Globalization;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;

namespace GradPipelines.Experiments.Reading;

/// <summary>Binds the optimizer's groups: each is the optimizer's own keys with the group's laid over.</summary>
internal static class ParameterGroups
{
    private static readonly string[] NotTheRules = ["schedule", "groups"];

    public static ExperimentSpecification Bind(ExperimentSpecification specification, ConfigMapping tree, OptionsBinder binder)
    {
        if (specification.Optimizer is not { Rule: { } rule, Groups: { Count: > 0 } groups } optimizer || tree["optimizer"] is not ConfigMapping own)
        {
            return specification;
        }

        var bound = new List<ParameterGroup>();
        for (var i = 0; i < groups.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"optimizer.groups.{i}");
            var match = binder.Bind<GroupPattern>(groups[i].Without(k => k != "match"), path).Match;
            var keys = groups[i].Without(k => k is "match" or "id");
            var merged = keys.Entries.Aggregate(own.Without(k => NotTheRules.Contains(k)), (mapping, entry) => mapping.With(entry));
            var reference = binder.BindComponent(rule.Kind, merged, "optimizer");
            bound.Add(new ParameterGroup(match, reference ?? rule, groups[i].Mark?.ToString()));
        }

        return specification with { Optimizer = optimizer with { ParameterGroups = bound } };
    }

    [SectionName("a parameter group")]
    private sealed record GroupPattern
    {
        [System.ComponentModel.Description("A pattern with * of the parameters' names, such as \"*.bias\".")]
        public required string Match { get; init; }
    }
}
