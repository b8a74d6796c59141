using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>The options of <see cref="StepSchedule"/>.</summary>
public sealed record StepScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The time between two falls.</summary>
    [Description("The time between two falls.")]
    public required Duration Every { get; init; }

    /// <summary>What each fall multiplies the rate by; 0.1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What each fall multiplies the rate by.")]
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ScheduleClock.Check("every", Every);
}

/// <summary>lr·gamma^n after n whole periods.</summary>
[Component("step", Summary = "The rate times a factor after each period")]
public sealed class StepSchedule(StepScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress) =>
        initialRate * Math.Pow(options.Gamma, ScheduleClock.Whole(options.Every, progress));
}

/// <summary>The options of <see cref="MultiStepSchedule"/>.</summary>
public sealed record MultiStepScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>When the rate falls, each counted from the start.</summary>
    [Description("When the rate falls, each counted from the start of training.")]
    public required IReadOnlyList<Duration> Milestones { get; init; }

    /// <summary>What each fall multiplies the rate by; 0.1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What each fall multiplies the rate by.")]
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() =>
        Milestones.SelectMany((m, i) => ScheduleClock.Check(FormattableString.Invariant($"milestones.{i}"), m));
}

/// <summary>lr·gamma^n after n milestones; one that stands twice counts twice.</summary>
[Component("multi-step", Summary = "The rate times a factor at each milestone")]
public sealed class MultiStepSchedule(MultiStepScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress) =>
        initialRate * Math.Pow(options.Gamma, options.Milestones.Count(m => progress.Step >= ScheduleClock.Steps(m, progress)));
}

/// <summary>The options of <see cref="ExponentialSchedule"/>.</summary>
public sealed record ExponentialScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>What each period multiplies the rate by.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What each period multiplies the rate by.")]
    public required double Gamma { get; init; }

    /// <summary>The period; one epoch by default.</summary>
    [Description("The period.")]
    public Duration Every { get; init; } = new(1, DurationUnit.Epochs);

    /// <summary>Whether the rate falls at the end of each period only, as PyTorch's does; off by default.</summary>
    [Description("Whether the rate falls at the end of each period only, in the place of a little at each step.")]
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ScheduleClock.Check("every", Every);
}

/// <summary>lr·gamma^n after n periods, n with its fraction.</summary>
[Component("exponential", Summary = "The rate times a factor over each period, smoothly")]
public sealed class ExponentialSchedule(ExponentialScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress)
    {
        var periods = options.Staircase ? ScheduleClock.Whole(options.Every, progress) : progress.Step / ScheduleClock.Steps(options.Every, progress);
        return initialRate * Math.Pow(options.Gamma, periods);
    }
}
