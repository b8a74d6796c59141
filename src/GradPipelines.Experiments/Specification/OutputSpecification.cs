using System.ComponentModel;
using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Specification;

/// <summary>What a finished run writes beside its record.</summary>
public sealed record OutputSpecification
{
    [Slot(ComponentKind.Plot), Description("Pictures.")]
    public IReadOnlyList<ComponentReference> Plots { get; init; } = [];

    [Description("Write report.html, one file that can be mailed.")]
    public bool Report { get; init; } = true;

    [Slot(ComponentKind.Exporter), Description("Forms in which the trained model is written.")]
    public IReadOnlyList<ComponentReference> Export { get; init; } = [];

    [FilePath, Description("The folder of all runs; `runs` in the working directory where it is absent.")]
    public string? Dir { get; init; }
}

/// <summary>What a quantity must be after the run: within bounds, or near a value.</summary>
public sealed record ExpectationSpecification
{
    [Description("At least.")]
    public double? Min { get; init; }

    [Description("At most.")]
    public double? Max { get; init; }

    [Description("The value it should have.")]
    public double? Near { get; init; }

    [Description("How far from `near` it may be.")]
    public double? Within { get; init; }
}
