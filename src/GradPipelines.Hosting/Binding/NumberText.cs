using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace GradPipelines.Hosting.Binding;

/// <summary>The written form of numbers.</summary>
public static partial class NumberText
{
    /// <summary>True for the decimal numbers of the YAML 1.2 core schema: <c>1</c>, <c>-.5</c>, <c>5.</c>, <c>1e-3</c>.</summary>
    public static bool IsCore(string text) => text.Length <= 400 && Core().IsMatch(text);

    /// <summary>The shortest text that reads back as the same number, as YAML writes it.</summary>
    public static string Format(double value) => value switch
    {
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        _ when double.IsNaN(value) => ".nan",
        _ => value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal),
    };

    /// <summary>Reads a core number that is whole, however it is written: <c>1e4</c>, <c>2.0</c>.</summary>
    public static bool TryWhole(string text, out BigInteger value)
    {
        var whole = IsCore(text) ? Whole(text) : null;
        value = whole ?? default;
        return whole is not null;
    }

    /// <summary>The whole number that a core number is (<c>1e4</c>, <c>2.0</c>), or null where it has a fraction.</summary>
    internal static BigInteger? Whole(string text)
    {
        var match = Core().Match(text);
        if (!match.Success || !int.TryParse(match.Groups["exponent"].Value is { Length: > 0 } e ? e : "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return null;
        }

        var fraction = match.Groups["fraction"].Value.TrimEnd('0');
        var digits = match.Groups["whole"].Value + fraction;
        exponent -= fraction.Length;
        var number = BigInteger.Parse($"0{digits}", NumberStyles.None, CultureInfo.InvariantCulture);
        if (number.IsZero)
        {
            return number;
        }

        // A long has 19 digits; beyond that the exact value does not matter, only that it is too large.
        if (exponent > 30)
        {
            exponent = 30;
        }

        while (exponent < 0)
        {
            number = BigInteger.DivRem(number, 10, out var rest);
            if (!rest.IsZero)
            {
                return null;
            }

            exponent++;
        }

        number *= BigInteger.Pow(10, exponent);
        return text[0] == '-' ? -number : number;
    }

    /// <summary>The core number that was probably meant by another way of writing it, or null.</summary>
    internal static string? Mend(string text)
    {
        var bare = text.Trim();
        var spoken = bare.ToLowerInvariant() switch
        {
            "inf" or "+inf" or "infinity" or "∞" => ".inf",
            "-inf" or "-infinity" or "-∞" => "-.inf",
            "nan" => ".nan",
            _ => null,
        };
        if (spoken is not null)
        {
            return spoken;
        }

        if (bare.EndsWith('%') && IsCore(bare[..^1]) && double.Parse(bare[..^1], NumberStyles.Float, CultureInfo.InvariantCulture) is var percent)
        {
            return Format((double)((decimal)percent / 100));
        }

        // 1_000, 1 000 and 1'000 group digits; 1,5 is a decimal comma; 0.5f, 1d, 1L are C#.
        string[] tries =
        [
            Grouped().IsMatch(bare) ? Separators().Replace(bare, "") : bare,
            bare.Count(c => c == ',') == 1 && !bare.Contains('.', StringComparison.Ordinal) ? bare.Replace(',', '.') : bare,
            bare.TrimEnd('f', 'F', 'd', 'D', 'm', 'M', 'L'),
            bare.Replace("−", "-", StringComparison.Ordinal),
            Power().Replace(bare, "1e$1"),
            Power().Replace(bare, "e$1").Replace("*e", "e", StringComparison.Ordinal),
        ];
        return tries.FirstOrDefault(t => t != bare && IsCore(t));
    }

    [GeneratedRegex(@"^[-+]?(?:(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))(?:[eE](?<exponent>[-+]?[0-9]+))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Core();

    [GeneratedRegex(@"^[-+]?[0-9]{1,3}([_ '’][0-9]{3})+(\.[0-9]+)?$|^[-+]?[0-9]+(_[0-9]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    [GeneratedRegex("[_ '’]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex(@"10\s*(?:\^|\*\*)\s*(-?[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Power();
}
