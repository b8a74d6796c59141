using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Hosting.Binding;

/// <summary>Finds where each character of a written scalar stands, by reading its source again.</summary>
/// <remarks>
/// Quotes shift by one, an escape is one character of text and several of source, lines are folded. A reading that does not
/// arrive at the scalar's text (folded blocks with odd indentation) falls back to the scalar's own mark, so a position is
/// coarse at worst, never wrong.
/// </remarks>
internal static class ScalarPieces
{
    public static IReadOnlyList<TextPiece> Of(ConfigScalar scalar, SourceMark mark)
    {
        var pieces = new List<TextPiece>();
        var source = mark.Source;
        var at = SkipAnchor(source.Text, source.Offset(mark.Line, mark.Column));
        var end = source.Offset(mark.EndLine, mark.EndColumn);
        var complete = scalar.Form switch
        {
            ScalarForm.Plain => Follow(scalar.Text, source, at, end, pieces, escapes: '\0'),
            ScalarForm.SingleQuoted => Follow(scalar.Text, source, at + 1, end, pieces, escapes: '\''),
            ScalarForm.DoubleQuoted => Follow(scalar.Text, source, at + 1, end, pieces, escapes: '\\'),
            _ => Follow(scalar.Text, source, NextLine(source.Text, at), end, pieces, escapes: '\0'),
        };
        return complete ? pieces : [new TextPiece(0, Math.Max(scalar.Text.Length, 1), mark, Verbatim: false)];
    }

    private static bool Follow(string text, SourceText source, int at, int end, List<TextPiece> pieces, char escapes)
    {
        var raw = source.Text;
        var i = 0;
        while (i < text.Length)
        {
            if (at >= end)
            {
                return text[i..].All(char.IsWhiteSpace);
            }

            if (raw[at] is '\r' or '\n' || (IsBlankToEnd(raw, at, end) && text[i] is ' ' or '\n'))
            {
                // A fold: the text has one blank or some line ends, the source line ends and indentation.
                var start = i;
                while (i < text.Length && text[i] is ' ' or '\n')
                {
                    i++;
                }

                var from = at;
                while (at < end && raw[at] is ' ' or '\t' or '\r' or '\n')
                {
                    at++;
                }

                if (i == start)
                {
                    continue;
                }

                pieces.Add(new TextPiece(start, i - start, source.MarkAt(from, 1), Verbatim: false));
            }
            else if (escapes == '\'' && raw[at] == '\'' && text[i] == '\'')
            {
                pieces.Add(new TextPiece(i++, 1, source.MarkAt(at, 2), Verbatim: false));
                at += 2;
            }
            else if (escapes == '\\' && raw[at] == '\\')
            {
                var length = EscapeLength(raw, at);
                var units = raw[at + 1] == 'U' && text.Length > i + 1 && char.IsHighSurrogate(text[i]) ? 2 : 1;
                if (raw[at + 1] is '\r' or '\n')
                {
                    // An escaped line end stands for nothing, the next line's indentation included.
                    at++;
                    while (at < end && char.IsWhiteSpace(raw[at]))
                    {
                        at++;
                    }

                    continue;
                }

                pieces.Add(new TextPiece(i, units, source.MarkAt(at, length), Verbatim: false));
                i += units;
                at += length;
            }
            else
            {
                var start = i;
                var from = at;
                while (i < text.Length && at < end && raw[at] == text[i] && raw[at] is not '\r' and not '\n'
                    && raw[at] != escapes && !(raw[at] is ' ' or '\t' && IsBlankToEnd(raw, at, end)))
                {
                    i++;
                    at++;
                }

                if (i == start)
                {
                    return false;
                }

                pieces.Add(new TextPiece(start, i - start, source.MarkAt(from, i - start), Verbatim: true));
            }
        }

        return true;
    }

    private static bool IsBlankToEnd(string raw, int at, int end)
    {
        while (at < end && raw[at] is ' ' or '\t')
        {
            at++;
        }

        return at < end && raw[at] is '\r' or '\n';
    }

    private static int EscapeLength(string raw, int at) => at + 1 >= raw.Length ? 1 : raw[at + 1] switch
    {
        'x' => 4,
        'u' => 6,
        'U' => 10,
        _ => 2,
    };

    /// <summary>An anchor belongs to the mark but not to the text.</summary>
    private static int SkipAnchor(string raw, int at)
    {
        while (at < raw.Length && raw[at] is '&' or '!')
        {
            while (at < raw.Length && !char.IsWhiteSpace(raw[at]))
            {
                at++;
            }

            while (at < raw.Length && raw[at] is ' ' or '\t')
            {
                at++;
            }
        }

        return at;
    }

    private static int NextLine(string raw, int at)
    {
        var newline = raw.IndexOf('\n', at);
        at = newline < 0 ? raw.Length : newline + 1;
        while (at < raw.Length && raw[at] == ' ')
        {
            at++;
        }

        return at;
    }
}
