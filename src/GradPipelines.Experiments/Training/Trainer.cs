using GradPipelines.Experiments.Planning;
using GradPipelines.Experiments.Specification;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>How training ended.</summary>
internal enum TrainingEnd
{
    /// <summary>All steps were done.</summary>
    Finished,

    /// <summary>A callback asked to stop.</summary>
    Stopped,

    /// <summary>The user asked to stop.</summary>
    Interrupted,
}

/// <summary>The only loop: batches, steps, evaluations, callbacks, checkpoints.</summary>
internal sealed class Trainer(
    ExperimentPlan plan, TrainingStep step, Evaluator evaluator, IReadOnlyList<PreparedSplit> splits, double trainLossScale, TrainingProgress progress, TimeProvider clock)
{
    private static readonly TimeSpan s_checkpointInterval = TimeSpan.FromSeconds(2);

    private readonly PreparedSplit _training = splits[0];

    private TrainSpecification Train => plan.Specification.Train;

    /// <summary>Examples in a batch.</summary>
    public int BatchSize => Math.Min(Train.BatchSize.Examples ?? _training.Rows, _training.Rows);

    /// <summary>Steps of one pass over the training split.</summary>
    public int StepsPerEpoch => Train.DropLast ? Math.Max(1, _training.Rows / BatchSize) : (_training.Rows + BatchSize - 1) / BatchSize;

    /// <summary>Steps planned.</summary>
    public long TotalSteps => Train.Steps ?? (long)Train.Epochs!.Value * StepsPerEpoch; // validation: exactly one is set

    /// <summary>Trains until the end, a callback's wish or the user's; <paramref name="run"/> is where all of it is kept.</summary>
    public TrainingEnd Run(TrainingSession run, CancellationToken stop)
    {
        run.SetTotalSteps(TotalSteps);
        foreach (var callback in plan.Callbacks) callback.OnStart(run);
        var lastCheckpoint = clock.GetTimestamp();
        var order = (Epoch: -1L, Rows: Array.Empty<long>());
        var (lossSum, lossRows) = (run.EpochLossSum, run.EpochLossRows);
        while (run.State.Step < TotalSteps)
        {
            var index = run.State.Step;
            var (epoch, batch) = (index / StepsPerEpoch, (int)(index % StepsPerEpoch));
            if (order.Epoch != epoch) order = (epoch, RowOrder(epoch));
            var rows = order.Rows.AsSpan(batch * BatchSize, Math.Min(BatchSize, _training.Rows - batch * BatchSize));
            var rate = Rate(index);
            var (x, t) = Batch(rows);
            var (state, loss) = step.Run(run.State, x, t, rate, plan.Key.Named("step").Fold(index));
            var value = loss.Item();
            run.State = state;
            (lossSum, lossRows) = (lossSum + value * rows.Length, lossRows + rows.Length);
            if (!double.IsFinite(value)) throw new DivergedException(Diverged(state.Step, epoch + 1, value, rate));
            foreach (var callback in plan.Callbacks) callback.OnStep(new StepReport(state.Step, epoch + 1, value * trainLossScale, rate), run);

            if (IsEvaluation(state.Step))
            {
                var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["train/loss"] = lossSum / lossRows * trainLossScale, ["lr"] = rate };
                foreach (var split in splits.Skip(1)) evaluator.Measure(split, state.Parameters, state.ModelState, metrics);
                (lossSum, lossRows) = (0, 0);
                (run.EpochLossSum, run.EpochLossRows) = (0, 0);
                var report = new EvaluationReport(state.Step, state.Step / StepsPerEpoch, metrics);
                progress.OnEvaluation(report);
                foreach (var callback in plan.Callbacks) callback.OnEvaluation(report, run);
            }

            (run.EpochLossSum, run.EpochLossRows) = (lossSum, lossRows);
            var interrupted = stop.IsCancellationRequested && run.State.Step < TotalSteps && run.StopReason is null;
            if (interrupted || clock.GetElapsedTime(lastCheckpoint) > s_checkpointInterval)
            {
                progress.OnCheckpoint(run);
                lastCheckpoint = clock.GetTimestamp();
            }

            if (interrupted) return TrainingEnd.Interrupted;
            if (run.StopReason is not null) return TrainingEnd.Stopped;
        }

        return TrainingEnd.Finished;
    }

    /// <summary>The rows of an epoch in their order: it depends on the seed and the epoch alone.</summary>
    private long[] RowOrder(long epoch)
    {
        if (!Train.Shuffle || Train.BatchSize.IsFull) return [.. Enumerable.Range(0, _training.Rows).Select(i => (long)i)];
        return plan.Key.Named("shuffle").Fold(epoch).Permutation(_training.Rows).ToArray<long>();
    }

    private (Tensor X, Tensor T) Batch(ReadOnlySpan<long> rows)
    {
        if (Train.BatchSize.IsFull) return (_training.Features, _training.Targets);
        var index = Tensor.From(rows, [rows.Length]);
        return (Ops.Take(_training.Features, index), Ops.Take(_training.Targets, index));
    }

    private double Rate(long index) => plan.Schedule is { } schedule
        ? schedule.RateAt(plan.Optimizers.BaseRate, new ScheduleProgress(index, TotalSteps, index / StepsPerEpoch, (double)TotalSteps / StepsPerEpoch))
        : plan.Optimizers.BaseRate;

    private bool IsEvaluation(long done)
    {
        if (done == TotalSteps) return true;
        var every = Train.EvaluateEvery;
        return every.Unit == DurationUnit.Steps ? done % Math.Max(1, (long)every.Amount) == 0 : done % Math.Max(1, (long)Math.Round(every.Amount * StepsPerEpoch)) == 0;
    }

    private static string Diverged(long step, long epoch, double value, double rate) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"step {step} (epoch {epoch}): error GP6001: loss became {value}\n   learning rate {rate:G6}\n   try: a smaller optimizer learning rate, or train.clip_grad=1");
}
