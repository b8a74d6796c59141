using System.Globalization;
using System.Text.RegularExpressions;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>Reads and writes lengths of training: <c>60 epochs</c>, <c>500 steps</c>, <c>2 min</c>.</summary>
internal static partial class DurationReader
{
    private static readonly string[] Units = ["steps", "epochs", "seconds", "minutes", "hours"];

    public static ScalarReading Read(ConfigScalar scalar)
    {
        var match = Form().Match(scalar.Text);
        if (!match.Success)
        {
            return Not(scalar);
        }

        var number = match.Groups["number"].Value;
        var unit = match.Groups["unit"].Value;
        if (!NumberText.IsCore(number))
        {
            return Not(scalar, NumberText.Mend(number) is { } mended ? $"{mended} {unit}".TrimEnd() : null);
        }

        if (unit.Length == 0)
        {
            return new ScalarReading(null, Codes.BadValue, $"takes a length with its unit: {number} epochs, {number} steps, {number} min");
        }

        var amount = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        Duration? value = unit switch
        {
            "step" or "steps" => new Duration(amount, DurationUnit.Steps),
            "epoch" or "epochs" => new Duration(amount, DurationUnit.Epochs),
            "s" or "sec" or "second" or "seconds" => new Duration(amount, DurationUnit.Seconds),
            "min" or "minute" or "minutes" => new Duration(amount * 60, DurationUnit.Seconds),
            "h" or "hour" or "hours" => new Duration(amount * 3600, DurationUnit.Seconds),
            _ => null,
        };
        if (value is not { } duration)
        {
            return NearestWord.Of(unit, Units) is { } near ? Not(scalar, $"{number} {near}") : Not(scalar);
        }

        if (duration.Unit == DurationUnit.Steps && NumberText.Whole(number) is null)
        {
            return new ScalarReading(null, Codes.BadValue, $"counts whole steps, not {scalar.Describe()}");
        }

        return amount < 0 || !double.IsFinite(duration.Amount)
            ? new ScalarReading(null, Codes.OutOfRange, $"is a length of at least 0, not {scalar.Describe()}")
            : new ScalarReading(duration);
    }

    public static string Write(Duration value) => value.Unit switch
    {
        DurationUnit.Seconds => $"{NumberText.Format(value.Amount)} s",
        DurationUnit.Steps => $"{NumberText.Format(value.Amount)} steps",
        _ => $"{NumberText.Format(value.Amount)} epochs",
    };

    private static ScalarReading Not(ConfigScalar scalar, string? fix = null) =>
        new(null, Codes.BadValue, $"takes {ScalarReader.Expected(typeof(Duration))}, not {scalar.Describe()}", fix);

    [GeneratedRegex(@"^(?<number>[-+]?[0-9.,_]+(?:[eE][-+]?[0-9]+)?)\s*(?<unit>[A-Za-z]*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
