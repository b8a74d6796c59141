using System.Globalization;
using System.Text.Json.Nodes;
using GradPipelines.Experiments.Training;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Checkpoints;

/// <summary>A session in one file: with it a killed run goes on as if it had not been killed.</summary>
internal static class CheckpointFile
{
    /// <summary>Writes the session, the callbacks' memory and the length of the metrics so far.</summary>
    public static void Write(string path, TrainingSession session, IReadOnlyList<Callback> callbacks, long metricsLength)
    {
        var state = session.State;
        var tensors = new List<NamedTensors> { state.Parameters.Prefixed("parameters"), state.ModelState.Prefixed("model") };
        tensors.AddRange(state.OptimizerState.Select((s, i) => s.Prefixed(string.Create(CultureInfo.InvariantCulture, $"optimizer.{i}"))));
        foreach (var (name, kept) in session.Kept)
        {
            tensors.Add(kept.Parameters.Prefixed($"kept.{name}.parameters"));
            tensors.Add(kept.ModelState.Prefixed($"kept.{name}.model"));
        }

        TensorFile.Write(path, NamedTensors.Concat(tensors), new JsonObject
        {
            ["version"] = 1,
            ["step"] = state.Step,
            ["groups"] = state.OptimizerState.Count,
            ["metrics_length"] = metricsLength,
            ["loss_sum"] = Runs.MetricLog.Number(session.EpochLossSum),
            ["loss_rows"] = session.EpochLossRows,
            ["stop_reason"] = session.StopReason,
            ["chosen"] = session.Chosen,
            ["kept"] = new JsonObject(session.Kept.Select(k => KeyValuePair.Create<string, JsonNode?>(k.Key, new JsonObject { ["step"] = k.Value.Step, ["reason"] = k.Value.Reason }))),
            ["callbacks"] = new JsonArray([.. callbacks.Select(c => c.Save())]),
        });
    }

    /// <summary>The session, and the length of the metrics when it was written.</summary>
    /// <exception cref="InvalidDataException">It is no checkpoint, or of another experiment.</exception>
    public static (TrainingSession Session, long MetricsLength) Read(string path, IReadOnlyList<Callback> callbacks)
    {
        var (tensors, meta) = TensorFile.Read(path);
        var groups = meta["groups"]!.GetValue<int>();
        var state = new TrainingState(
            tensors.Below("parameters"),
            tensors.Below("model"),
            [.. Enumerable.Range(0, groups).Select(i => tensors.Below(string.Create(CultureInfo.InvariantCulture, $"optimizer.{i}")))],
            meta["step"]!.GetValue<long>());
        var session = new TrainingSession(state)
        {
            EpochLossSum = meta["loss_sum"]!.GetValue<double>(),
            EpochLossRows = meta["loss_rows"]!.GetValue<long>(),
            StopReason = meta["stop_reason"]?.GetValue<string>(),
            Chosen = meta["chosen"]?.GetValue<string>(),
        };
        foreach (var (name, kept) in meta["kept"]!.AsObject())
            session.RestoreKept(name, new KeptParameters(tensors.Below($"kept.{name}.parameters"), tensors.Below($"kept.{name}.model"), kept!["step"]!.GetValue<long>(), kept["reason"]!.GetValue<string>()));
        var saved = meta["callbacks"]!.AsArray();
        if (saved.Count != callbacks.Count) throw new InvalidDataException($"{path} is of an experiment with {saved.Count} callbacks, not {callbacks.Count}.");
        for (var i = 0; i < saved.Count; i++)
            if (saved[i] is { } memory) callbacks[i].Restore(memory);
        return (session, meta["metrics_length"]!.GetValue<long>());
    }
}
