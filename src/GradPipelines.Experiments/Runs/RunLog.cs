using System.Globalization;
using GradPipelines.Plugins;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace GradPipelines.Experiments.Runs;

/// <summary>The log of a run: every metric an event with named properties in <c>log.clef</c>, rows for a person on the console.</summary>
internal sealed class RunLog : IDisposable
{
    /// <summary>The property that tells kinds of events apart: <c>metric</c>, <c>row</c>, <c>note</c>.</summary>
    public const string KindProperty = "Kind";

    private readonly Logger _logger;
    private readonly string _run;
    private readonly ILogger _metrics;
    private readonly ILogger _rows;
    private readonly long _every;
    private string[]? _columns;
    private long _evaluations;
    private double _best = double.PositiveInfinity;

    /// <param name="path">The structured file.</param>
    /// <param name="run">The run's name in every event.</param>
    /// <param name="evaluations">How many evaluations are planned; a tenth of them becomes rows.</param>
    /// <param name="console">Receives rows and notes; null for none.</param>
    public RunLog(string path, string run, long evaluations, ILogEventSink? console)
    {
        var configuration = new LoggerConfiguration().WriteTo.File(new CompactJsonFormatter(), path, shared: false, flushToDiskInterval: TimeSpan.FromSeconds(1));
        if (console is not null)
            configuration.WriteTo.Logger(c => c.Filter.ByExcluding(e => e.Properties.TryGetValue(KindProperty, out var k) && k is ScalarValue { Value: "metric" }).WriteTo.Sink(console));
        _logger = configuration.CreateLogger();
        _run = run;
        _metrics = _logger.ForContext(KindProperty, "metric");
        _rows = _logger.ForContext(KindProperty, "row");
        _every = Math.Max(1, evaluations / 10);
    }

    /// <summary>A line for the person and the file.</summary>
    public void Note(string text) => _logger.ForContext(KindProperty, "note").Information("{Text:l}", text);

    /// <summary>One event for each metric, and now and then a row.</summary>
    public void Evaluation(EvaluationReport report)
    {
        foreach (var (name, value) in report.Metrics)
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            _metrics.Information(
                "{Run} epoch {Epoch} step {Step}: {Split}/{Name} = {Value}",
                _run, report.Epoch, report.Step, slash < 0 ? "train" : name[..slash], slash < 0 ? name : name[(slash + 1)..], value);
        }

        Row(report);
    }

    public void Dispose() => _logger.Dispose();

    private void Row(EvaluationReport report)
    {
        if (_columns is null)
        {
            // Losses first, then the metrics of the validation split, then the rate.
            _columns = [.. report.Metrics.Keys.Where(n => n != "lr" && !n.EndsWith("loss_scaled", StringComparison.Ordinal)).OrderBy(n => (!n.EndsWith("/loss", StringComparison.Ordinal), n)), "lr"];
            _rows.Information("{Text:l}", "   epoch" + string.Concat(_columns.Select(c => c.PadLeft(Width(c)))));
        }

        var watched = report.Metrics.TryGetValue("val/loss", out var v) ? v : report.Metrics["train/loss"];
        var isBest = watched < _best;
        _best = Math.Min(_best, watched);
        if (_evaluations++ % _every != 0) return;
        var values = _columns.Select(c => report.Metrics.TryGetValue(c, out var x) ? Text(c, x).PadLeft(Width(c)) : new string(' ', Width(c)));
        _rows.Information("{Text:l}", report.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(8) + string.Concat(values) + (isBest ? " *" : ""));
    }

    private static int Width(string column) => Math.Max(12, column.Length + 2);

    private static string Text(string column, double value) => column == "lr" ? value.ToString("G4", CultureInfo.InvariantCulture) : value.ToString("G5", CultureInfo.InvariantCulture);
}
