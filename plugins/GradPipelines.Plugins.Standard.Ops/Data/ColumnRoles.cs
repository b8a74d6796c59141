namespace GradPipelines.Plugins.Standard.Data;

/// <summary>Which of a table's columns are features and targets.</summary>
internal static class ColumnRoles
{
    /// <summary>The role of each column. Without named features, all columns that are no target are features.</summary>
    /// <exception cref="DataException">A name is no column, or a column has two roles.</exception>
    public static ColumnRole[] Assign(string source, IReadOnlyList<string> columns, IReadOnlyList<string> features, IReadOnlyList<string> targets)
    {
        foreach (var name in features.Concat(targets))
            if (!columns.Contains(name)) throw NearestColumn.Absent(source, name, columns);
        if (features.Intersect(targets).FirstOrDefault() is { } both)
            throw new DataException($"{source}: column '{both}' is a feature and a target at once, and the model would only copy it.");
        return [.. columns.Select(c => targets.Contains(c) ? ColumnRole.Target : features.Count == 0 || features.Contains(c) ? ColumnRole.Feature : ColumnRole.Other)];
    }

    /// <summary>The target names of the two ways to write them.</summary>
    public static IReadOnlyList<string> Targets(string? label, IReadOnlyList<string> targets) => label is null ? targets : [label];

    /// <summary>The rule for the two keys, for <see cref="IValidatesItself"/>.</summary>
    public static IEnumerable<(string Key, string Message)> Check(string? label, IReadOnlyList<string> targets)
    {
        if (label is null && targets.Count == 0) yield return ("label", "say what to predict: label with a column of classes, or targets with columns of numbers");
        if (label is not null && targets.Count > 0) yield return ("label", "label and targets mean the same; write one of them");
    }
}

/// <summary>The column that a misspelt name may have meant.</summary>
internal static class NearestColumn
{
    /// <summary>The error for a name that is no column.</summary>
    public static DataException Absent(string source, string name, IReadOnlyList<string> columns)
    {
        var best = columns.Select(c => (Name: c, Distance: Distance(name, c))).OrderBy(c => c.Distance).FirstOrDefault();
        var isNear = best.Name is not null && best.Distance <= Math.Max(1, name.Length / 3) && best.Distance < name.Length;
        return new DataException($"{source} has no column '{name}'{(isNear ? $"; did you mean '{best.Name}'?" : ".")} Columns: {string.Join(", ", columns)}.");
    }

    // Levenshtein's distance without regard to case, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
