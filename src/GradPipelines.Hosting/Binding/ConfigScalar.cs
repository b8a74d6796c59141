using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Hosting.Binding;

/// <summary>How a scalar is written; everything but plain is text.</summary>
public enum ScalarForm
{
    /// <summary>Without quotes: the key's type decides how it is read.</summary>
    Plain,

    /// <summary>In single quotes.</summary>
    SingleQuoted,

    /// <summary>In double quotes, with escapes.</summary>
    DoubleQuoted,

    /// <summary>A block after <c>|</c> or <c>&gt;</c>.</summary>
    Block,
}

/// <summary>A piece of a scalar's text that came from somewhere else than its neighbours.</summary>
/// <param name="Start">Its offset in the text.</param>
/// <param name="Length">Its length.</param>
/// <param name="Mark">Where it is written; a piece that an interpolation made has the interpolation's mark.</param>
/// <param name="Verbatim">True where the piece's characters stand one by one from the mark's first column on.</param>
public readonly record struct TextPiece(int Start, int Length, SourceMark Mark, bool Verbatim);

/// <summary>A word, number or text, as written; nothing is converted here.</summary>
public sealed class ConfigScalar(string text, ScalarForm form, SourceMark? mark) : ConfigNode(mark)
{
    private IReadOnlyList<TextPiece>? _pieces;

    /// <summary>The text, without quotes and with escapes resolved.</summary>
    public string Text { get; } = text;

    /// <summary>How it is written.</summary>
    public ScalarForm Form { get; } = form;

    /// <summary>True for everything but a plain scalar.</summary>
    public bool IsQuoted => Form != ScalarForm.Plain;

    /// <summary>The text with <c>${env:...}</c> left as written, where interpolation put a variable's value in; null elsewhere.</summary>
    public string? Portable { get; init; }

    /// <summary>The text that wrote the value, where it is another than the mark's: the file of a variable, for relative paths.</summary>
    public SourceText? WrittenIn { get; init; }

    /// <summary>True for what stands in place of a value after an error that was reported: nothing more is said about it.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Where an interpolated value is written itself; null elsewhere.</summary>
    public SourceMark? ValueMark { get; init; }

    /// <summary>The pieces an interpolated text is made of; null where the whole text stands at the mark.</summary>
    public IReadOnlyList<TextPiece>? Pieces
    {
        get => _pieces;
        init => _pieces = value;
    }

    /// <inheritdoc/>
    public override bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <inheritdoc/>
    public override string Describe() => IsNull ? "nothing" : $"'{Shorten(Text)}'";

    /// <summary>The pieces of the text with their places; one for the whole where nothing is known of its parts.</summary>
    public IReadOnlyList<TextPiece> PlacedPieces() => Mark is { } mark ? _pieces ??= ScalarPieces.Of(this, mark) : [];

    /// <summary>The place of a part of the text, through quotes, escapes and interpolations.</summary>
    /// <param name="start">Offset in <see cref="Text"/>.</param>
    /// <param name="length">Length; 0 points between characters, or just behind the end.</param>
    public SourceMark? MarkOf(int start, int length)
    {
        if (Mark is not { } mark)
        {
            return null;
        }

        var pieces = _pieces ??= ScalarPieces.Of(this, mark);
        var first = Locate(pieces, start, mark);
        if (length <= 1)
        {
            return first;
        }

        var last = Locate(pieces, start + length - 1, mark);
        return (last.Line, last.EndColumn).CompareTo((first.Line, first.EndColumn)) >= 0 ? first.To(last) : first;
    }

    private static SourceMark Locate(IReadOnlyList<TextPiece> pieces, int offset, SourceMark whole)
    {
        foreach (var piece in pieces)
        {
            if (offset >= piece.Start && offset < piece.Start + piece.Length)
            {
                return At(piece, offset - piece.Start);
            }
        }

        if (pieces.Count == 0)
        {
            return whole;
        }

        // Just behind the end: one column after the last character.
        var end = pieces[^1];
        return end.Verbatim ? At(end, end.Length) : end.Mark;
    }

    private static SourceMark At(TextPiece piece, int within)
    {
        if (!piece.Verbatim)
        {
            return piece.Mark;
        }

        var column = piece.Mark.Column + within;
        return piece.Mark with { Column = column, EndLine = piece.Mark.Line, EndColumn = column + 1 };
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : $"{text[..57]}...";
}
