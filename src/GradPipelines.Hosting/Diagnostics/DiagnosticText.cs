using System.Globalization;
using System.Text;

namespace GradPipelines.Hosting.Diagnostics;

/// <summary>Renders diagnostics for people: the position, the source line, carets and the repair.</summary>
public static class DiagnosticText
{
    private const int LineWidth = 120;

    /// <summary>All diagnostics, a blank line between them, and the summary; empty for an empty bag.</summary>
    public static string Render(DiagnosticBag diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            Render(text, diagnostic);
            text.Append('\n');
        }

        return diagnostics.Summary.Length == 0 ? "" : text.Append(diagnostics.Summary).Append('\n').ToString();
    }

    /// <summary>One diagnostic, each line ended by <c>\n</c>.</summary>
    public static string Render(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        Render(text, diagnostic);
        return text.ToString();
    }

    private static void Render(StringBuilder text, Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == Severity.Error ? "error" : "warning";
        var position = diagnostic.Mark is { } at ? $"{at}: " : "";
        // A file position is followed by a blank, the command line by a colon, as compilers and shells do.
        if (diagnostic.Mark is { Source.Kind: SourceKind.File } file)
        {
            position = $"{file} ";
        }

        text.Append(position).Append(severity).Append(' ').Append(diagnostic.Code.Id).Append(": ").Append(diagnostic.Message);
        var label = diagnostic.LabelText;
        if (diagnostic.Mark is not { } mark || (mark.Source.Kind == SourceKind.CommandLine && mark.Column == 1))
        {
            text.Append(label.Length > 0 ? $"; {label}" : "").Append('\n');
        }
        else
        {
            text.Append('\n');
            Excerpt(text, mark, label);
        }

        foreach (var note in diagnostic.Notes)
        {
            text.Append("   ").Append(note).Append('\n');
        }
    }

    private static void Excerpt(StringBuilder text, SourceMark mark, string label)
    {
        var line = mark.Source.Line(mark.Line);
        var start = Math.Min(mark.Column - 1, line.Length);
        var end = mark.EndLine == mark.Line ? Math.Min(Math.Max(mark.EndColumn - 1, start), line.Length) : line.TrimEnd().Length;
        end = Math.Max(end, start);
        var from = start < LineWidth - 20 ? 0 : start - (LineWidth / 2);
        var to = Math.Min(line.Length, from + LineWidth);
        var shown = $"{(from > 0 ? "…" : "")}{Printable(line[from..to])}{(to < line.Length ? "…" : "")}";
        var lead = (from > 0 ? 1 : 0) + DisplayWidth(line[from..start]);
        var carets = Math.Max(1, DisplayWidth(line[start..Math.Clamp(end, start, to)]));

        if (mark.Source.Kind == SourceKind.CommandLine)
        {
            text.Append("   ").Append(shown).Append('\n');
            text.Append("   ");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{mark.Line,5} | ").Append(shown).Append('\n');
            text.Append("      | ");
        }

        text.Append(' ', lead).Append('^', carets).Append(label.Length > 0 ? $" {label}" : "").Append('\n');
    }

    /// <summary>One cell for every column: tabs and control characters would move the carets, or the terminal.</summary>
    private static string Printable(string line) =>
        string.Concat(line.Select(c => c == '\t' ? ' ' : char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : c));

    /// <summary>Terminal cells: combining marks and low surrogates take none, east Asian wide characters two.</summary>
    private static int DisplayWidth(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
                _ => IsWide(rune.Value) ? 2 : 1,
            };
        }

        return width;
    }

    private static bool IsWide(int rune) =>
        rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F)
            or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
