using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>What a run of the trainer keeps: the state, what callbacks asked for, the unfinished mean of the training loss.</summary>
internal sealed class TrainingSession(TrainingState state) : TrainingRun
{
    private readonly Dictionary<string, KeptParameters> _kept = new(StringComparer.Ordinal);

    public TrainingState State { get; set; } = state;

    public override long TotalSteps => _totalSteps;

    private long _totalSteps;

    /// <summary>Why training is to stop; null while nobody asked.</summary>
    public string? StopReason { get; set; }

    /// <summary>The name of the kept parameters that the finished model is to have; null for the last ones.</summary>
    public string? Chosen { get; set; }

    /// <summary>The sum of the losses of the examples since the last evaluation.</summary>
    public double EpochLossSum { get; set; }

    /// <summary>Their number.</summary>
    public long EpochLossRows { get; set; }

    public IReadOnlyDictionary<string, KeptParameters> Kept => _kept;

    public override void RequestStop(string reason) => StopReason ??= reason;

    public override void Keep(string name, string reason) => _kept[name] = new KeptParameters(State.Parameters, State.ModelState, State.Step, reason);

    public override void UseKept(string name) => Chosen = name;

    internal void SetTotalSteps(long value) => _totalSteps = value;

    /// <summary>Takes back what a checkpoint kept.</summary>
    internal void RestoreKept(string name, KeptParameters kept) => _kept[name] = kept;
}

/// <summary>Parameters that a callback asked to keep.</summary>
internal sealed record KeptParameters(NamedTensors Parameters, NamedTensors ModelState, long Step, string Reason);

/// <summary>Hears of progress: writes metrics and checkpoints, prints rows.</summary>
internal abstract class TrainingProgress
{
    public abstract void OnEvaluation(EvaluationReport report);

    public abstract void OnCheckpoint(TrainingSession session);
}
