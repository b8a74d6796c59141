using System.Globalization;
using System.Text.Json;

namespace GradPipelines.Plugins.Standard.Tests;

/// <summary>One recorded case of a reference file; the folder can be set by GRADPIPELINES_REFERENCE.</summary>
public sealed class ReferenceCase(JsonElement json)
{
    public string Id => json.GetProperty("id").GetString()!;

    public static IEnumerable<ReferenceCase> Read(string file)
    {
        var folder = Environment.GetEnvironmentVariable("GRADPIPELINES_REFERENCE") is { Length: > 0 } set ? set : Path.Combine(AppContext.BaseDirectory, "Reference");
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return [.. document.RootElement.Clone().EnumerateArray().Select(e => new ReferenceCase(e))];
    }

    public static ReferenceCase Find(string file, string id) => Read(file).Single(c => c.Id == id);

    /// <summary>The ids of the cases whose property has one of these values, as theory data.</summary>
    public static TheoryData<string> Ids(string file, string property, Func<ReferenceCase, bool>? where, params string[] values) =>
        [.. Read(file).Where(c => values.Contains(c.Text(property)) && (where is null || where(c))).Select(c => c.Id)];

    public string Text(string property) => json.GetProperty(property).GetString()!;

    public bool Has(params string[] path) => Try(path) is not null;

    public double Number(params string[] path) => Number(Try(path)!.Value);

    public double[] Numbers(params string[] path) => [.. Try(path)!.Value.EnumerateArray().Select(Number)];

    public string String(params string[] path) => Try(path)!.Value.GetString()!;

    public bool Flag(params string[] path) => Try(path) is { ValueKind: JsonValueKind.True };

    public NdArray Array(params string[] path)
    {
        var array = Try(path)!.Value;
        Shape shape = [.. array.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];
        double[] data = [.. array.GetProperty("data").EnumerateArray().Select(Number)];
        return NdArray.From<double>(data, shape);
    }

    private JsonElement? Try(string[] path)
    {
        var at = json;
        foreach (var step in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at)) return null;
        return at;
    }

    private static double Number(JsonElement e) => e.ValueKind == JsonValueKind.String ? double.Parse(e.GetString()!, CultureInfo.InvariantCulture) : e.GetDouble();
}

/// <summary>Comparison of arrays as the reference states tolerances: relative to the larger of 1 and the largest expected number.</summary>
public static class Close
{
    public static void To(NdArray expected, Tensor actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Shape, actual.Shape);
        To(expected.ToArray<double>(), actual.ToArray<double>(), tolerance, what);
    }

    public static void To(double[] expected, double[] actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale || expected[i].Equals(actual[i]), FormattableString.Invariant($"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}, apart by {Math.Abs(expected[i] - actual[i]) / scale:G3} of the scale"));
    }
}
