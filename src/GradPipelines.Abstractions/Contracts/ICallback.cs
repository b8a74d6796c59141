using System.Text.Json.Nodes;

namespace GradPipelines.Plugins;

/// <summary>Observes training and may ask for things; it never changes the state.</summary>
public abstract class Callback
{
    /// <summary>Before the first step.</summary>
    public virtual void OnStart(TrainingRun run)
    {
    }

    /// <summary>After each step.</summary>
    public virtual void OnStep(StepReport step, TrainingRun run)
    {
    }

    /// <summary>After each evaluation, normally once an epoch.</summary>
    public virtual void OnEvaluation(EvaluationReport evaluation, TrainingRun run)
    {
    }

    /// <summary>What must survive a restart; null if nothing.</summary>
    public virtual JsonNode? Save() => null;

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    public virtual void Restore(JsonNode state)
    {
    }
}

/// <summary>What a callback may ask of the run.</summary>
public abstract class TrainingRun
{
    /// <summary>Steps planned.</summary>
    public abstract long TotalSteps { get; }

    /// <summary>Asks to stop after this step; the reason goes into the summary.</summary>
    public abstract void RequestStop(string reason);

    /// <summary>Asks to keep the present parameters under a name (<c>best</c>); what was kept under it before is replaced.</summary>
    public abstract void Keep(string name, string reason);

    /// <summary>Names the kept parameters that the finished model is to have.</summary>
    public abstract void UseKept(string name);
}

/// <summary>One step.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Epoch">The epoch it belongs to, from 1.</param>
/// <param name="Loss">The loss of its batch, before the update, as the optimiser sees it.</param>
/// <param name="LearningRate">Its rate.</param>
public readonly record struct StepReport(long Step, long Epoch, double Loss, double LearningRate);

/// <summary>One evaluation: every metric by its name, such as <c>train/loss</c> or <c>val/rmse</c>.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Metrics">The values.</param>
public sealed record EvaluationReport(long Step, long Epoch, IReadOnlyDictionary<string, double> Metrics);
