using System.Globalization;
using System.Text.Json.Nodes;

namespace GradPipelines.Plugins.Standard;

/// <summary>Doubles in JSON, where NaN and the infinities are text; every finite number is read back to the bit.</summary>
internal static class Numbers
{
    public static JsonNode Write(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    public static JsonArray Write(IEnumerable<double> values) => [.. values.Select(Write)];

    public static double Read(JsonNode? node) => node!.GetValueKind() == System.Text.Json.JsonValueKind.String // never absent in what Write gave
        ? double.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture)
        : node.GetValue<double>();

    public static double[] ReadAll(JsonNode? node) => [.. node!.AsArray().Select(Read)]; // never absent in what Write gave

    /// <summary>True for a number as files write it, whatever the culture; thousands separators and currency signs are none.</summary>
    public static bool TryParse(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
