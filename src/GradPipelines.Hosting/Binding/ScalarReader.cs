using System.Globalization;
using System.Numerics;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>What reading a scalar gave: a value, or what is wrong with it.</summary>
/// <param name="Value">The value, null after an error.</param>
/// <param name="Code">The error, or the warning beside a value.</param>
/// <param name="Message">Ends a sentence that begins with the key: <c>takes a number, not 'abc'</c>.</param>
/// <param name="Fix">The right text, where it is known.</param>
internal readonly record struct ScalarReading(object? Value, DiagnosticCode? Code = null, string? Message = null, string? Fix = null)
{
    public string? Suggestion { get; init; }
}

/// <summary>Reads scalars by the type of the key: the YAML 1.2 core schema, culture-free, and the words of the option types.</summary>
internal static class ScalarReader
{
    public static ScalarReading Read(ConfigScalar scalar, Type type)
    {
        if (type == typeof(string))
        {
            return new ScalarReading(scalar.Text);
        }

        // Only a plain scalar can be a number or a boolean; the other types are words, with or without quotes.
        if (scalar.IsQuoted && (type == typeof(bool) || IsNumber(type) || type == typeof(AutoInt) || OptionWord.IsOne(type)))
        {
            var unquoted = Read(new ConfigScalar(scalar.Text.Trim(), ScalarForm.Plain, scalar.Mark), type);
            return unquoted.Value is null
                ? unquoted
                : new ScalarReading(null, Codes.QuotedValue, $"takes {Expected(type)}; in quotes {scalar.Describe()} is text", unquoted.Fix ?? scalar.Text.Trim());
        }

        return type switch
        {
            _ when type == typeof(bool) => Boolean(scalar),
            _ when type == typeof(double) => Double(scalar),
            _ when type == typeof(int) => Whole(scalar, int.MinValue, int.MaxValue, n => (int)n),
            _ when type == typeof(long) => Whole(scalar, long.MinValue, long.MaxValue, n => (long)n),
            _ when type == typeof(AutoInt) => Auto(scalar),
            _ when type == typeof(Duration) => DurationReader.Read(scalar),
            _ when type.IsEnum => EnumWord(scalar, type),
            _ => Word(scalar, type),
        };
    }

    /// <summary>What a key of this type takes.</summary>
    public static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(AutoInt) => "a whole number or the word auto",
        _ when type == typeof(Duration) => "a length with its unit (60 epochs, 500 steps, 2 min)",
        _ when type.IsEnum => OneOf([.. Enum.GetNames(type).Select(OptionNames.Word)]),
        _ => OptionWord.Forms(type),
    };

    /// <summary><c>a, b or c</c>.</summary>
    public static string OneOf(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(int) || type == typeof(long);

    private static ScalarReading Boolean(ConfigScalar scalar) => scalar.Text switch
    {
        "true" => new ScalarReading(true),
        "false" => new ScalarReading(false),
        var text => text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" or "1" => Not(scalar, typeof(bool), Codes.BadBoolean, "true"),
            "false" or "no" or "off" or "n" or "0" => Not(scalar, typeof(bool), Codes.BadBoolean, "false"),
            _ => Not(scalar, typeof(bool), Codes.BadBoolean),
        },
    };

    private static ScalarReading Double(ConfigScalar scalar)
    {
        var text = scalar.Text;
        if (Special(text) is { } special)
        {
            return new ScalarReading(special);
        }

        if (Prefixed(text) is { } prefixed)
        {
            return new ScalarReading((double)prefixed);
        }

        if (!NumberText.IsCore(text))
        {
            return Not(scalar, typeof(double), Codes.BadValue, NumberText.Mend(text));
        }

        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsInfinity(value)
            ? new ScalarReading(null, Codes.BadValue, $"takes a number that a double can hold, not {scalar.Describe()}")
            : Padded(text, value);
    }

    private static ScalarReading Whole(ConfigScalar scalar, long minimum, long maximum, Func<BigInteger, object> convert)
    {
        var text = scalar.Text;
        var number = Prefixed(text) ?? (NumberText.IsCore(text) ? NumberText.Whole(text) : null);
        if (number is not { } whole)
        {
            var mended = NumberText.IsCore(text) || Special(text) is not null ? null : NumberText.Mend(text);
            return Not(scalar, typeof(long), Codes.BadValue, mended is not null && NumberText.Whole(mended) is null ? null : mended);
        }

        return whole < minimum || whole > maximum
            ? new ScalarReading(null, Codes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"is a whole number from {minimum} to {maximum}, not {text}"))
            : Padded(text, convert(whole));
    }

    private static ScalarReading Auto(ConfigScalar scalar)
    {
        if (scalar.Text == "auto")
        {
            return new ScalarReading(AutoInt.Auto);
        }

        var reading = Whole(scalar, int.MinValue, int.MaxValue, n => new AutoInt((int)n));
        return reading.Code == Codes.BadValue
            ? Not(scalar, typeof(AutoInt), Codes.BadValue, reading.Fix) with { Suggestion = NearestWord.Of(scalar.Text, ["auto"]) }
            : reading;
    }

    private static ScalarReading EnumWord(ConfigScalar scalar, Type type)
    {
        var names = Enum.GetNames(type);
        var words = names.Select(OptionNames.Word).ToArray();
        var index = Array.IndexOf(words, scalar.Text);
        return index >= 0
            ? new ScalarReading(Enum.Parse(type, names[index]))
            : Not(scalar, type, Codes.NotAllowed) with { Suggestion = NearestWord.Of(scalar.Text, words) };
    }

    private static ScalarReading Word(ConfigScalar scalar, Type type) =>
        OptionWord.Read(type, scalar.Text) is { } value ? new ScalarReading(value) : Not(scalar, type, Codes.BadValue);

    private static ScalarReading Padded(string text, object value)
    {
        var digits = text.TrimStart('+', '-');
        return digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1])
            ? new ScalarReading(value, Codes.LeadingZero, $"has leading zeros; it is read as {NumberText.Format(Convert.ToDouble(value is AutoInt a ? a.Value : value, CultureInfo.InvariantCulture))}")
            : new ScalarReading(value);
    }

    private static ScalarReading Not(ConfigScalar scalar, Type type, DiagnosticCode code, string? fix = null) =>
        new(null, code, $"takes {Expected(type)}, not {scalar.Describe()}", fix);

    private static double? Special(string text) => text switch
    {
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
        "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
        ".nan" or ".NaN" or ".NAN" => double.NaN,
        _ => null,
    };

    private static BigInteger? Prefixed(string text) => text switch
    {
        ['0', 'x', .. var hex] when hex.Length > 0 && hex.All(char.IsAsciiHexDigit) =>
            BigInteger.Parse($"0{hex}", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        ['0', 'o', .. var octal] when octal.Length > 0 && octal.All(c => c is >= '0' and <= '7') =>
            octal.Aggregate(BigInteger.Zero, (n, c) => (n * 8) + (c - '0')),
        _ => null,
    };
}
