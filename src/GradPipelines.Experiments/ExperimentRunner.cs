using System.Globalization;
using GradPipelines.Experiments.Checkpoints;
using GradPipelines.Experiments.Data;
using GradPipelines.Experiments.Models;
using GradPipelines.Experiments.Planning;
using GradPipelines.Experiments.Plots;
using GradPipelines.Experiments.Runs;
using GradPipelines.Experiments.Training;
using GradPipelines.Hosting;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;
using Serilog.Core;

namespace GradPipelines.Experiments;

/// <summary>Runs experiments.</summary>
public interface IExperimentRunner
{
    /// <summary>Reads, plans, trains, measures and writes one experiment.</summary>
    /// <param name="file">The YAML file.</param>
    /// <param name="overrides">Overrides such as <c>optimizer.lr=0.05</c>.</param>
    /// <param name="cancellation">Stops after the present step, keeping a checkpoint.</param>
    /// <exception cref="ExperimentException">The file is wrong, or the parts do not fit.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="DivergedException">The loss became NaN or infinite.</exception>
    Task<ExperimentRun> RunAsync(string file, IReadOnlyList<string>? overrides = null, CancellationToken cancellation = default);

    /// <summary>Goes on with an interrupted run, in the same folder, to the same bytes as if it had not been interrupted.</summary>
    Task<ExperimentRun> ResumeAsync(string runDirectory, CancellationToken cancellation = default);
}

