using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>The options of <see cref="CosineSchedule"/>.</summary>
public sealed record CosineScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The rate at the end; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The rate at the end.")]
    public double To { get; init; }

    /// <summary>How long the way takes; all of training by default.</summary>
    [Description("How long the way takes; all of training if absent.")]
    public Duration? Over { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ScheduleClock.Check("over", Over);
}

/// <summary>to + (lr - to)·(1 + cos(π·done))/2, where done goes from 0 to 1; then to.</summary>
/// <remarks>Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5, without restarts.</remarks>
[Component("cosine", Summary = "Down along half a cosine, over all of training")]
public sealed class CosineSchedule(CosineScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress) =>
        ScheduleClock.Cosine(initialRate, options.To, ScheduleClock.Fraction(options.Over, progress));
}

/// <summary>The options of <see cref="CosineRestartsSchedule"/>.</summary>
public sealed record CosineRestartsScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The first time from start to restart.</summary>
    [Description("The time to the first restart.")]
    public required Duration Period { get; init; }

    /// <summary>What each restart multiplies the period by; 1 by default.</summary>
    [Range(1, int.MaxValue)]
    [Description("What each restart multiplies the period by.")]
    public int PeriodFactor { get; init; } = 1;

    /// <summary>The rate before each restart; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The rate just before each restart.")]
    public double To { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ScheduleClock.Check("period", Period);
}

/// <summary>A cosine that starts again at lr after each period.</summary>
/// <remarks>Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017.</remarks>
[Component("cosine-restarts", Summary = "Down along half a cosine, again and again")]
public sealed class CosineRestartsSchedule(CosineRestartsScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress)
    {
        double period = ScheduleClock.Steps(options.Period, progress), step = progress.Step;
        for (; step >= period; period *= options.PeriodFactor) step -= period;
        return ScheduleClock.Cosine(initialRate, options.To, step / period);
    }
}
