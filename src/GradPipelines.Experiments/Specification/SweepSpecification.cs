using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Specification;

/// <summary>A search: an ordinary experiment is run many times with some keys changed.</summary>
public sealed record SweepSpecification
{
    [Description("How trials are chosen.")]
    public SweepMethod Method { get; init; } = SweepMethod.Tpe;

    [Range(1, int.MaxValue), Description("How many trials; the grid takes all of its points where it is absent.")]
    public int? Trials { get; init; }

    [Description("The quantity that ranks trials.")]
    public string Metric { get; init; } = "val/loss";

    [Description("Which way is better.")]
    public SweepGoal Goal { get; init; }

    [Description("How many trials run at the same time.")]
    public AutoInt Parallel { get; init; }

    [Range(0L, long.MaxValue), Description("The seed of the choices.")]
    public long Seed { get; init; }

    [Range(1, 1000), Description("Runs of each trial with different seeds; they are ranked by their mean.")]
    public int SeedsPerTrial { get; init; } = 1;

    [NoneWord, Description("When to give up on a trial.")]
    public PruneSpecification? Prune { get; init; }

    [Description("Dotted keys, each with one of choice, int, uniform and log_uniform.")]
    public IReadOnlyDictionary<string, SpaceSpecification> Space { get; init; } = new Dictionary<string, SpaceSpecification>();
}

/// <summary>How trials are chosen.</summary>
public enum SweepMethod
{
    /// <summary>Tree-structured Parzen estimators.</summary>
    Tpe,

    /// <summary>Independent draws.</summary>
    Random,

    /// <summary>Every combination.</summary>
    Grid,
}

/// <summary>Which way is better.</summary>
public enum SweepGoal
{
    /// <summary>Smaller.</summary>
    Minimize,

    /// <summary>Larger.</summary>
    Maximize,
}

/// <summary>When to give up on a trial.</summary>
public sealed record PruneSpecification
{
    [AllowedValues("median"), Description("The rule.")]
    public string Type { get; init; } = "median";

    [Description("No trial is pruned before.")]
    public Duration After { get; init; } = new(1, DurationUnit.Epochs);
}

/// <summary>The values that a key takes; exactly one of the four forms is set.</summary>
public sealed record SpaceSpecification
{
    [Description("One of these.")]
    public ConfigList? Choice { get; init; }

    [Description("A whole number from the first to the last.")]
    public IReadOnlyList<long>? Int { get; init; }

    [Description("A number between two.")]
    public IReadOnlyList<double>? Uniform { get; init; }

    [Description("A number between two, even in its logarithm.")]
    public IReadOnlyList<double>? LogUniform { get; init; }

    [Description("For int: even in the logarithm.")]
    public bool Log { get; init; }
}
