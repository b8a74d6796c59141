using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Callbacks;

/// <summary>The options of <see cref="TimeLimit"/>.</summary>
public sealed record TimeLimitOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The time that training may take.</summary>
    [Description("The time that training may take, such as 2 min.")]
    public required Duration Max { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Max.Unit != DurationUnit.Seconds) yield return ("max", "takes a time, such as 2 min; for steps or epochs set train.steps or train.epochs");
    }
}

/// <summary>Stops after the first step that ends past a time; what a resumed run took before counts.</summary>
[Component("time-limit", Summary = "Stops after a time")]
public sealed class TimeLimit(TimeLimitOptions options, TimeProvider? clock = null) : Callback
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private double _before;
    private long? _start;

    /// <inheritdoc/>
    public override void OnStart(TrainingRun run) => _start = _clock.GetTimestamp();

    /// <inheritdoc/>
    public override void OnStep(StepReport step, TrainingRun run)
    {
        if (Elapsed >= options.Max.Amount) run.RequestStop(string.Create(CultureInfo.InvariantCulture, $"time limit of {options.Max.Amount} s"));
    }

    /// <inheritdoc/>
    public override JsonNode? Save() => new JsonObject { ["seconds"] = Elapsed };

    /// <inheritdoc/>
    public override void Restore(JsonNode state) => _before = Numbers.Read(state["seconds"]);

    private double Elapsed => _before + (_start is { } start ? _clock.GetElapsedTime(start).TotalSeconds : 0);
}