/// <summary>The whole flow of an experiment, top to bottom: the file to read first.</summary>
internal sealed class ExperimentRunner(
    ExperimentLoader loader, PluginReport plugins, IComponentFactory components, RunOptions options) : IExperimentRunner
{
    private static readonly TimeProvider s_clock = TimeProvider.System;

    public Task<ExperimentRun> RunAsync(string file, IReadOnlyList<string>? overrides = null, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var experiment = loader.Load(file, overrides ?? []);
            var plan = new ExperimentPlanner(components).Plan(experiment.Specification, experiment.BaseDirectory);
            var directory = RunDirectory.Create(options.Root ?? experiment.Specification.Output.Dir ?? "runs", experiment.Name, experiment.ResolvedText, s_clock.GetUtcNow());
            RunRecord.Write(directory, experiment, plugins, options, s_clock.GetUtcNow());
            return Recorded(directory, () => Execute(experiment, plan, directory, resume: false, cancellation));
        },
        CancellationToken.None);

    public Task<ExperimentRun> ResumeAsync(string runDirectory, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var directory = RunDirectory.Open(runDirectory);
            var experiment = loader.Load(directory.Resolved, []);
            var plan = new ExperimentPlanner(components).Plan(experiment.Specification, experiment.BaseDirectory);
            return Recorded(directory, () => Execute(experiment, plan, directory, resume: true, cancellation));
        },
        CancellationToken.None);

    /// <summary>A run that fails does not stay "running" in its record.</summary>
    private static ExperimentRun Recorded(RunDirectory directory, Func<ExperimentRun> run)
    {
        try
        {
            return run();
        }
        catch (Exception e)
        {
            var (status, code) = e switch
            {
                DivergedException => ("diverged", 6),
                GradientCheckException => ("gradient check failed", 9),
                DataException => ("data failed", 4),
                ExperimentException failed => ("refused", failed.Diagnostics.ExitCode),
                _ => ("failed", 1),
            };
            RunRecord.Close(directory, status, code, s_clock.GetUtcNow());
            throw;
        }
    }

    private ExperimentRun Execute(LoadedExperiment experiment, ExperimentPlan plan, RunDirectory directory, bool resume, CancellationToken cancellation)
    {
        var started = s_clock.GetTimestamp();

        // Data: load, divide, prepare. Preprocessing sees the training split only.
        var data = plan.Source.Load(plan.DataContext);
        var divided = DataSplit.Divide(data, plan.Specification.Data.Split, plan.Key.Named("split"));
        var preprocessing = PreprocessingChain.Fit(plan.Preprocessors, divided[DataSplit.Train]);
        var splits = divided.Select(s => new PreparedSplit(s.Key, s.Value, preprocessing, plan.DType)).ToArray();
        var evaluator = new Evaluator(plan, preprocessing);

        // Model: first parameters, or those of the checkpoint.
        var parameters = plan.Network.InitParameters(plan.Key, plan.DType);
        var first = new TrainingState(parameters, plan.Network.InitState(plan.Key, plan.DType), plan.Optimizers.Init(parameters), 0);
        var exports = Exports(experiment, TrainedModel(experiment, plan, preprocessing, first.Parameters, first.ModelState));
        var (session, metricsLength) = resume && File.Exists(directory.Checkpoint)
            ? CheckpointFile.Read(directory.Checkpoint, plan.Callbacks)
            : (new TrainingSession(first), 0L);

        // Train.
        var step = new TrainingStep(plan.Network, plan.Loss, plan.Optimizers, plan.Specification.Train.ClipGrad);
        TrainingEnd end;
        using (var metrics = new MetricLog(directory.Metrics, metricsLength))
        using (var progress = new RunProgress(plan, directory, metrics, options.Console))
        {
            var trainer = new Trainer(plan, step, evaluator, splits, LossScale(plan, preprocessing, splits[0]), progress, s_clock);
            progress.Start(experiment, trainer, evaluator, splits, session.State);
            if (plan.Specification.Train.CheckGrads == Specification.GradientChecking.FirstBatch && session.State.Step == 0)
                FirstBatchCheck.Run(plan, step, session.State, splits[0], trainer.BatchSize);
            end = trainer.Run(session, cancellation);
            if (end == TrainingEnd.Interrupted)
                return Interrupted(experiment, directory, session, started);
            progress.OnCheckpoint(session);
        }

        // Finish: the kept parameters, measured on whole splits, written.
        var chosen = session.Chosen is { } name && session.Kept.TryGetValue(name, out var kept)
            ? kept
            : new KeptParameters(session.State.Parameters, session.State.ModelState, session.State.Step, "last");
        var model = TrainedModel(experiment, plan, preprocessing, chosen.Parameters, chosen.ModelState);
        var history = MetricLog.Read(directory.Metrics);
        var final = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var split in splits) evaluator.Measure(split, chosen.Parameters, chosen.ModelState, final);
        foreach (var (parameter, value) in chosen.Parameters)
            if (value.Size == 1) final[$"param/{parameter}"] = value.Item();
        var ending = (end == TrainingEnd.Stopped ? string.Create(CultureInfo.InvariantCulture, $"stopped early at epoch {history[^1].Epoch}: {session.StopReason}") : "finished")
            + (session.Chosen is null ? "" : $"; kept {chosen.Reason}");
        return Finish(experiment, plan, directory, evaluator, splits, ending, model, history, final, exports, started);
    }

    private ExperimentRun Finish(
        LoadedExperiment experiment, ExperimentPlan plan, RunDirectory directory, Evaluator evaluator, PreparedSplit[] splits, string ending,
        TrainedModel model, IReadOnlyList<EvaluationReport> history, SortedDictionary<string, double> final, IReadOnlyList<IModelExporter> exports, long started)
    {
        var notes = new List<string>();
        var artifacts = new Dictionary<string, string>(StringComparer.Ordinal) { ["model"] = directory.Model };
        ModelFile.Write(directory.Model, model, experiment.Specification);
        MetricLog.WriteTable(directory.MetricsTable, history);
        foreach (var exporter in exports)
        {
            exporter.Export(model, directory.File(exporter.FileName));
            artifacts[exporter.FileName] = directory.File(exporter.FileName);
        }

        var watched = splits.FirstOrDefault(s => s.Name == DataSplit.Validation) ?? splits[0];
        var pictures = new PlotData { Title = experiment.Name, Model = model, Splits = splits, History = history, Floor = evaluator.Floor(watched) };
        var font = experiment.Specification.Output.Plots.Count > 0 ? PlotFonts.Find() : null;
        foreach (var plot in experiment.Specification.Output.Plots)
        {
            if (components.Create<IRunPlot>(plot).Draw(pictures) is not { } drawn)
            {
                notes.Add($"plot '{plot.Name}' does not fit this experiment and was left out");
                continue;
            }

            RunPlots.Save(drawn, directory.File(Path.Combine("plots", plot.Name)), font);
            artifacts[$"plot {plot.Name}"] = directory.File(Path.Combine("plots", plot.Name + ".svg"));
            if (font is null && !notes.Contains(PlotFonts.Missing)) notes.Add(PlotFonts.Missing);
        }

        var quantities = final.ToDictionary(q => q.Key, q => Quantity(q.Key, q.Value, plan, history), StringComparer.Ordinal);
        var expectations = Expectations.Check(experiment.Specification.Expect, quantities);
        var run = new ExperimentRun
        {
            Name = experiment.Name,
            Directory = directory.Path,
            ExitCode = expectations.All(e => e.IsMet) ? 0 : 8,
            Ending = ending,
            Summary = quantities,
            NoiseFloor = splits.Where(s => evaluator.Floor(s) is not null).ToDictionary(s => s.Name, s => (evaluator.Floor(s)!.Value, evaluator.ExpectedFloor(s)!.Value)),
            Expectations = expectations,
            Artifacts = artifacts,
            Notes = notes,
            Seconds = s_clock.GetElapsedTime(started).TotalSeconds,
        };
        directory.WriteText("summary.json", run.ToJson().ToJsonString(RunRecord.Indented));
        RunRecord.Close(directory, run.Ending, run.ExitCode, s_clock.GetUtcNow());
        return run;
    }

    private static ExperimentRun Interrupted(LoadedExperiment experiment, RunDirectory directory, TrainingSession session, long started)
    {
        RunRecord.Close(directory, "interrupted", 130, s_clock.GetUtcNow());
        return new ExperimentRun
        {
            Name = experiment.Name,
            Directory = directory.Path,
            ExitCode = 130,
            Ending = $"interrupted after step {session.State.Step}; checkpoint saved",
            Summary = new Dictionary<string, QuantitySummary>(),
            NoiseFloor = new Dictionary<string, (double, double)>(),
            Expectations = [],
            Artifacts = new Dictionary<string, string> { ["checkpoint"] = directory.Checkpoint },
            Notes = [],
            Seconds = s_clock.GetElapsedTime(started).TotalSeconds,
        };
    }

    /// <summary>The exporters that the file asks for; a model that one of them cannot say is refused before training.</summary>
    private List<IModelExporter> Exports(LoadedExperiment experiment, TrainedModel model)
    {
        var diagnostics = new DiagnosticBag();
        var result = new List<IModelExporter>();
        foreach (var reference in experiment.Specification.Output.Export)
        {
            var exporter = components.Create<IModelExporter>(reference);
            if (exporter.Refuse(model) is { } reason) diagnostics.Error(Codes.ExportRefused, reference.Mark as SourceMark?, $"{reference.Name}: {reason}");
            else result.Add(exporter);
        }

        return diagnostics.HasErrors ? throw new ExperimentException(diagnostics) : result;
    }

    private static TrainedModel TrainedModel(LoadedExperiment experiment, ExperimentPlan plan, PreprocessingChain preprocessing, NamedTensors parameters, NamedTensors state) =>
        new(experiment.Name, plan.Inputs, plan.Outputs, plan.DType, plan.Network, parameters, state, preprocessing);

    /// <summary>What turns the optimiser's loss into the data's own units: the targets' scale to the loss's power, where all targets share one scale.</summary>
    private static double LossScale(ExperimentPlan plan, PreprocessingChain preprocessing, PreparedSplit training)
    {
        if (plan.Loss.TargetPower == 0) return 1;
        var scales = training.Raw.Columns.Where(c => c.Schema.Role == ColumnRole.Target).Select(c => preprocessing.TargetScale(c.Schema.Name)).Distinct().ToArray();
        return scales.Length == 1 ? Math.Pow(scales[0], plan.Loss.TargetPower) : 1;
    }

    private static QuantitySummary Quantity(string name, double final, ExperimentPlan plan, IReadOnlyList<EvaluationReport> history)
    {
        var metric = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var larger = plan.Metrics.FirstOrDefault(m => m.Name == metric).Metric?.IsLargerBetter ?? false;
        var seen = history.Where(r => r.Metrics.ContainsKey(name)).ToArray();
        if (seen.Length == 0) return new QuantitySummary(final, double.NaN, final, 0);
        var best = larger ? seen.MaxBy(r => r.Metrics[name])! : seen.MinBy(r => r.Metrics[name])!; // seen is not empty
        return new QuantitySummary(final, seen[^1].Metrics[name], best.Metrics[name], best.Epoch);
    }
}

/// <summary>What whoever starts runs decides about them.</summary>
public sealed record RunOptions
{
    /// <summary>The folder of all runs; null for the file's <c>output.dir</c>, or <c>runs</c>.</summary>
    public string? Root { get; init; }

    /// <summary>Receives rows and notes while training; null for none.</summary>
    public ILogEventSink? Console { get; init; }

    /// <summary>The command line, for the record.</summary>
    public IReadOnlyList<string> CommandLine { get; init; } = [];
}
