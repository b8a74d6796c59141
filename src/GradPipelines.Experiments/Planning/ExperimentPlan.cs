using GradPipelines.Experiments.Models;
using GradPipelines.Experiments.Specification;
using GradPipelines.Experiments.Training;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Planning;

/// <summary>An experiment with every name resolved, every component built and every shape known. No arithmetic has taken place.</summary>
internal sealed record ExperimentPlan
{
    public required ExperimentSpecification Specification { get; init; }

    /// <summary>The root of all random streams.</summary>
    public required Key Key { get; init; }

    public required DType DType { get; init; }

    public required IDataSource Source { get; init; }

    public required DataContext DataContext { get; init; }

    /// <summary>The columns as the source gives them.</summary>
    public required DataSchema Raw { get; init; }

    public required IReadOnlyList<IPreprocessor> Preprocessors { get; init; }

    /// <summary>The columns as the model sees them.</summary>
    public required DataSchema Prepared { get; init; }

    public required Network Network { get; init; }

    public required ILoss Loss { get; init; }

    public required IReadOnlyList<(string Name, IMetric Metric)> Metrics { get; init; }

    public required OptimizerGroups Optimizers { get; init; }

    public required ISchedule? Schedule { get; init; }

    public required IReadOnlyList<Callback> Callbacks { get; init; }

    /// <summary>The columns that a person gives for a prediction.</summary>
    public DataSchema Inputs => new([.. Raw.Of(ColumnRole.Feature)]);

    /// <summary>The columns that a prediction has.</summary>
    public DataSchema Outputs => new([.. Raw.Of(ColumnRole.Target)]);
}
