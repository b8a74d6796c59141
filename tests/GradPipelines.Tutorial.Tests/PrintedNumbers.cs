using System.Globalization;
using System.Text.RegularExpressions;

namespace GradPipelines.Tutorial.Tests;

/// <summary>Printed output as text with numbers in it: the words must be equal, the numbers nearly.</summary>
/// <remarks>The last digits depend on the mathematics library of the system.</remarks>
internal static partial class PrintedNumbers
{
    /// <summary>The first number behind a label.</summary>
    public static double After(string output, string label)
    {
        var start = output.IndexOf(label, StringComparison.Ordinal);
        Assert.True(start >= 0, $"'{label}' is not in:\n{output}");
        return Parse(Number().Match(output, start + label.Length).Value);
    }

    /// <summary>The first line in which two outputs differ, or null.</summary>
    public static string? Difference(string expected, string actual, double tolerance)
    {
        string[] a = Lines(expected), b = Lines(actual);
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
            if (i >= a.Length || i >= b.Length || !Same(a[i], b[i], tolerance))
                return $"line {i + 1}\n  document: {(i < a.Length ? a[i] : "(nothing)")}\n  program:  {(i < b.Length ? b[i] : "(nothing)")}";
        return null;
    }

    private static bool Same(string a, string b, double tolerance)
    {
        string Words(string line) => Blanks().Replace(Number().Replace(line, "#"), "");
        double[] Numbers(string line) => [.. Number().Matches(line).Select(m => Parse(m.Value))];
        return Words(a) == Words(b) && Numbers(a).Zip(Numbers(b)).All(n => n.First.Equals(n.Second) || Math.Abs(n.First - n.Second) <= tolerance * Math.Max(Math.Abs(n.First), Math.Abs(n.Second)));
    }

    private static string[] Lines(string text) => text.Trim('\n').Split('\n');

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
