using System.Globalization;
using GradPipelines.Hosting.Diagnostics;
using YamlDotNet.Core;

namespace GradPipelines.Experiments.Reading;

/// <summary>Puts YamlDotNet's syntax errors into words that say what to do, at the place where it should be done.</summary>
/// <remarks>The cases are those of YamlDotNet 18.1.0; a message that no case knows is passed on as it is.</remarks>
internal static class SyntaxErrors
{
    public static Diagnostic Explain(SourceText source, YamlException error, IEnumerable<SourceMark> openFlow)
    {
        var (line, column) = ((int)error.Start.Line, (int)error.Start.Column);
        var at = source.Offset(line, column);
        var c = source.CharAt(at);
        var message = error.Message;

        if (Mentions(message, "tab") && FindTab(source, line) is { } tabLine)
        {
            return TabAt(source, tabLine);
        }

        if (at > 0 && c == '{' && source.Text[at - 1] == '$')
        {
            return UnquotedInterpolation(source, at);
        }

        if (Mentions(message, "quoted scalar"))
        {
            return Mentions(message, "end of stream") || Mentions(message, "indentation") || Mentions(message, "document indicator")
                ? Diagnostic.Error(Codes.Unclosed, source.MarkAt(at, 1), $"the quote {c} is never closed")
                : BadEscape(source, at);
        }

        if (openFlow.Any())
        {
            return InFlow(source, openFlow.First(), at, c);
        }

        if (c is '}' or ']')
        {
            return Error(source, at, 1, $"'{c}' without its opening '{(c == '}' ? '{' : '[')}'");
        }

        if (Mentions(message, "cannot start any token"))
        {
            var value = RestOfLine(source, at);
            return Error(source, at, 1, $"a value cannot start with '{c}'; put it in quotes") with { Fix = $"\"{value}\"" };
        }

        if (Mentions(message, "mapping values are not allowed") || Mentions(message, "invalid mapping"))
        {
            return Colon(source, line, at);
        }

        if (Mentions(message, "sequence entries are not allowed"))
        {
            return Error(source, at, 1, "a list cannot start on the line of its key; begin it on the next line, or write [ ]");
        }

        if (Mentions(message, "expected '-' indicator"))
        {
            return Error(source, at, WordLength(source, at), "a list item starts with '- '; less indentation ends the list");
        }

        if (LongKey(source) is { } key)
        {
            return Diagnostic.Error(Codes.KeyNotWord, key, "a key is at most 1 024 characters long");
        }

        if (Mentions(message, "did not find expected key") || Mentions(message, "<document end>"))
        {
            return ExpectedKey(source, line, at);
        }

        var words = message.Replace("While parsing", "while reading", StringComparison.Ordinal)
            .Replace("While scanning", "while reading", StringComparison.Ordinal).TrimEnd('.');
        return Error(source, at, WordLength(source, at), $"this is not YAML: {char.ToLowerInvariant(words[0])}{words[1..]}");
    }

    /// <summary>A brace or bracket whose partner is missing.</summary>
    public static Diagnostic Unclosed(SourceText source, IEnumerable<SourceMark> openFlow)
    {
        if (!openFlow.Any())
        {
            return Error(source, 0, 1, "braces and brackets do not match");
        }

        var open = openFlow.First();
        var opener = source.CharAt(source.Offset(open.Line, open.Column));
        return Diagnostic.Error(Codes.Unclosed, open.FirstColumn(), $"'{opener}' is never closed");
    }

    /// <summary>The tab that indents a line.</summary>
    public static Diagnostic TabAt(SourceText source, int line) => Diagnostic.Error(
        Codes.Tab, source.MarkAt(source.Offset(line, source.Line(line).IndexOf('\t', StringComparison.Ordinal) + 1), 1),
        "a tab cannot indent YAML; use spaces");

    private static Diagnostic InFlow(SourceText source, SourceMark open, int at, char c)
    {
        var opener = source.CharAt(source.Offset(open.Line, open.Column));
        var closer = opener == '[' ? ']' : '}';
        if (c is '}' or ']' && c != closer && source.Position(at).Line == open.Line)
        {
            return Error(source, at, 1, $"'{c}' does not close the '{opener}' of column {open.Column.ToString(CultureInfo.InvariantCulture)}; '{closer}' does");
        }

        if (c == ':' && at > 0 && source.Text[at - 1] is ']' or '}')
        {
            return Error(source, at, 1, "a list or a mapping cannot be a key");
        }

        if (source.Position(at).Line == open.Line && c != '\0')
        {
            return Error(source, at, 1, $"a comma or '{closer}' is missing here; a text with special characters is put in quotes");
        }

        return Diagnostic.Error(Codes.Unclosed, open.FirstColumn(), $"'{opener}' is never closed");
    }

