namespace GradPipelines.Plugins.Standard.Schedules;

/// <summary>Lengths of training in steps.</summary>
internal static class ScheduleClock
{
    /// <summary>The length in steps; all of training for null.</summary>
    public static double Steps(Duration? length, ScheduleProgress progress) => length switch
    {
        null => progress.TotalSteps,
        { Unit: DurationUnit.Steps } d => d.Amount,
        { Unit: DurationUnit.Epochs } d => d.Amount * StepsPerEpoch(progress),
        { } d => throw new ArgumentException($"A schedule counts steps or epochs, not {d.Unit}.", nameof(length)),
    };

    /// <summary>How much of a length is done: 0 at the start, 1 at its end, and no more.</summary>
    public static double Fraction(Duration? length, ScheduleProgress progress)
    {
        var steps = Steps(length, progress);
        return progress.Step >= steps ? 1 : progress.Step / steps;
    }

    /// <summary>How many whole lengths are done.</summary>
    public static double Whole(Duration length, ScheduleProgress progress) => Math.Floor(progress.Step / Steps(length, progress));

    /// <summary>Steps an epoch.</summary>
    public static double StepsPerEpoch(ScheduleProgress progress)
    {
        // A number of epochs that is no whole number is a rounded quotient; the steps of an epoch are whole, and boundaries hang on it.
        var steps = progress.TotalEpochs > 0 ? progress.TotalSteps / progress.TotalEpochs : progress.TotalSteps;
        var whole = Math.Round(steps);
        return Math.Abs(steps - whole) <= 1e-9 * steps ? whole : steps;
    }

    /// <summary>The rule that lengths in schedules keep to, for <see cref="IValidatesItself"/>.</summary>
    public static IEnumerable<(string Key, string Message)> Check(string key, Duration? length)
    {
        if (length is { Unit: DurationUnit.Seconds }) yield return (key, "takes steps or epochs: the rate may not depend on how fast the machine is");
        else if (length is { Amount: <= 0 }) yield return (key, "must be longer than 0");
    }

    /// <summary>From start to end along half a cosine.</summary>
    public static double Cosine(double start, double end, double fraction) => end + (start - end) * (1 + Math.Cos(Math.PI * fraction)) / 2;
}
