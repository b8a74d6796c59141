namespace GradPipelines.Hosting.Diagnostics;

/// <summary>Finds the word that was probably meant, by Damerau-Levenshtein distance (a swap of neighbours counts once).</summary>
public static class NearestWord
{
    /// <summary>The nearest candidate, or null where none is near enough to be a slip of the fingers.</summary>
    /// <remarks>
    /// Case and the separators <c>-</c>, <c>_</c>, space and camel humps are free. Otherwise one edit in words of up to four
    /// letters, two up to eight, a third of the length beyond, and never the whole word. Ties go to the first in ordinal order.
    /// </remarks>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        var folded = Fold(word);
        if (folded.Length is 0 or > 64)
        {
            return null;
        }

        var limit = folded.Length <= 2 ? 0 : folded.Length <= 4 ? 1 : folded.Length <= 8 ? 2 : folded.Length / 3;
        string? best = null;
        var bestDistance = limit + 1;
        foreach (var candidate in candidates.Order(StringComparer.Ordinal))
        {
            var other = Fold(candidate);
            if (Math.Abs(other.Length - folded.Length) >= bestDistance || other.Length > 64)
            {
                continue;
            }

            var distance = Distance(folded, other);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Lower case without separators, so that <c>batchSize</c>, <c>batch-size</c> and <c>batch_size</c> agree.</summary>
    internal static string Fold(string word) =>
        string.Concat(word.Where(c => c is not ('-' or '_' or ' ')).Select(char.ToLowerInvariant));

    /// <summary>The number of insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                }

                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length];
    }
}
