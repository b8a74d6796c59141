using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>The options of <see cref="LinearSchedule"/>.</summary>
public sealed record LinearScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The factor at the start; 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What the rate is multiplied by at the start.")]
    public double StartFactor { get; init; } = 1;

    /// <summary>The factor at the end; 0 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What the rate is multiplied by at the end.")]
    public double EndFactor { get; init; }

    /// <summary>How long the way takes; all of training by default.</summary>
    [Description("How long the way takes; all of training if absent.")]
    public Duration? Over { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ScheduleClock.Check("over", Over);
}

/// <summary>lr times a factor that goes evenly from its start to its end, and stays there.</summary>
[Component("linear", Summary = "Evenly from one factor of the rate to another")]
public sealed class LinearSchedule(LinearScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress) =>
        initialRate * (options.StartFactor + (options.EndFactor - options.StartFactor) * ScheduleClock.Fraction(options.Over, progress));
}

/// <summary>The options of <see cref="PolynomialSchedule"/>.</summary>
public sealed record PolynomialScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The power; 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The power of the part that is left.")]
    public double Power { get; init; } = 1;

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

/// <summary>to + (lr - to)·(1 - done)^power, where done goes from 0 to 1; then to.</summary>
[Component("polynomial", Summary = "Down along a power of the time that is left")]
public sealed class PolynomialSchedule(PolynomialScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress) =>
        options.To + (initialRate - options.To) * Math.Pow(1 - ScheduleClock.Fraction(options.Over, progress), options.Power);
}
