using System.Globalization;
using GradPipelines.Experiments.Checkpoints;
using GradPipelines.Experiments.Planning;
using GradPipelines.Experiments.Training;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;
using Serilog.Core;

namespace GradPipelines.Experiments.Runs;

/// <summary>Writes what training reports: metrics to the file, events to the log, checkpoints to the disk.</summary>
internal sealed class RunProgress(ExperimentPlan plan, RunDirectory directory, MetricLog metrics, ILogEventSink? console) : TrainingProgress, IDisposable
{
    private RunLog? _log;

    public void Start(LoadedExperiment experiment, Trainer trainer, Evaluator evaluator, IReadOnlyList<PreparedSplit> splits, TrainingState state)
    {
        var evaluations = Math.Max(1, trainer.TotalSteps / trainer.StepsPerEpoch);
        _log = new RunLog(directory.Log, experiment.Name, evaluations, console);
        if (experiment.Warnings.WarningCount > 0) _log.Note(DiagnosticText.Render(experiment.Warnings).TrimEnd());
        var floor = splits.FirstOrDefault(s => s.Name == "val") ?? splits[0];
        _log.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{experiment.Name}  {trainer.TotalSteps} steps, {trainer.StepsPerEpoch} an epoch  {state.Parameters.ElementCount} parameters  seed {experiment.Specification.Seed}  {plan.DType.Name()}"));
        _log.Note($"writes {directory.Path}");
        if (evaluator.Floor(floor) is { } level) _log.Note(string.Create(CultureInfo.InvariantCulture, $"noise floor of {floor.Name}: {level:G5}"));
        if (state.Step > 0) _log.Note(string.Create(CultureInfo.InvariantCulture, $"goes on after step {state.Step}"));
    }

    public override void OnEvaluation(EvaluationReport report)
    {
        metrics.Append(report);
        _log!.Evaluation(report);
    }

    public override void OnCheckpoint(TrainingSession session) => CheckpointFile.Write(directory.Checkpoint, session, plan.Callbacks, metrics.Length);

    public void Dispose() => _log?.Dispose();
}
