using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Specification;

/// <summary>The data source with its own keys, and beside them the split and the preparation.</summary>
public sealed record DataSpecification
{
    [Inline, Slot(ComponentKind.DataSource), Description("Where examples come from.")]
    public required ComponentReference Source { get; init; }

    [NoneWord, Description("The fractions of the splits; none trains on everything.")]
    public SplitSpecification? Split { get; init; }

    [Slot(ComponentKind.Preprocessor), Description("Steps that are fitted on the training split and travel with the model.")]
    public IReadOnlyList<ComponentReference> Preprocess { get; init; } = [];
}

/// <summary>How the rows are divided.</summary>
public sealed record SplitSpecification
{
    [Range(0.0, 1.0), Description("The fraction that is trained on.")]
    public required double Train { get; init; }

    [Range(0.0, 1.0), Description("The fraction for early stopping and choices.")]
    public double? Val { get; init; }

    [Range(0.0, 1.0), Description("The fraction that is looked at once, at the end.")]
    public double? Test { get; init; }

    [Description("A column whose values every split gets in the same proportions.")]
    public string? Stratify { get; init; }

    [Description("False divides in the order of the rows, as time series need.")]
    public bool Shuffle { get; init; } = true;
}
