using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>The options of <see cref="ConstantSchedule"/>.</summary>
public sealed record ConstantScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>What the rate is multiplied by; 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What the rate is multiplied by.")]
    public double Factor { get; init; } = 1;

    /// <summary>For how long, before the factor is 1; all of training by default.</summary>
    [Description("For how long; afterwards the rate is the optimiser's. All of training if absent.")]
    public Duration? Over { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ScheduleClock.Check("over", Over);
}

/// <summary>lr·factor, and lr after a time.</summary>
[Component("constant", Summary = "The rate as it is, or times a factor for a time")]
public sealed class ConstantSchedule(ConstantScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress) =>
        options.Over is not null && progress.Step >= ScheduleClock.Steps(options.Over, progress) ? initialRate : initialRate * options.Factor;
}
