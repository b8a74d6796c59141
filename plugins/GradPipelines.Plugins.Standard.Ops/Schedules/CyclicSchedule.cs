using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>How the peaks of a cyclic schedule change.</summary>
public enum CyclicPeaks
{
    /// <summary>They stay.</summary>
    Same,

    /// <summary>Each is half as high above the lowest rate as the one before.</summary>
    Halved,

    /// <summary>The height is multiplied by gamma at each step.</summary>
    Exponential,
}

/// <summary>The options of <see cref="CyclicSchedule"/>.</summary>
public sealed record CyclicScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The rate at the peaks; the optimiser's own is the lowest.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The rate at the peaks; the optimiser's own rate is the lowest.")]
    public required double MaxLr { get; init; }

    /// <summary>The time of a rise.</summary>
    [Description("The time of a rise.")]
    public required Duration Up { get; init; }

    /// <summary>The time of a fall; that of a rise by default.</summary>
    [Description("The time of a fall; that of a rise if absent.")]
    public Duration? Down { get; init; }

    /// <summary>How the peaks change; same by default.</summary>
    [Description("How the peaks change from cycle to cycle.")]
    public CyclicPeaks Peaks { get; init; } = CyclicPeaks.Same;

    /// <summary>For exponential peaks: what each step multiplies the height by; 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("For exponential peaks: what each step multiplies the height by.")]
    public double Gamma { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate() => [.. ScheduleClock.Check("up", Up), .. ScheduleClock.Check("down", Down)];
}

/// <summary>Up and down in straight lines, between the optimiser's rate and a higher one.</summary>
/// <remarks>Source: Smith, "Cyclical learning rates for training neural networks", WACV 2017.</remarks>
[Component("cyclic", Summary = "Up and down between two rates, again and again (Smith)")]
public sealed class CyclicSchedule(CyclicScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress)
    {
        var up = ScheduleClock.Steps(options.Up, progress);
        var down = options.Down is null ? up : ScheduleClock.Steps(options.Down, progress);
        var cycle = Math.Floor(progress.Step / (up + down));
        var within = progress.Step - cycle * (up + down);
        var height = (options.MaxLr - initialRate) * (within <= up ? within / up : (up + down - within) / down);
        return initialRate + height * options.Peaks switch
        {
            CyclicPeaks.Halved => Math.Pow(0.5, cycle),
            CyclicPeaks.Exponential => Math.Pow(options.Gamma, progress.Step),
            _ => 1,
        };
    }
}
