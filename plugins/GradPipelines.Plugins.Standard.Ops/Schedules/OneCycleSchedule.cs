using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>The way between two rates.</summary>
public enum Anneal
{
    /// <summary>Half a cosine: slow at both ends.</summary>
    Cosine,

    /// <summary>A straight line.</summary>
    Linear,
}

/// <summary>The options of <see cref="OneCycleSchedule"/>.</summary>
public sealed record OneCycleScheduleOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The part of training in which the rate rises; 0.3 by default.</summary>
    [Range(0.0, 1.0)]
    [Description("The part of training in which the rate rises.")]
    public double PctStart { get; init; } = 0.3;

    /// <summary>The first rate is the optimiser's divided by this; 25 by default.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("The first rate is the optimiser's divided by this.")]
    public double DivFactor { get; init; } = 25;

    /// <summary>The last rate is the first divided by this; 10000 by default.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("The last rate is the first one divided by this.")]
    public double FinalDivFactor { get; init; } = 1e4;

    /// <summary>The way between rates; cosine by default.</summary>
    [Description("The way between rates.")]
    public Anneal Anneal { get; init; } = Anneal.Cosine;

    /// <summary>Whether the rate falls to the first one as fast as it rose, and then to the last; off by default.</summary>
    [Description("Whether the rate falls to the first one as fast as it rose, and then to the last one.")]
    public bool ThreePhase { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (ThreePhase && PctStart > 0.5) yield return ("pct_start", "with three_phase the fall takes as long as the rise, so at most 0.5");
    }
}

/// <summary>Up to the optimiser's rate, then down to almost nothing, once over all of training.</summary>
/// <remarks>
/// The steps of the turning points are PyTorch's: pct_start·steps - 1, with the last rate at step steps - 1. Source: Smith and Topin,
/// "Super-convergence: very fast training of neural networks using large learning rates", 2018. The momentum stays as it is.
/// </remarks>
[Component("one-cycle", Summary = "Up to the rate and down to almost nothing, once (Smith and Topin)")]
public sealed class OneCycleSchedule(OneCycleScheduleOptions options) : ISchedule
{
    /// <inheritdoc/>
    public double RateAt(double initialRate, ScheduleProgress progress)
    {
        var (total, rise) = ((double)progress.TotalSteps, options.PctStart * progress.TotalSteps);
        var first = initialRate / options.DivFactor;
        var last = first / options.FinalDivFactor;
        (double End, double Rate)[] phases = options.ThreePhase
            ? [(rise - 1, initialRate), (2 * rise - 2, first), (total - 1, last)]
            : [(rise - 1, initialRate), (total - 1, last)];
        var (start, rate) = (0.0, first);
        foreach (var phase in phases)
        {
            if (progress.Step <= phase.End) return Between(rate, phase.Rate, phase.End > start ? (progress.Step - start) / (phase.End - start) : 1);
            (start, rate) = phase;
        }

        return last;
    }

    private double Between(double from, double to, double fraction) =>
        options.Anneal == Anneal.Cosine ? ScheduleClock.Cosine(from, to, fraction) : from + (to - from) * fraction;
}
