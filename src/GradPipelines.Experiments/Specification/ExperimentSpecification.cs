using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Specification;

/// <summary>A whole experiment file, bound and immutable: what one run is.</summary>
[SectionName("an experiment")]
public sealed record ExperimentSpecification
{
    [Description("The version of the file format; the first key of every file.")]
    public int Version { get; init; } = 1;

    [Description("A file, or a list of files from left to right, that this one inherits from. Paths are relative to this file.")]
    public ConfigNode? Extends { get; init; }

    [Description("What the runs' folder is called; the file's name where it is absent.")]
    public string Name { get; init; } = "";

    [Description("One sentence for lists and reports.")]
    public string Description { get; init; } = "";

    [Range(0L, long.MaxValue), Description("Every random stream starts from it: the same seed gives the same run.")]
    public long Seed { get; init; }

    [Description("Values to refer to as ${vars.NAME}.")]
    public ConfigMapping? Vars { get; init; }

    [Description("The plugins this file needs; it never says where they are.")]
    public IReadOnlyList<PluginRequirement> Plugins { get; init; } = [];

    [Description("Versions of the operations that the formulas use; written by resolved files.")]
    public IReadOnlyDictionary<string, int> Pins { get; init; } = new Dictionary<string, int>();

    [Description("The numbers of data, parameters and arithmetic.")]
    public FloatType Dtype { get; init; } = FloatType.Float64;

    [Description("Where examples come from, how they are split and prepared.")]
    public required DataSpecification Data { get; init; }

    [Slot(ComponentKind.Model), Description("From the features of an example to its prediction.")]
    public required ComponentReference Model { get; init; }

    [Slot(ComponentKind.Loss), Description("What training makes small.")]
    public required ComponentReference Loss { get; init; }

    [Slot(ComponentKind.Metric), Description("What is measured beside the loss.")]
    public IReadOnlyList<ComponentReference> Metrics { get; init; } = [];

    [Description("The rule that turns gradients into updates, with its schedule and parameter groups.")]
    public required OptimizerSpecification Optimizer { get; init; }

    [Description("How long and in which batches.")]
    public required TrainSpecification Train { get; init; }

    [Slot(ComponentKind.Callback), Description("Observers of training.")]
    public IReadOnlyList<ComponentReference> Callbacks { get; init; } = [];

    [Description("What is written when training is over.")]
    public OutputSpecification Output { get; init; } = new();

    [Description("Assertions checked after the run, by quantity: val/loss, param/weight.")]
    public IReadOnlyDictionary<string, ExpectationSpecification> Expect { get; init; } = new Dictionary<string, ExpectationSpecification>();

    [Description("A search over keys of this file.")]
    public SweepSpecification? Sweep { get; init; }
}

/// <summary>The width of floating-point numbers.</summary>
public enum FloatType
{
    /// <summary>24 bits of precision.</summary>
    Float32,

    /// <summary>53 bits of precision.</summary>
    Float64,
}

/// <summary>A plugin that the experiment needs.</summary>
public sealed record PluginRequirement
{
    [Description("The plugin's id, the prefix of its names.")]
    public required string Id { get; init; }

    [Description("A NuGet floating version: 1.2.3, 1.2.*, 1.* or *.")]
    public string Version { get; init; } = "*";

    [Description("Another prefix for its names in this file, where two plugins have the same id.")]
    public string? As { get; init; }
}
