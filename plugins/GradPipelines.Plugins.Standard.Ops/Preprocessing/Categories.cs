using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard.Preprocessing;

/// <summary>What is done about a value that is none of the categories.</summary>
public enum UnknownCategory
{
    /// <summary>An error that names the row.</summary>
    Error,

    /// <summary>It counts as missing: zeros for one-hot, NaN for ordinal.</summary>
    Missing,
}

/// <summary>The options of <see cref="OneHot"/> and <see cref="Ordinal"/>.</summary>
public sealed record CategoryOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The columns; label by default.</summary>
    [Description("Columns or groups of them.")]
    public ColumnSelection Columns { get; init; } = new(["label"]);

    /// <summary>The categories in order; those of the data, sorted, by default.</summary>
    [Description("The categories in their order; those of the data, sorted, if absent.")]
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>What is done about other values; error by default.</summary>
    [Description("What is done about a value that is none of the categories: error, or missing (zeros, NaN).")]
    public UnknownCategory Unknown { get; init; } = UnknownCategory.Error;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        for (var i = 0; i < Categories.Count; i++)
            if (Categories.Take(i).Contains(Categories[i])) yield return (FormattableString.Invariant($"categories.{i}"), $"the category '{Categories[i]}' stands twice");
    }
}

/// <summary>The categories of a column: texts, or numbers in their written form.</summary>
internal static class Categories
{
    /// <summary>The value of each row as text; null where it is missing.</summary>
    public static IReadOnlyList<string?> Of(Column column) =>
        column.Text ?? [.. column.Numbers!.ToArray<double>().Select(v => double.IsNaN(v) ? null : Write(v))]; // text or numbers

    /// <summary>The categories that the options give, else those the source knows, else those of the training split.</summary>
    public static string[] For(Column column, CategoryOptions options, string step) =>
        options.Categories.Count > 0 ? [.. options.Categories] : column.Schema.Categories is { Count: > 0 } known ? [.. known] : Learn(column, step);

    /// <summary>The different values: numbers by size, text by character codes, so that no culture has a say.</summary>
    /// <exception cref="DataException">All values are missing.</exception>
    public static string[] Learn(Column column, string step)
    {
        string[] found = column.Numbers is { } numbers
            ? [.. numbers.ToArray<double>().Where(v => !double.IsNaN(v)).Distinct().Order().Select(Write)]
            : [.. column.Text!.OfType<string>().Distinct().Order(StringComparer.Ordinal)]; // text or numbers
        return found.Length > 0 ? found : throw new DataException($"{step}: column '{column.Schema.Name}' has no value in the training split.");
    }

    /// <summary>The place of each row's category, -1 for one that counts as missing.</summary>
    /// <exception cref="DataException">A value is unknown or missing, and that is to be an error.</exception>
    public static int[] Places(Column column, IReadOnlyList<string> categories, bool allowUnknown, string step)
    {
        var places = new Dictionary<string, int>(categories.Select((c, i) => KeyValuePair.Create(c, i)), StringComparer.Ordinal);
        var values = Of(column);
        var result = new int[values.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[i] is { } value && places.TryGetValue(value, out var place) ? place : -1;
            if (result[i] < 0 && !allowUnknown)
                throw new DataException($"{step}: row {i + 1} of column '{column.Schema.Name}' is {(values[i] is { } v ? $"'{v}', which is none of its categories" : "missing")}. Categories: {string.Join(", ", categories)}. Write unknown: missing to let it pass.");
        }

        return result;
    }

    public static JsonObject Save(IReadOnlyList<string> categories, bool allowUnknown) => new()
    {
        ["categories"] = new JsonArray([.. categories.Select(c => (JsonNode)JsonValue.Create(c))]),
        ["unknown"] = allowUnknown ? "missing" : "error",
    };

    public static (string[] Categories, bool AllowUnknown) Restore(JsonObject state) =>
        ([.. state["categories"]!.AsArray().Select(c => c!.GetValue<string>())], state["unknown"]!.GetValue<string>() == "missing"); // Save wrote them

    /// <summary>The numbers of categories, for the step as a function; null where they are text.</summary>
    public static double[]? AsNumbers(IReadOnlyList<string> categories)
    {
        var numbers = new double[categories.Count];
        for (var i = 0; i < numbers.Length; i++)
            if (!Numbers.TryParse(categories[i], out numbers[i])) return null;
        return numbers;
    }

    /// <summary>A number as a category: its shortest text.</summary>
    public static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
