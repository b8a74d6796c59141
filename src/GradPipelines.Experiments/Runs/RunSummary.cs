using System.Text.Json.Nodes;

namespace GradPipelines.Experiments.Runs;

/// <summary>A quantity of a run: its last value, its best, and that of the kept parameters.</summary>
/// <param name="Final">Measured on the finished model.</param>
/// <param name="Last">At the last evaluation; NaN if it was only measured at the end.</param>
/// <param name="Best">The best of all evaluations.</param>
/// <param name="BestEpoch">Where the best was.</param>
public readonly record struct QuantitySummary(double Final, double Last, double Best, long BestEpoch);

/// <summary>An assertion of the file and what became of it.</summary>
/// <param name="Quantity">The quantity's name.</param>
/// <param name="Condition">As a person reads it: <c>&lt;= 0.5</c>.</param>
/// <param name="Value">The value; NaN where there is no such quantity.</param>
/// <param name="IsMet">Whether it holds.</param>
public sealed record ExpectationResult(string Quantity, string Condition, double Value, bool IsMet);

/// <summary>A finished, stopped or interrupted run.</summary>
public sealed record ExperimentRun
{
    /// <summary>The experiment's name.</summary>
    public required string Name { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Directory { get; init; }

    /// <summary>The exit code: 0, 8 where an assertion failed, 130 where it was interrupted.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Why it ended, in words: <c>finished</c>, <c>stopped early at epoch 223 (...)</c>, <c>interrupted</c>.</summary>
    public required string Ending { get; init; }

    /// <summary>Every quantity by its name.</summary>
    public required IReadOnlyDictionary<string, QuantitySummary> Summary { get; init; }

    /// <summary>The noise floor of each split, in this sample and as drawn; empty where unknown.</summary>
    public required IReadOnlyDictionary<string, (double Sample, double Expected)> NoiseFloor { get; init; }

    /// <summary>The assertions of the file.</summary>
    public required IReadOnlyList<ExpectationResult> Expectations { get; init; }

    /// <summary>Files that were written besides the record, by what they are.</summary>
    public required IReadOnlyDictionary<string, string> Artifacts { get; init; }

    /// <summary>Remarks: a plot without a font, an export that was skipped.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Wall time in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The same as a JSON document, without times.</summary>
    internal JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["ending"] = Ending,
        ["exit_code"] = ExitCode,
        ["quantities"] = new JsonObject(Summary.Select(q => KeyValuePair.Create<string, JsonNode?>(q.Key, new JsonObject
        {
            ["final"] = MetricLog.Number(q.Value.Final),
            ["last"] = MetricLog.Number(q.Value.Last),
            ["best"] = MetricLog.Number(q.Value.Best),
            ["best_epoch"] = q.Value.BestEpoch,
        }))),
        ["noise_floor"] = new JsonObject(NoiseFloor.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Key, new JsonObject { ["sample"] = f.Value.Sample, ["expected"] = f.Value.Expected }))),
        ["expect"] = new JsonArray([.. Expectations.Select(e => new JsonObject
        {
            ["quantity"] = e.Quantity,
            ["condition"] = e.Condition,
            ["value"] = MetricLog.Number(e.Value),
            ["met"] = e.IsMet,
        })]),
        ["artifacts"] = new JsonObject(Artifacts.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key, a.Value))),
        ["notes"] = new JsonArray([.. Notes.Select(n => JsonValue.Create(n))]),
    };
}
