using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>What stands between the braces of <c>${...}</c>.</summary>
internal enum InterpolationKind
{
    /// <summary>Text outside of braces.</summary>
    Literal,

    /// <summary>A path into the document.</summary>
    Path,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>Arithmetic.</summary>
    Arithmetic,
}

/// <summary>A part of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The literal text, path, variable's name or arithmetic.</param>
/// <param name="Start">Where it begins in the scalar's text, <c>${</c> included.</param>
/// <param name="Length">Its length there.</param>
internal sealed record InterpolationPart(InterpolationKind Kind, string Text, int Start, int Length)
{
    /// <summary>The value of an unset variable, or null.</summary>
    public string? Default { get; init; }

    /// <summary>Where <see cref="Text"/> begins in the scalar's text.</summary>
    public int TextStart { get; init; }
}

/// <summary>Splits a text at its <c>${...}</c>; <c>$${</c> is a literal <c>${</c>.</summary>
internal static class InterpolatedText
{
    /// <summary>True where there is something to split.</summary>
    public static bool HasParts(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>The text with every <c>${</c> escaped, so that it reads back as it is.</summary>
    public static string Escape(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    /// <summary>The parts, or null with the place and the words of a mistake.</summary>
    public static IReadOnlyList<InterpolationPart>? Split(string text, out (int Start, int Length, string Message) mistake)
    {
        var parts = new List<InterpolationPart>();
        mistake = default;
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            if (open > at && text[open - 1] == '$')
            {
                // The escape: the text up to its first dollar, then a literal "${".
                AddLiteral(parts, text[at..(open - 1)], at, open - 1 - at);
                parts.Add(new InterpolationPart(InterpolationKind.Literal, "${", open - 1, 3) { TextStart = open });
                at = open + 2;
                continue;
            }

            AddLiteral(parts, open < 0 ? text[at..] : text[at..open], at, (open < 0 ? text.Length : open) - at);
            if (open < 0)
            {
                break;
            }

            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                mistake = (open, 2, "'${' is never closed");
                return null;
            }

            if (text.IndexOf("${", open + 2, close - open - 2, StringComparison.Ordinal) >= 0)
            {
                mistake = (open, close + 1 - open, "${...} is not nested");
                return null;
            }

            if (Inside(text[(open + 2)..close], open, close + 1 - open, out var message) is not { } part)
            {
                mistake = (open, close + 1 - open, message);
                return null;
            }

            parts.Add(part);
            at = close + 1;
        }

        return parts;
    }

    private static void AddLiteral(List<InterpolationPart> parts, string text, int start, int length)
    {
        if (length > 0)
        {
            parts.Add(new InterpolationPart(InterpolationKind.Literal, text, start, length) { TextStart = start });
        }
    }

    private static InterpolationPart? Inside(string inside, int start, int length, out string message)
    {
        message = "";
        var body = inside.Trim();
        var bodyStart = start + 2 + (inside.Length - inside.TrimStart().Length);
        if (body.StartsWith('='))
        {
            return new InterpolationPart(InterpolationKind.Arithmetic, body[1..], start, length) { TextStart = bodyStart + 1 };
        }

        if (body.StartsWith("env:", StringComparison.Ordinal))
        {
            var comma = body.IndexOf(',', StringComparison.Ordinal);
            var name = (comma < 0 ? body[4..] : body[4..comma]).Trim();
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(name[0]))
            {
                message = $"'{name}' is no name of an environment variable; write ${{env:NAME}} or ${{env:NAME,default}}";
                return null;
            }

            return new InterpolationPart(InterpolationKind.Environment, name, start, length)
            {
                Default = comma < 0 ? null : body[(comma + 1)..].Trim(),
                TextStart = bodyStart + 4,
            };
        }

        if (body.Length == 0 || ConfigPath.Split(body, out _) is null)
        {
            message = "between the braces stands a path (vars.width), env:NAME, or =arithmetic";
            return null;
        }

        if (body.Any(c => c is '+' or '*' or '/' or '(' or ')' or '^') || body.Contains(" - ", StringComparison.Ordinal))
        {
            message = $"arithmetic begins with '=': ${{={body}}}";
            return null;
        }

        return new InterpolationPart(InterpolationKind.Path, body, start, length) { TextStart = bodyStart };
    }
}