    private static Diagnostic UnquotedInterpolation(SourceText source, int brace)
    {
        var (line, column) = source.Position(brace);
        var text = source.Line(line);
        var start = column - 2;
        while (start > 0 && text[start - 1] is not (',' or '{' or '[') && !(text[start - 1] == ' ' && start > 1 && text[start - 2] is ':' or ','))
        {
            start--;
        }

        var depth = 0;
        var end = column - 1;
        for (; end < text.Length; end++)
        {
            depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
            if ((depth == 0 && text[end] != '}' && text[end] is ',' or ']') || depth < 0)
            {
                break;
            }
        }

        var value = text[start..end].Trim();
        var fixedLine = $"{text[..start]}\"{value}\"{text[end..]}".Trim();
        return Diagnostic.Error(Codes.UnquotedInterpolation, source.MarkAt(source.Offset(line, start + 1), value.Length),
            "inside braces or brackets ${...} must be quoted") with
        { Label = $"write {fixedLine}", Fix = $"\"{value}\"" };
    }

    private static Diagnostic BadEscape(SourceText source, int quote)
    {
        var text = source.Text;
        for (var i = quote + 1; i + 1 < text.Length && text[i] != '"'; i++)
        {
            if (text[i] != '\\')
            {
                continue;
            }

            if (!"0abt\tnvfre \"/\\N_LPxuU\r\n".Contains(text[i + 1], StringComparison.Ordinal)
                || (text[i + 1] is 'x' or 'u' or 'U' && !IsHex(text, i + 2, text[i + 1] switch { 'x' => 2, 'u' => 4, _ => 8 })))
            {
                var written = text.Substring(i, 2);
                return Error(source, i, 2, $"'{written}' is no escape; in double quotes a backslash is written \\\\, in single quotes as it is");
            }

            i++;
        }

        return Error(source, quote, 1, "an escape of this text is not valid; in single quotes a backslash is written as it is");
    }

    private static Diagnostic Colon(SourceText source, int line, int at)
    {
        // On the line of its own key the colon is part of a value; on a line below, the line is indented too far.
        var text = source.Line(line);
        var (_, column) = source.Position(at);
        var firstColon = text.IndexOf(": ", StringComparison.Ordinal);
        if (firstColon >= 0 && (firstColon < column - 1 || text.IndexOf(": ", firstColon + 2, StringComparison.Ordinal) > 0))
        {
            var start = firstColon + 2;
            var value = RestOfLine(source, source.Offset(line, start + 1));
            return Error(source, source.Offset(line, start + 1), Math.Max(value.Length, 1), "a value with a colon and a blank is put in quotes") with
            {
                Fix = $"\"{value}\"",
            };
        }

        var indent = text.Length - text.TrimStart().Length;
        return Error(source, source.Offset(line, indent + 1), WordLength(source, source.Offset(line, indent + 1)),
            "this line is indented more than the one above, which already has a value");
    }

    private static Diagnostic ExpectedKey(SourceText source, int line, int at)
    {
        var text = source.Line(line);
        var (_, column) = source.Position(at);
        var indent = text.Length - text.TrimStart().Length;
        if (column - 1 > indent)
        {
            return Error(source, at, WordLength(source, at), "nothing may follow a quoted text but a comment; quote the whole value");
        }

        return text.TrimStart().StartsWith("- ", StringComparison.Ordinal)
            ? Error(source, at, 1, "a list item where a key is expected; items of one list are indented alike")
            : Error(source, at, WordLength(source, at), "the indentation of this line fits no line above");
    }

    private static SourceMark? LongKey(SourceText source)
    {
        for (var line = 1; line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            var colon = text.Length > 1024 ? text.IndexOf(':', StringComparison.Ordinal) : -1;
            if (colon >= 1024)
            {
                var indent = text.Length - text.TrimStart().Length;
                return source.MarkAt(source.Offset(line, indent + 1), colon - indent);
            }
        }

        return null;
    }

    private static int? FindTab(SourceText source, int from)
    {
        for (var line = Math.Max(1, from); line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            if (text.AsSpan(0, text.Length - text.AsSpan().TrimStart().Length).Contains('\t'))
            {
                return line;
            }
        }

        return null;
    }

    private static bool IsHex(string text, int start, int count) =>
        start + count <= text.Length && text.Substring(start, count).All(char.IsAsciiHexDigit);

    private static Diagnostic Error(SourceText source, int offset, int length, string message) =>
        Diagnostic.Error(Codes.Syntax, source.MarkAt(offset, length), message);

    private static string RestOfLine(SourceText source, int at)
    {
        var (line, column) = source.Position(at);
        var rest = source.Line(line)[(column - 1)..];
        var comment = rest.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? rest : rest[..comment]).Trim();
    }

    private static int WordLength(SourceText source, int at)
    {
        var length = 0;
        while (at + length < source.Text.Length && !char.IsWhiteSpace(source.Text[at + length]) && source.Text[at + length] != ':')
        {
            length++;
        }

        return Math.Max(1, length);
    }

    private static bool Mentions(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
