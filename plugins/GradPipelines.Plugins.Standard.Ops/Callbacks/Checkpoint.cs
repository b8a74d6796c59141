using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Callbacks;

/// <summary>The options of <see cref="Checkpoint"/>.</summary>
public sealed record CheckpointOptions : ComponentOptions
{
    /// <summary>The metric that ranks the checkpoints; val/loss by default.</summary>
    [Description("The metric that ranks the checkpoints.")]
    public string Metric { get; init; } = "val/loss";

    /// <summary>Whether it is to be small or large; auto asks the metric.</summary>
    [Description("Whether the metric is to be small or large; auto asks the metric itself.")]
    public Goal Goal { get; init; } = Goal.Auto;

    /// <summary>How many of the best are kept; 1 by default.</summary>
    [Range(1, 1000)]
    [Description("How many of the best checkpoints are kept.")]
    public int Keep { get; init; } = 1;
}

/// <summary>Keeps the parameters of the best evaluations, under the names best-1, best-2, ...</summary>
/// <remarks>
/// The numbers are places, not ranks: a new checkpoint takes the place of the worst one, so no other has to be renamed. Each is kept
/// with its metric as the reason.
/// </remarks>
[Component("checkpoint", Summary = "Keeps the parameters of the best evaluations")]
public sealed class Checkpoint(CheckpointOptions options, IComponentCatalog catalog, IComponentFactory components) : Callback
{
    private readonly MetricGoal _goal = new("checkpoint", options.Metric, options.Goal, catalog, components);
    private readonly List<double> _kept = [];

    /// <inheritdoc/>
    public override void OnEvaluation(EvaluationReport evaluation, TrainingRun run)
    {
        var value = _goal.Read(evaluation);
        if (double.IsNaN(value)) return;
        if (_kept.Count < options.Keep) _kept.Add(double.NaN);
        var worst = 0;
        for (var i = 1; i < _kept.Count; i++)
            if (_goal.IsBetter(_kept[worst], _kept[i])) worst = i;
        if (!_goal.IsBetter(value, _kept[worst])) return;
        _kept[worst] = value;
        run.Keep(
            string.Create(CultureInfo.InvariantCulture, $"best-{worst + 1}"),
            string.Create(CultureInfo.InvariantCulture, $"{options.Metric} {value:G6} at epoch {evaluation.Epoch}"));
    }

    /// <inheritdoc/>
    public override JsonNode? Save() => Numbers.Write(_kept);

    /// <inheritdoc/>
    public override void Restore(JsonNode state)
    {
        _kept.Clear();
        _kept.AddRange(Numbers.ReadAll(state));
    }
}
