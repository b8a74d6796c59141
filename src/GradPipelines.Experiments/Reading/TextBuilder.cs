using System.Text;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>Puts an interpolated text together and keeps where each part of it is written.</summary>
internal sealed class TextBuilder
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _portable = new();
    private readonly List<TextPiece> _pieces = [];
    private bool _isPortable;

    /// <summary>The length so far.</summary>
    public int Length => _text.Length;

    /// <summary>Adds text that stands in the file.</summary>
    public void AddLiteral(ConfigScalar scalar, InterpolationPart part)
    {
        // The literal's own pieces, moved to their new place. The escape $${ is longer in the file than in the text.
        var shift = _text.Length - part.TextStart;
        var (from, to) = (part.TextStart, part.TextStart + part.Text.Length);
        foreach (var piece in scalar.PlacedPieces())
        {
            var start = Math.Max(piece.Start, from);
            var end = Math.Min(piece.Start + piece.Length, to);
            if (start >= end)
            {
                continue;
            }

            var mark = piece.Verbatim
                ? piece.Mark with { Column = piece.Mark.Column + start - piece.Start, EndLine = piece.Mark.Line, EndColumn = piece.Mark.Column + end - piece.Start }
                : piece.Mark;
            _pieces.Add(new TextPiece(start + shift, end - start, mark, piece.Verbatim));
        }

        _text.Append(part.Text);
        _portable.Append(InterpolatedText.Escape(part.Text));
    }

    /// <summary>Adds a value that an interpolation stands for.</summary>
    public void Add(string text, string portable, bool isPortable, SourceMark? mark)
    {
        if (text.Length > 0 && mark is { } at)
        {
            _pieces.Add(new TextPiece(_text.Length, text.Length, at, Verbatim: false));
        }

        _text.Append(text);
        _portable.Append(portable);
        _isPortable |= isPortable;
    }

    /// <summary>The scalar, with the form and mark of the one that was interpolated.</summary>
    public ConfigScalar Build(ConfigScalar scalar) => new(_text.ToString(), scalar.Form, scalar.Mark)
    {
        Portable = _isPortable ? _portable.ToString() : null,
        Pieces = _pieces,
    };
}
