using System.Globalization;

namespace GradPipelines.Reference;

/// <summary>A number or a shape differs from the reference.</summary>
internal sealed class MismatchException(string message) : Exception(message);

/// <summary>Compares results with reference values: equal structure and shapes, every number within a tolerance of the largest.</summary>
internal static class Comparison
{
    /// <summary>Compares a value or a structure of values.</summary>
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="actual">A tensor, number, sequence or string-keyed dictionary.</param>
    /// <param name="expected">The same as read from the file.</param>
    /// <param name="tolerance">Allowed difference relative to max(1, largest absolute entry of the expected array).</param>
    public static void Same(string what, object? actual, object? expected, double tolerance)
    {
        switch (expected)
        {
            case ComplexArray:
                throw new UnknownOperationException("complex128");
            case null:
                return;
            case object?[] list:
                var items = Items(actual);
                if (items.Count != list.Length) throw new MismatchException($"{what}: {items.Count} items, {list.Length} expected");
                for (var i = 0; i < list.Length; i++) Same($"{what}[{i}]", items[i], list[i], tolerance);
                return;
            case Dictionary<string, object?> map:
                foreach (var (key, value) in map) Same($"{what}.{key}", Entry(actual, key), value, tolerance);
                return;
            default:
                Numbers(what, Value.AsTensor(actual), Value.AsTensor(expected), tolerance, bareScalar: expected is not Tensor);
                return;
        }
    }

    /// <summary>True when every number agrees; NaN agrees with NaN, an infinity with itself.</summary>
    public static bool Close(double actual, double expected, double tolerance, double scale) =>
        actual == expected || (double.IsNaN(actual) && double.IsNaN(expected)) || (double.IsFinite(expected) && Math.Abs(actual - expected) <= tolerance * scale);

    private static void Numbers(string what, Tensor actual, Tensor expected, double tolerance, bool bareScalar)
    {
        // A bare number in a file may stand for a 0-d result of any kind; an array states its shape.
        if (!actual.Shape.Equals(expected.Shape) && !(bareScalar && actual.Size == 1))
            throw new MismatchException($"{what}: shape {actual.Shape}, expected {expected.Shape}");
        double[] a = actual.ToArray<double>(), e = expected.ToArray<double>();
        var scale = 1.0;
        foreach (var v in e)
            if (double.IsFinite(v)) scale = Math.Max(scale, Math.Abs(v));
        for (var i = 0; i < e.Length; i++)
            if (!Close(a[i], e[i], tolerance, scale))
                throw new MismatchException(string.Create(CultureInfo.InvariantCulture, $"{what}: element {i} of {e.Length} is {a[i]:R}, expected {e[i]:R} (difference {a[i] - e[i]:G3}, allowed {tolerance * scale:G3})"));
    }

    private static List<object?> Items(object? value) => value switch
    {
        Tensor t => [.. Enumerable.Range(0, t.Length).Select(i => (object?)t[i])],
        System.Runtime.CompilerServices.ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])],
        System.Collections.IEnumerable items => [.. items.Cast<object?>()],
        _ => throw new MismatchException($"a sequence is expected, not {value}"),
    };

    private static object? Entry(object? value, string key) => value is System.Collections.IDictionary map
        ? map[key]
        : value is IReadOnlyDictionary<string, Tensor> tensors ? tensors[key] : throw new MismatchException($"a dictionary with '{key}' is expected, not {value}");
}
