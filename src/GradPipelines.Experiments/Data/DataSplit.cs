using GradPipelines.Experiments.Specification;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Data;

/// <summary>The rows of each split, by name: train, val, test.</summary>
internal static class DataSplit
{
    public const string Train = "train";
    public const string Validation = "val";
    public const string Test = "test";

    /// <summary>Divides a table; every row is in exactly one split.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="split">The fractions; null trains on everything.</param>
    /// <param name="key">The random stream of the division.</param>
    /// <exception cref="DataException">A split would be empty.</exception>
    public static IReadOnlyDictionary<string, Dataset> Divide(Dataset data, SplitSpecification? split, Key key)
    {
        if (split is null) return new Dictionary<string, Dataset> { [Train] = data };
        var groups = split.Stratify is { } column ? Strata(data, column) : [[.. Enumerable.Range(0, data.Rows).Select(i => (long)i)]];
        var parts = new Dictionary<string, List<long>> { [Train] = [], [Validation] = [], [Test] = [] };
        for (var g = 0; g < groups.Count; g++)
        {
            var rows = split.Shuffle ? key.Fold(g).Permutation(groups[g].Length).ToArray<long>().Select(i => groups[g][i]).ToArray() : groups[g];
            var train = (int)Math.Round(split.Train * rows.Length, MidpointRounding.AwayFromZero);
            var rest = Math.Min(rows.Length, (int)Math.Round((split.Train + (split.Val ?? 0)) * rows.Length, MidpointRounding.AwayFromZero));
            if (split.Test is null or 0) rest = rows.Length;
            parts[Train].AddRange(rows[..train]);
            parts[Validation].AddRange(rows[train..rest]);
            parts[Test].AddRange(rows[rest..]);
        }

        var result = new Dictionary<string, Dataset>();
        foreach (var (name, fraction) in new[] { (Train, split.Train), (Validation, split.Val ?? 0), (Test, split.Test ?? 0) })
        {
            if (fraction == 0) continue;
            if (parts[name].Count == 0) throw new DataException($"The split '{name}' would be empty: {fraction} of {data.Rows} rows.");
            // In the order of the file: the order of the rows must not depend on the draw.
            parts[name].Sort();
            result[name] = data.Take(NdArray.From(parts[name].ToArray()));
        }

        return result;
    }

    private static List<long[]> Strata(Dataset data, string column)
    {
        var values = data[column] is { Text: { } text }
            ? text.Select(t => t ?? "").ToArray()
            : [.. data[column].Numbers!.ToArray<double>().Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture))];
        return [.. values.Select((value, row) => (value, row: (long)row)).GroupBy(v => v.value, v => v.row, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray())];
    }
}
