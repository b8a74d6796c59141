using GradPipelines.Plugins.Standard.Schedules;

namespace GradPipelines.Plugins.Standard.Tests.Schedules;

public sealed class ScheduleTests
{
    private const string File = "lr_schedules.json";

    public static TheoryData<string> Cases => ReferenceCase.Ids(
        File, "schedule", null, "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "LinearLR", "ConstantLR", "OneCycleLR", "CyclicLR");

    public static TheoryData<string> All => Standard.Names(ComponentKind.Schedule);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Torch_SameRates(string id)
    {
        var c = ReferenceCase.Find(File, id);
        var expected = c.Array("lr_per_step").ToArray<double>();
        var (schedule, initial) = FromTorch(c);

        // PyTorch's cosine turns up again after its end, ours stays.
        if (c.Text("schedule") == "CosineAnnealingLR") expected = expected[..((int)c.Number("hyper", "T_max") + 1)];
        var total = c.Text("schedule") == "OneCycleLR" ? (long)c.Number("hyper", "total_steps") : 1000;
        double[] actual = [.. expected.Select((_, k) => schedule.RateAt(initial, At(k, total)))];
        Close.To(expected, actual, 1e-14, id);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Defaults_GiveFiniteRates(string name)
    {
        ComponentOptions? options = name switch
        {
            "step" => new StepScheduleOptions { Every = Steps(10) },
            "multi-step" => new MultiStepScheduleOptions { Milestones = [Steps(10), Epochs(3)] },
            "exponential" => new ExponentialScheduleOptions { Gamma = 0.9 },
            "cosine-restarts" => new CosineRestartsScheduleOptions { Period = Epochs(2) },
            "cyclic" => new CyclicScheduleOptions { MaxLr = 1, Up = Steps(7) },
            "warmup" => new WarmupScheduleOptions { Over = Epochs(1) },
            _ => null,
        };
        var schedule = Standard.Create<ISchedule>(ComponentKind.Schedule, name, options);
        for (var k = 0; k <= 100; k++)
            Assert.InRange(schedule.RateAt(0.1, new ScheduleProgress(k, 100, k / 10, 10)), 0, 1);
    }

    [Fact]
    public void Cosine_OverAllOfTraining_EndsAtTo()
    {
        var schedule = new CosineSchedule(new() { To = 0.01 });
        Assert.Equal(0.1, schedule.RateAt(0.1, At(0, 300)));
        Assert.Equal(0.055, schedule.RateAt(0.1, At(150, 300)), 1e-15);
        Assert.Equal(0.01, schedule.RateAt(0.1, At(300, 300)));
    }

    [Fact]
    public void Step_InEpochs_FallsAtTheEpochsOwnSteps()
    {
        // 5000 steps of 13 an epoch: the number of epochs is no whole number, and step 13 still begins epoch 1.
        var schedule = new StepSchedule(new() { Every = Epochs(1), Gamma = 0.5 });
        Assert.Equal(1, schedule.RateAt(1, new ScheduleProgress(12, 5000, 0, 5000 / 13.0)));
        for (var epoch = 1; epoch < 380; epoch++)
            Assert.Equal(Math.Pow(0.5, epoch), schedule.RateAt(1, new ScheduleProgress(13 * epoch, 5000, epoch, 5000 / 13.0)));
    }

    [Fact]
    public void Warmup_RisesAndThenShowsTheRestToTheNext()
    {
        var schedule = Standard.Create<ISchedule>(ComponentKind.Schedule, "warmup", new WarmupScheduleOptions
        {
            Over = Steps(10),
            StartFactor = 0.1,
            Then = Standard.Reference(ComponentKind.Schedule, "linear"),
        });
        Assert.Equal(0.1, schedule.RateAt(1, At(0, 110)));
        Assert.Equal(0.55, schedule.RateAt(1, At(5, 110)), 1e-15);
        Assert.Equal(1, schedule.RateAt(1, At(10, 110)));
        Assert.Equal(0.5, schedule.RateAt(1, At(60, 110)), 1e-15);
        Assert.Equal(0, schedule.RateAt(1, At(110, 110)));
    }

    [Fact]
    public void Lengths_InSeconds_AreRefused() =>
        Assert.Equal("over", Assert.Single(new CosineScheduleOptions { Over = new Duration(2, DurationUnit.Seconds) }.Validate()).Key);

    private static (ISchedule Schedule, double Initial) FromTorch(ReferenceCase c)
    {
        double H(string name) => c.Number("hyper", name);
        var initial = c.Number("initial_lr");
        return c.Text("schedule") switch
        {
            "StepLR" => (new StepSchedule(new() { Every = Steps(H("step_size")), Gamma = H("gamma") }), initial),
            "MultiStepLR" => (new MultiStepSchedule(new() { Milestones = [.. c.Numbers("hyper", "milestones").Select(Steps)], Gamma = H("gamma") }), initial),
            "ExponentialLR" => (new ExponentialSchedule(new() { Every = Steps(1), Gamma = H("gamma"), Staircase = true }), initial),
            "CosineAnnealingLR" => (new CosineSchedule(new() { Over = Steps(H("T_max")), To = H("eta_min") }), initial),
            "CosineAnnealingWarmRestarts" => (new CosineRestartsSchedule(new() { Period = Steps(H("T_0")), PeriodFactor = (int)H("T_mult"), To = H("eta_min") }), initial),
            "LinearLR" => (new LinearSchedule(new() { StartFactor = H("start_factor"), EndFactor = H("end_factor"), Over = Steps(H("total_iters")) }), initial),
            "ConstantLR" => (new ConstantSchedule(new() { Factor = H("factor"), Over = Steps(H("total_iters")) }), initial),
            "OneCycleLR" => (new OneCycleSchedule(new()
            {
                PctStart = H("pct_start"),
                DivFactor = H("div_factor"),
                FinalDivFactor = H("final_div_factor"),
                ThreePhase = c.Flag("hyper", "three_phase"),
                Anneal = c.String("hyper", "anneal_strategy") == "cos" ? Anneal.Cosine : Anneal.Linear,
            }), H("max_lr")),
            "CyclicLR" => (new CyclicSchedule(new()
            {
                MaxLr = H("max_lr"),
                Up = Steps(H("step_size_up")),
                Gamma = H("gamma"),
                Peaks = c.String("hyper", "mode") switch { "triangular" => CyclicPeaks.Same, "triangular2" => CyclicPeaks.Halved, _ => CyclicPeaks.Exponential },
            }), H("base_lr")),
            var other => throw new InvalidOperationException(other),
        };
    }

    private static Duration Steps(double n) => new(n, DurationUnit.Steps);

    private static Duration Epochs(double n) => new(n, DurationUnit.Epochs);

    private static ScheduleProgress At(long step, long total) => new(step, total, 0, 1);
}
