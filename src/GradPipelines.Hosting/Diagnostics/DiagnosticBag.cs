using System.Collections;
using System.Globalization;

namespace GradPipelines.Hosting.Diagnostics;

/// <summary>Collects diagnostics, so that a file's mistakes are reported together. Enumerates them sorted by position.</summary>
/// <remarks>Not thread-safe: one reading, one bag. The same diagnostic at the same place is kept once.</remarks>
public sealed class DiagnosticBag : IEnumerable<Diagnostic>
{
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<(string, SourceMark?, string)> _seen = [];

    /// <summary>How many errors.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>How many warnings.</summary>
    public int WarningCount { get; private set; }

    /// <summary>True where nothing may be run.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>
    /// The exit code of the first stage that failed: 2 for the command line, else the first digit of the lowest stage's code
    /// (3 configuration, 5 plugin, 4 data, then 6 and up); 0 without errors.
    /// </summary>
    public int ExitCode
    {
        get
        {
            int[] stages = [2, 3, 5, 4, 6, 7, 8, 9, 1];
            var failed = _items.Where(d => d.Severity == Severity.Error).Select(StageOf).ToHashSet();
            return stages.FirstOrDefault(failed.Contains);
        }
    }

    /// <summary>Keeps a diagnostic.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (!_seen.Add((diagnostic.Code.Id, diagnostic.Mark, diagnostic.Message)))
        {
            return;
        }

        _items.Add(diagnostic);
        if (diagnostic.Severity == Severity.Error)
        {
            ErrorCount++;
        }
        else
        {
            WarningCount++;
        }
    }

    /// <summary>Keeps an error.</summary>
    public void Error(DiagnosticCode code, SourceMark? mark, string message) => Add(Diagnostic.Error(code, mark, message));

    /// <summary>Keeps a warning.</summary>
    public void Warning(DiagnosticCode code, SourceMark? mark, string message) => Add(Diagnostic.Warning(code, mark, message));

    /// <summary>The last line of a report: <c>2 errors. Nothing was run.</c></summary>
    public string Summary
    {
        get
        {
            var errors = Count(ErrorCount, "error");
            var warnings = Count(WarningCount, "warning");
            return (ErrorCount, WarningCount) switch
            {
                (0, 0) => "",
                (0, _) => $"{warnings}.",
                (_, 0) => $"{errors}. Nothing was run.",
                _ => $"{errors}, {warnings}. Nothing was run.",
            };
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => _items
        .OrderBy(d => d.Mark?.Source.Order ?? int.MinValue)
        .ThenBy(d => d.Mark?.Source.DisplayName, StringComparer.Ordinal)
        .ThenBy(d => d.Mark?.Line ?? 0)
        .ThenBy(d => d.Mark?.Column ?? 0)
        .ThenBy(d => d.Code.Id, StringComparer.Ordinal)
        .ThenBy(d => d.Message, StringComparer.Ordinal)
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int StageOf(Diagnostic diagnostic) =>
        diagnostic.Code == Codes.UnknownKey && diagnostic.Mark?.Source.Kind == SourceKind.CommandLine
            ? 2
            : diagnostic.Code.Id[2] - '0';

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
