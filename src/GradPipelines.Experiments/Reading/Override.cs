using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>One <c>path=value</c> of the command line.</summary>
/// <param name="Source">The whole argument.</param>
/// <param name="Path">The path's steps.</param>
/// <param name="ValueStart">Where the value begins in the argument.</param>
internal sealed record Override(SourceText Source, IReadOnlyList<PathSegment> Path, int ValueStart)
{
    /// <summary>The value as written.</summary>
    public string Value => Source.Text[ValueStart..];

    /// <summary>The path as written.</summary>
    public string PathText => Source.Text[..(ValueStart - 1)];

    /// <summary>Of the whole argument: messages then name the path themselves.</summary>
    public SourceMark Whole => Source.MarkAt(0, Math.Max(ValueStart - 1, 1));

    /// <summary>Of the value.</summary>
    public SourceMark ValueMark => Source.MarkAt(ValueStart, Value.Length);

    /// <summary>Parses an argument; null with a diagnostic where it is none.</summary>
    public static Override? Parse(string argument, string workingDirectory, DiagnosticBag diagnostics)
    {
        var source = SourceText.FromCommandLine(argument, workingDirectory);
        var equals = EqualsSign(argument);
        if (equals < 0)
        {
            diagnostics.Error(Codes.BadOverride, source.MarkAt(0, argument.Length), argument.Contains('=', StringComparison.Ordinal)
                ? $"a quote of '{argument}' is never closed"
                : $"'{argument}' is no override; write path=value, for example optimizer.lr=0.05");
            return null;
        }

        if (ConfigPath.Split(argument[..equals], out var error) is { } path)
        {
            return new Override(source, path, equals + 1);
        }

        diagnostics.Error(Codes.BadOverride, source.MarkAt(error, 1), argument.Count(c => c == '"') % 2 == 1
            ? "a quote is never closed"
            : "a segment of the path is empty; segments with dots or blanks stand in double quotes");
        return null;
    }

    private static int EqualsSign(string argument)
    {
        var quoted = false;
        for (var i = 0; i < argument.Length; i++)
        {
            quoted ^= argument[i] == '"';
            if (argument[i] == '=' && !quoted)
            {
                return i;
            }
        }

        return -1;
    }
}
