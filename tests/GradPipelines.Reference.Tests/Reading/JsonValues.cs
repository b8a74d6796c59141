using System.Text.Json;

namespace GradPipelines.Reference;

/// <summary>A complex array of a reference file; the engine has no complex dtype yet.</summary>
internal sealed record ComplexArray(Shape Shape);

/// <summary>JSON as the values that expressions work on: Tensor, double, long, bool, string, null, object?[] and dictionaries.</summary>
internal static class JsonValues
{
    /// <summary>The value of an element.</summary>
    public static object? Read(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(e),
        JsonValueKind.String => Text(e.GetString()!),
        JsonValueKind.Array => e.EnumerateArray().Select(Read).ToArray(),
        _ => e.TryGetProperty("shape", out _) ? Array(e) : e.EnumerateObject().ToDictionary(p => p.Name, p => Read(p.Value), StringComparer.Ordinal),
    };

    /// <summary>A member of an object, null if it is absent.</summary>
    public static object? Member(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? Read(value) : null;

    // The cast keeps whole numbers whole: the common type of the two branches would be double.
    private static object Number(JsonElement e) => e.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? e.GetDouble() : (object)e.GetInt64();

    private static object Text(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => text,
    };

    private static object Array(JsonElement e)
    {
        Shape shape = e.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32()).ToArray();
        if (e.TryGetProperty("re", out _)) return new ComplexArray(shape);
        var data = e.GetProperty("data").EnumerateArray();
        return (e.TryGetProperty("dtype", out var dtype) ? dtype.GetString() : "float64") switch
        {
            "int64" => Tensor.From<long>(data.Select(d => d.GetInt64()).ToArray(), shape),
            "bool" => Tensor.From<bool>(data.Select(d => d.GetBoolean()).ToArray(), shape),
            _ => Tensor.From<double>(data.Select(d => Convert.ToDouble(Read(d), System.Globalization.CultureInfo.InvariantCulture)).ToArray(), shape),
        };
    }
}
