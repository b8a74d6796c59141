using System.Globalization;
using GradPipelines.Hosting.Binding;

namespace GradPipelines.Experiments.Reading;

/// <summary>One step of a path: a key, an index or an id.</summary>
/// <param name="Text">The step, without quotes.</param>
/// <param name="Start">Where it begins in the path's text.</param>
/// <param name="Length">Its length there, quotes included.</param>
public readonly record struct PathSegment(string Text, int Start, int Length)
{
    /// <summary>The step as it is written in a path.</summary>
    public string Written => ConfigPath.Segment(Text);
}

/// <summary>Dotted paths: <c>model.layers.0.units</c>, <c>expect."val/excess".max</c>.</summary>
public static class ConfigPath
{
    /// <summary>A segment, in quotes where dots or blanks need them.</summary>
    public static string Segment(string text) =>
        text.Length == 0 || text.AsSpan().ContainsAny('.', ' ', '=') || text.Contains('"', StringComparison.Ordinal) ? $"\"{text}\"" : text;

    /// <summary>Segments joined to a path.</summary>
    public static string Join(IEnumerable<string> segments) => string.Join('.', segments.Select(Segment));

    /// <summary>Splits a path; null with the offset of the mistake where it is none.</summary>
    public static IReadOnlyList<PathSegment>? Split(string text, out int error)
    {
        var segments = new List<PathSegment>();
        error = 0;
        var at = 0;
        while (true)
        {
            var start = at;
            string segment;
            if (at < text.Length && text[at] == '"')
            {
                var close = text.IndexOf('"', at + 1);
                if (close < 0)
                {
                    error = at;
                    return null;
                }

                segment = text[(at + 1)..close];
                at = close + 1;
            }
            else
            {
                while (at < text.Length && text[at] != '.')
                {
                    at++;
                }

                segment = text[start..at];
            }

            if (segment.Length == 0 || (at < text.Length && text[at] != '.'))
            {
                error = segment.Length == 0 ? start : at;
                return null;
            }

            segments.Add(new PathSegment(segment, start, at - start));
            if (at == text.Length)
            {
                return segments;
            }

            at++;
        }
    }

    /// <summary>The index of a list item given by its index or its <c>id</c>, or -1.</summary>
    public static int ItemIndex(ConfigList list, string segment)
    {
        if (int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return index < list.Items.Count ? index : -1;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is ConfigMapping mapping && mapping["id"] is ConfigScalar id && id.Text == segment)
            {
                return i;
            }
        }

        return -1;
    }
}
