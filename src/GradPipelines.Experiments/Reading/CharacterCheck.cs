using System.Globalization;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>Refuses characters that cannot be seen or that make two readers count lines differently.</summary>
internal static class CharacterCheck
{
    public static bool Passes(SourceText source, DiagnosticBag diagnostics)
    {
        var text = source.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007F' or '\n' or '\r' or '\t')
            {
                continue;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (Name(c) is { } name)
            {
                diagnostics.Error(Codes.ControlCharacter, source.MarkAt(i, 1), string.Create(
                    CultureInfo.InvariantCulture, $"{name} U+{(int)c:X4} cannot stand in an experiment file; delete it"));
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a character that a file may hold only as an escape.</summary>
    public static bool IsRefused(char c) => c is not ('\n' or '\r' or '\t') && !char.IsSurrogate(c) && Name(c) is not null;

    private static string? Name(char c) => c switch
    {
        '\0' => "the null character",
        < ' ' or (>= '\u007F' and <= '\u009F') => "the control character",
        '\u2028' or '\u2029' => "the line separator",
        '\uFEFF' => "the byte order mark",
        '\uFFFE' or '\uFFFF' => "the non-character",
        >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' => "the text direction mark",
        >= '\uD800' and <= '\uDFFF' => "half of a surrogate pair,",
        _ => null,
    };
}
