using System.Globalization;
using GradPipelines.Experiments.Specification;

namespace GradPipelines.Experiments.Runs;

/// <summary>Checks the assertions of a file against a run's quantities.</summary>
internal static class Expectations
{
    public static IReadOnlyList<ExpectationResult> Check(IReadOnlyDictionary<string, ExpectationSpecification> expect, IReadOnlyDictionary<string, QuantitySummary> quantities) =>
        [.. expect.Select(e =>
        {
            var value = quantities.TryGetValue(e.Key, out var q) ? q.Final : double.NaN;
            return new ExpectationResult(e.Key, Describe(e.Value), value, Holds(e.Value, value));
        })];

    // Written so that NaN meets nothing.
    private static bool Holds(ExpectationSpecification e, double value) =>
        double.IsFinite(value)
        && (e.Min is not { } min || value >= min)
        && (e.Max is not { } max || value <= max)
        && (e.Near is not { } near || Math.Abs(value - near) <= (e.Within ?? 0));

    private static string Describe(ExpectationSpecification e)
    {
        var parts = new List<string>();
        if (e.Min is { } min) parts.Add(string.Create(CultureInfo.InvariantCulture, $">= {min:R}"));
        if (e.Max is { } max) parts.Add(string.Create(CultureInfo.InvariantCulture, $"<= {max:R}"));
        if (e.Near is { } near) parts.Add(string.Create(CultureInfo.InvariantCulture, $"within {e.Within ?? 0:R} of {near:R}"));
        return string.Join(" and ", parts);
    }
}
