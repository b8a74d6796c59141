using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GradPipelines.Hosting.Diagnostics;

/// <summary>Renders diagnostics for machines: one JSON object, GitHub annotations, MSBuild lines.</summary>
public static class DiagnosticFormats
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The object <c>{"errors": 1, "warnings": 0, "diagnostics": [...]}</c>.</summary>
    public static JsonObject ToJson(DiagnosticBag diagnostics) => new()
    {
        ["errors"] = diagnostics.ErrorCount,
        ["warnings"] = diagnostics.WarningCount,
        ["diagnostics"] = new JsonArray([.. diagnostics.Select(d => (JsonNode)ToJson(d))]),
    };

    /// <summary>The same as indented text.</summary>
    public static string Json(DiagnosticBag diagnostics) => ToJson(diagnostics).ToJsonString(Indented) + "\n";

    /// <summary>Workflow commands, one a line, that GitHub shows beside the source.</summary>
    public static string GitHub(DiagnosticBag diagnostics)
    {
        var text = new StringBuilder();
        foreach (var d in diagnostics)
        {
            text.Append(d.Severity == Severity.Error ? "::error " : "::warning ");
            if (d.Mark is { Source.Kind: SourceKind.File } mark)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"file={EscapeProperty(mark.Source.DisplayName)},line={mark.Line},endLine={mark.EndLine},col={mark.Column},endColumn={mark.EndColumn},");
            }

            text.Append(CultureInfo.InvariantCulture, $"title={d.Code.Id}::{EscapeData(OneText(d))}").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Lines <c>file(line,column,endLine,endColumn): error GP3001: message</c>, that Visual Studio and Rider link.</summary>
    public static string MSBuild(DiagnosticBag diagnostics)
    {
        var text = new StringBuilder();
        foreach (var d in diagnostics)
        {
            if (d.Mark is { } mark)
            {
                text.Append(mark.Source.Kind == SourceKind.CommandLine
                    ? "command line: "
                    : string.Create(CultureInfo.InvariantCulture,
                        $"{mark.Source.DisplayName}({mark.Line},{mark.Column},{mark.EndLine},{mark.EndColumn}): "));
            }

            text.Append(d.Severity == Severity.Error ? "error " : "warning ").Append(d.Code.Id).Append(": ")
                .Append(OneText(d).Replace("\n", " ", StringComparison.Ordinal)).Append('\n');
        }

        return text.ToString();
    }

    private static JsonObject ToJson(Diagnostic d)
    {
        var json = new JsonObject
        {
            ["code"] = d.Code.Id,
            ["severity"] = d.Severity == Severity.Error ? "error" : "warning",
            ["message"] = d.Message,
        };
        if (d.Mark is { } mark)
        {
            json["file"] = mark.Source.DisplayName;
            if (mark.Source.Kind == SourceKind.CommandLine)
            {
                json["argument"] = mark.Source.Text;
            }

            json["line"] = mark.Line;
            json["column"] = mark.Column;
            json["endLine"] = mark.EndLine;
            json["endColumn"] = mark.EndColumn;
        }

        if (d.Suggestion is not null)
        {
            json["suggestion"] = d.Suggestion;
        }

        if (d.Fix is not null)
        {
            json["fix"] = d.Fix;
        }

        if (d.Notes.Count > 0)
        {
            json["notes"] = new JsonArray([.. d.Notes.Select(n => (JsonNode)n)]);
        }

        return json;
    }

    private static string OneText(Diagnostic d) =>
        string.Join('\n', [d.Message + (d.LabelText.Length > 0 ? $"; {d.LabelText}" : ""), .. d.Notes]);

    private static string EscapeData(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) =>
        EscapeData(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
