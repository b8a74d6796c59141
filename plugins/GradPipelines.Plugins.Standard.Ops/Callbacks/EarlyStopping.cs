using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Callbacks;

/// <summary>The options of <see cref="EarlyStopping"/>.</summary>
public sealed record EarlyStoppingOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The metric that must get better; val/loss by default.</summary>
    [Description("The metric that must get better.")]
    public string Metric { get; init; } = "val/loss";

    /// <summary>Whether it is to be small or large; auto asks the metric.</summary>
    [Description("Whether the metric is to be small or large; auto asks the metric itself.")]
    public Goal Goal { get; init; } = Goal.Auto;

    /// <summary>How long training goes on without a better value; 10 epochs by default.</summary>
    [BareUnit(DurationUnit.Epochs)]
    [Description("How long training goes on without a better value: epochs, or a length such as 500 steps.")]
    public Duration Patience { get; init; } = new(10, DurationUnit.Epochs);

    /// <summary>By how much a value must be better to count; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("By how much a value must be better to count.")]
    public double MinDelta { get; init; }

    /// <summary>Whether the finished model has the best parameters in the place of the last ones; yes by default.</summary>
    [Description("Whether the finished model has the best parameters, not the last ones.")]
    public bool RestoreBest { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Patience.Unit == DurationUnit.Seconds) yield return ("patience", "takes epochs or steps: when to stop may not depend on how fast the machine is");
    }
}

/// <summary>Stops when a metric has not become better for a while, and restores the best parameters.</summary>
/// <remarks>Source: Prechelt, "Early stopping - but when?", 1998.</remarks>
[Component("early-stopping", Summary = "Stops when a metric no longer gets better, and restores the best parameters")]
public sealed class EarlyStopping(EarlyStoppingOptions options, IComponentCatalog catalog, IComponentFactory components) : Callback
{
    private const string Kept = "best";

    private readonly MetricGoal _goal = new("early-stopping", options.Metric, options.Goal, catalog, components);
    private double _best = double.NaN;
    private long _bestStep;
    private long _bestEpoch;

    /// <inheritdoc/>
    public override void OnEvaluation(EvaluationReport evaluation, TrainingRun run)
    {
        var value = _goal.Read(evaluation);
        if (_goal.IsBetter(value, _best, options.MinDelta))
        {
            (_best, _bestStep, _bestEpoch) = (value, evaluation.Step, evaluation.Epoch);
            if (!options.RestoreBest) return;
            run.Keep(Kept, string.Create(CultureInfo.InvariantCulture, $"{options.Metric} {value:G6} at epoch {evaluation.Epoch}"));
            run.UseKept(Kept);
            return;
        }

        var waited = options.Patience.Unit == DurationUnit.Steps ? evaluation.Step - _bestStep : evaluation.Epoch - _bestEpoch;
        if (waited >= options.Patience.Amount)
            run.RequestStop(string.Create(CultureInfo.InvariantCulture, $"{options.Metric} flat for {waited} {(options.Patience.Unit == DurationUnit.Steps ? "steps" : "epochs")}"));
    }

    /// <inheritdoc/>
    public override JsonNode? Save() => new JsonObject { ["best"] = Numbers.Write(_best), ["step"] = _bestStep, ["epoch"] = _bestEpoch };

    /// <inheritdoc/>
    public override void Restore(JsonNode state) =>
        (_best, _bestStep, _bestEpoch) = (Numbers.Read(state["best"]), state["step"]!.GetValue<long>(), state["epoch"]!.GetValue<long>()); // Save wrote them
}
