using System.Collections;
using System.Globalization;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>The limits that attributes put on values.</summary>
public static class OptionLimits
{
    /// <summary>What is broken, or null.</summary>
    public static (DiagnosticCode Code, string Message, string? Suggestion)? Broken(OptionProperty property, object value)
    {
        var number = value switch
        {
            AutoInt auto => auto.Value,
            Duration duration => duration.Amount,
            int or long or double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => (double?)null,
        };
        if (property.Range is not null && number is { } n && Limits(property) is var (low, high, aboveLow, belowHigh))
        {
            var inside = (aboveLow ? n > low : n >= low) && (belowHigh ? n < high : n <= high);
            if (!inside)
            {
                return (Codes.OutOfRange, $"must be {RangeText(property)}, not {NumberText.Format(n)}", null);
            }
        }

        if (property.AllowedValues is { } allowed && !allowed.Any(a => Same(a, value)))
        {
            var words = allowed.Select(Text).ToArray();
            string[] shown = [.. words.Select(w => w.Length > 0 && w.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? w : $"'{w}'")];
            return (Codes.NotAllowed, $"takes {ScalarReader.OneOf(shown)}, not '{Text(value)}'", NearestWord.Of(Text(value), words));
        }

        foreach (var check in property.Checks)
        {
            if (!check.IsValid(value))
            {
                var message = check.FormatErrorMessage(property.Key);
                return (Codes.OutOfRange, $"is refused: {message.TrimEnd('.')}", null);
            }
        }

        return null;
    }

    /// <summary>The limits in words, empty without any: <c>between 0 and 1</c>, <c>at least 1</c>, <c>above 0</c>.</summary>
    public static string RangeText(OptionProperty property)
    {
        if (Limits(property) is not var (low, high, aboveLow, belowHigh))
        {
            return "";
        }

        var hasLow = low > double.MinValue && low is not (int.MinValue or long.MinValue);
        var hasHigh = high < double.MaxValue && high is not (int.MaxValue or long.MaxValue);
        var (from, to) = (NumberText.Format(low), NumberText.Format(high));
        return (hasLow, hasHigh) switch
        {
            (true, true) when !aboveLow && !belowHigh => $"between {from} and {to}",
            (true, true) => $"{(aboveLow ? "above" : "at least")} {from} and {(belowHigh ? "below" : "at most")} {to}",
            (true, false) => $"{(aboveLow ? "above" : "at least")} {from}",
            (false, true) => $"{(belowHigh ? "below" : "at most")} {to}",
            _ => "a finite number",
        };
    }

    /// <summary>The limits as numbers.</summary>
    public static (double Low, double High, bool AboveLow, bool BelowHigh)? Limits(OptionProperty property) =>
        property.Range is not { } range ? null
        : (Bound(range.Minimum), Bound(range.Maximum), range.MinimumIsExclusive, range.MaximumIsExclusive);

    private static double Bound(object? bound) => bound switch
    {
        string text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        null => double.NaN,
        _ => Convert.ToDouble(bound, CultureInfo.InvariantCulture),
    };

    private static bool Same(object? allowed, object value) => allowed is not null
        && (allowed.Equals(value) || (allowed is IConvertible && value is IConvertible && Text(allowed) == Text(value)) || StructuralComparisons.StructuralEqualityComparer.Equals(allowed, value));

    private static string Text(object? value) => value switch
    {
        null => "null",
        double d => NumberText.Format(d),
        Enum e => OptionNames.Word(e.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
