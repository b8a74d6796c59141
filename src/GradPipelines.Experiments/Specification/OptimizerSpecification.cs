using System.ComponentModel;
using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Specification;

/// <summary>The optimizer with its own keys, and beside them the schedule and the parameter groups.</summary>
public sealed record OptimizerSpecification
{
    [Inline, Slot(ComponentKind.Optimizer), Description("The update rule.")]
    public required ComponentReference Rule { get; init; }

    [Slot(ComponentKind.Schedule), Description("The learning rate as a function of the step; constant where it is absent.")]
    public ComponentReference? Schedule { get; init; }

    [Description("Other options for some parameters: a `match` pattern of parameter names, and keys of the optimizer.")]
    public IReadOnlyList<ConfigMapping> Groups { get; init; } = [];

    /// <summary>The groups, bound: each is the rule with the group's keys in place of the optimizer's.</summary>
    [NotAKey]
    public IReadOnlyList<ParameterGroup> ParameterGroups { get; init; } = [];
}

/// <summary>Parameters whose names match a pattern, and the rule they are updated by.</summary>
/// <param name="Match">A pattern with <c>*</c>, such as <c>*.bias</c>; the first matching group wins.</param>
/// <param name="Rule">The optimizer with this group's options.</param>
/// <param name="Source">Where it is written, or null.</param>
public sealed record ParameterGroup(string Match, ComponentReference Rule, string? Source);
