using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>The options of <see cref="WarmupSchedule"/>.</summary>
public sealed record WarmupScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>How long the rise takes.</summary>
    [Description("How long the rise takes.")]
    public required Duration Over { get; init; }

    /// <summary>The factor at the first step; 0.01 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("What the rate is multiplied by at the first step.")]
    public double StartFactor { get; init; } = 0.01;

    /// <summary>What follows, over the rest of training; constant by default.</summary>
    [Slot(ComponentKind.Schedule)]
    [Description("The schedule that follows, over the rest of training.")]
    public ComponentReference Then { get; init; } = ComponentReference.To(ComponentKind.Schedule, "constant");

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => ScheduleClock.Check("over", Over);
}

/// <summary>Evenly up to the rate, and then another schedule, which sees the rest of training as the whole.</summary>
/// <remarks>Source: Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, section 2.2.</remarks>
[Component("warmup", Summary = "Evenly up to the rate, then another schedule")]
public sealed class WarmupSchedule(WarmupScheduleOptions options, IComponentFactory components) : ISchedule
{
    private readonly ISchedule _then = components.Create<ISchedule>(options.Then);

    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress)
    {
        var steps = (long)Math.Ceiling(ScheduleClock.Steps(options.Over, progress));
        if (progress.Step < steps) return initialRate * (options.StartFactor + (1 - options.StartFactor) * progress.Step / steps);
        var epochs = steps / ScheduleClock.StepsPerEpoch(progress);
        return _then.RateAt(initialRate, new ScheduleProgress(
            progress.Step - steps, progress.TotalSteps - steps, progress.Epoch - (long)epochs, progress.TotalEpochs - epochs));
    }
}
