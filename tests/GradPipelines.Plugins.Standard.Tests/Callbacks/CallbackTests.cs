using System.Text.Json.Nodes;
using GradPipelines.Plugins.Standard.Callbacks;

namespace GradPipelines.Plugins.Standard.Tests.Callbacks;

public sealed class CallbackTests
{
    [Fact]
    public void EarlyStopping_StopsAfterItsPatience_AndNamesTheBest()
    {
        var run = Play(Early(new() { Patience = Epochs(2) }), "val/loss", 5, 3, 4, 3.5, 1);
        Assert.Equal("val/loss flat for 2 epochs", run.Stopped);
        Assert.Equal(4, run.Evaluations);
        Assert.Equal([("best", "val/loss 5 at epoch 1"), ("best", "val/loss 3 at epoch 2")], run.Kept);
        Assert.Equal("best", run.Used);
    }

    [Fact]
    public void EarlyStopping_Auto_AsksTheMetric()
    {
        var run = Play(Early(new() { Metric = "val/accuracy", Patience = Epochs(2) }), "val/accuracy", 0.5, 0.7, 0.6, 0.9, 0.8);
        Assert.Null(run.Stopped);
        Assert.Equal("val/accuracy 0.9 at epoch 4", run.Kept[^1].Reason);
    }

    [Fact]
    public void EarlyStopping_GoalInWords_Wins() =>
        Assert.Equal("val/accuracy 0.5 at epoch 1", Play(Early(new() { Metric = "val/accuracy", Goal = Goal.Minimize }), "val/accuracy", 0.5, 0.7).Kept[^1].Reason);

    [Fact]
    public void EarlyStopping_MinDelta_IgnoresSmallProgress()
    {
        var run = Play(Early(new() { Patience = Epochs(3), MinDelta = 0.5 }), "val/loss", 5, 4.9, 4.8, 4.7);
        Assert.NotNull(run.Stopped);
        Assert.Single(run.Kept);
    }

    [Fact]
    public void EarlyStopping_InSteps_CountsSteps() =>
        Assert.Equal("val/loss flat for 20 steps", Play(Early(new() { Patience = new(15, DurationUnit.Steps) }), "val/loss", 1, 2, 3, 4).Stopped);

    [Fact]
    public void EarlyStopping_NaN_IsNeverTheBest() =>
        Assert.Equal("val/loss 7 at epoch 2", Assert.Single(Play(Early(new()), "val/loss", double.NaN, 7, double.NaN).Kept).Reason);

    [Fact]
    public void EarlyStopping_UnknownMetric_ListsThoseThereAre()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Play(Early(new() { Metric = "val/los" }), "val/loss", 1));
        Assert.Equal("early-stopping: there is no metric 'val/los'; there are train/loss, val/loss.", error.Message);
    }

    [Fact]
    public void EarlyStopping_SavedAndRestored_GoesOnCounting()
    {
        var first = Early(new() { Patience = Epochs(3) });
        Play(first, "val/loss", 1, 2);
        var second = Early(new() { Patience = Epochs(3) });
        second.Restore(JsonNode.Parse(first.Save()!.ToJsonString())!);
        Assert.Equal("val/loss flat for 3 epochs", PlayAfter(2, second, "val/loss", 3, 4, 5).Stopped);
    }

    [Fact]
    public void Checkpoint_KeepsTheBestInFixedPlaces()
    {
        var run = Play(new Checkpoint(new() { Keep = 2 }, Standard.Catalog, Standard.Factory), "val/loss", 5, 4, 6, 3, double.NaN, 4.5);
        Assert.Equal(
            [("best-1", "val/loss 5 at epoch 1"), ("best-2", "val/loss 4 at epoch 2"), ("best-1", "val/loss 3 at epoch 4")],
            run.Kept);
        Assert.Null(run.Used);
    }

    [Fact]
    public void Checkpoint_SavedAndRestored_KnowsItsPlaces()
    {
        var first = new Checkpoint(new(), Standard.Catalog, Standard.Factory);
        Play(first, "val/loss", 2);
        var second = new Checkpoint(new(), Standard.Catalog, Standard.Factory);
        second.Restore(JsonNode.Parse(first.Save()!.ToJsonString())!);
        Assert.Equal("val/loss 1 at epoch 3", Assert.Single(PlayAfter(1, second, "val/loss", 3, 1).Kept).Reason);
    }

    [Fact]
    public void TimeLimit_CountsOverRestarts()
    {
        var clock = new Clock();
        var first = new TimeLimit(new() { Max = new(10, DurationUnit.Seconds) }, clock);
        var run = new Run();
        first.OnStart(run);
        clock.Seconds = 6;
        first.OnStep(new StepReport(1, 1, 1, 0.1), run);
        Assert.Null(run.Stopped);

        var second = new TimeLimit(new() { Max = new(10, DurationUnit.Seconds) }, clock);
        second.Restore(JsonNode.Parse(first.Save()!.ToJsonString())!);
        second.OnStart(run);
        clock.Seconds = 11;
        second.OnStep(new StepReport(2, 1, 1, 0.1), run);
        Assert.Equal("time limit of 10 s", run.Stopped);
    }

    [Theory]
    [InlineData(double.NaN, "loss became NaN at step 7")]
    [InlineData(double.PositiveInfinity, "loss became Infinity at step 7")]
    [InlineData(1e9, "loss 1E+09 at step 7 is above 1000000")]
    [InlineData(1, null)]
    public void NanGuard_StopsAtTheFirstBadLoss(double loss, string? reason)
    {
        var run = new Run();
        new NanGuard(new() { MaxLoss = 1e6 }).OnStep(new StepReport(7, 1, loss, 0.1), run);
        Assert.Equal(reason, run.Stopped);
    }

    [Fact]
    public void Lengths_InTheWrongUnit_AreRefused()
    {
        Assert.Equal("patience", Assert.Single(new EarlyStoppingOptions { Patience = new(5, DurationUnit.Seconds) }.Validate()).Key);
        Assert.Equal("max", Assert.Single(new TimeLimitOptions { Max = Epochs(5) }.Validate()).Key);
    }

    private static EarlyStopping Early(EarlyStoppingOptions options) => new(options, Standard.Catalog, Standard.Factory);

    private static Duration Epochs(double n) => new(n, DurationUnit.Epochs);

    private static Run Play(Callback callback, string metric, params double[] values) => PlayAfter(0, callback, metric, values);

    private static Run PlayAfter(int epochsBefore, Callback callback, string metric, params double[] values)
    {
        var run = new Run();
        for (var i = 0; i < values.Length && run.Stopped is null; i++)
        {
            var epoch = epochsBefore + i + 1;
            callback.OnEvaluation(new EvaluationReport(10 * epoch, epoch, new Dictionary<string, double> { [metric] = values[i], ["train/loss"] = 1 }), run);
            run.Evaluations++;
        }

        return run;
    }

    private sealed class Run : TrainingRun
    {
        public int Evaluations { get; set; }

        public string? Stopped { get; private set; }

        public string? Used { get; private set; }

        public List<(string Name, string Reason)> Kept { get; } = [];

        public override long TotalSteps => 1000;

        public override void RequestStop(string reason) => Stopped = reason;

        public override void Keep(string name, string reason) => Kept.Add((name, reason));

        public override void UseKept(string name) => Used = name;
    }

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(1000 * Seconds);
    }
}
