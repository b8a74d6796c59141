namespace GradPipelines.Hosting.Diagnostics;

/// <summary>Where a text came from, which decides how its positions are printed.</summary>
public enum SourceKind
{
    /// <summary>A file of an experiment: positions are file:line:column, its lines may be quoted.</summary>
    File,

    /// <summary>One override of the command line: its text is the whole argument.</summary>
    CommandLine,
}

/// <summary>A text that diagnostics point into; lines are split once, on first use.</summary>
/// <remarks>A byte order mark is dropped, so that column 1 is the first visible character, as in an editor.</remarks>
public sealed class SourceText
{
    private readonly Lazy<int[]> _lineStarts;

    private SourceText(SourceKind kind, string path, string displayName, string text, int order)
    {
        Kind = kind;
        Path = path;
        DisplayName = displayName;
        Text = text.StartsWith('\uFEFF') ? text[1..] : text;
        Order = order;
        _lineStarts = new Lazy<int[]>(() => FindLineStarts(Text));
    }

    /// <summary>A file, or a part of the command line.</summary>
    public SourceKind Kind { get; }

    /// <summary>The full path of a file; the working directory's path for the command line.</summary>
    public string Path { get; }

    /// <summary>What messages print: the path as the user would type it, or <c>command line</c>.</summary>
    public string DisplayName { get; }

    /// <summary>The whole text, without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>Sorts diagnostics: the command line first, then files in the order they were opened.</summary>
    public int Order { get; }

    /// <summary>The directory that relative paths in this text start from.</summary>
    public string Directory => Kind == SourceKind.CommandLine ? Path : System.IO.Path.GetDirectoryName(Path) ?? "";

    /// <summary>How many lines there are, at least one.</summary>
    public int LineCount => _lineStarts.Value.Length;

    /// <summary>A file's text.</summary>
    public static SourceText FromFile(string path, string displayName, string text, int order = 0) =>
        new(SourceKind.File, path, displayName, text, order);

    /// <summary>One override, <c>optimizer.lr=0.1</c>.</summary>
    public static SourceText FromCommandLine(string argument, string workingDirectory) =>
        new(SourceKind.CommandLine, workingDirectory, "command line", argument, -1);

    /// <summary>A line without its end, empty beyond the last one.</summary>
    /// <param name="line">From 1.</param>
    public string Line(int line)
    {
        var starts = _lineStarts.Value;
        if (line < 1 || line > starts.Length)
        {
            return "";
        }

        var end = line < starts.Length ? starts[line] : Text.Length;
        return Text[starts[line - 1]..end].TrimEnd('\r', '\n');
    }

    /// <summary>The offset of a position in <see cref="Text"/>, clamped to the text.</summary>
    public int Offset(int line, int column)
    {
        var starts = _lineStarts.Value;
        if (line > starts.Length)
        {
            return Text.Length;
        }

        var start = starts[Math.Max(line, 1) - 1];
        return Math.Min(start + Math.Max(column, 1) - 1, Text.Length);
    }

    /// <summary>The character at a position, or the null character behind the end.</summary>
    public char CharAt(int offset) => offset >= 0 && offset < Text.Length ? Text[offset] : '\0';

    /// <summary>The line and column, both from 1, of an offset.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var starts = _lineStarts.Value;
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - starts[line] + 1);
    }

    /// <summary>A mark over a range of offsets.</summary>
    public SourceMark MarkAt(int start, int length)
    {
        var (line, column) = Position(Math.Min(start, Text.Length));
        var (endLine, endColumn) = Position(Math.Min(start + Math.Max(length, 0), Text.Length));
        return new SourceMark(this, line, column, endLine, endColumn);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n' || (c == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
