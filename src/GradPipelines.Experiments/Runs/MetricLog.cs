using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradPipelines.Experiments.Checkpoints;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Runs;

/// <summary>The metrics of a run, one JSON object a line, without a clock, so that two runs can be compared byte by byte.</summary>
internal sealed class MetricLog : IDisposable
{
    private readonly FileStream _stream;

    /// <summary>Opens the file at its end, or cut to the length that a checkpoint knew.</summary>
    public MetricLog(string path, long? length = null)
    {
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        _stream.SetLength(length ?? _stream.Length);
        _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Bytes so far.</summary>
    public long Length => _stream.Length;

    /// <summary>Appends an evaluation and hands it to the system at once.</summary>
    public void Append(EvaluationReport report)
    {
        var line = new JsonObject { ["step"] = report.Step, ["epoch"] = report.Epoch };
        foreach (var (name, value) in report.Metrics) line[name] = Number(value);
        _stream.Write(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"));
        _stream.Flush();
    }

    /// <summary>Reads the evaluations of a file; a line cut short by a kill ends it.</summary>
    public static IReadOnlyList<EvaluationReport> Read(string path)
    {
        var result = new List<EvaluationReport>();
        if (!File.Exists(path)) return result;
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                var node = JsonNode.Parse(line)!.AsObject();
                result.Add(new EvaluationReport(
                    node["step"]!.GetValue<long>(),
                    node["epoch"]!.GetValue<long>(),
                    node.Where(p => p.Key is not ("step" or "epoch")).ToDictionary(p => p.Key, p => Value(p.Value!), StringComparer.Ordinal)));
            }
            catch (JsonException)
            {
                break;
            }
        }

        return result;
    }

    /// <summary>The same as a table, a column for each metric in order of its first appearance.</summary>
    public static void WriteTable(string path, IReadOnlyList<EvaluationReport> reports)
    {
        var names = reports.SelectMany(r => r.Metrics.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("step,epoch");
        foreach (var name in names) text.Append(',').Append(name);
        text.Append('\n');
        foreach (var report in reports)
        {
            text.Append(CultureInfo.InvariantCulture, $"{report.Step},{report.Epoch}");
            foreach (var name in names) text.Append(',').Append(report.Metrics.TryGetValue(name, out var v) ? v.ToString("R", CultureInfo.InvariantCulture) : "");
            text.Append('\n');
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>A JSON number, or text where JSON has no number (NaN, infinities).</summary>
    public static JsonNode Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    private static double Value(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? double.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture) : node.GetValue<double>();
}
