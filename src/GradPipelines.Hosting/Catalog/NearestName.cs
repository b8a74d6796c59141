namespace GradPipelines.Hosting;

/// <summary>"Did you mean": the legal word that is nearest to a mistyped one.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest edits (insert, delete, replace, swap of neighbours), or null where none is near.</summary>
    /// <remarks>
    /// Near is one edit for up to four letters, then one more for every three. Case, and <c>_</c> for <c>-</c>, cost nothing. Of
    /// several at the same distance the first in ordinal order is taken.
    /// </remarks>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        var wanted = Fold(word);
        var limit = 1 + (Math.Max(wanted.Length - 2, 0) / 3);
        return candidates
            .Select(candidate => (candidate, distance: Distance(wanted, Fold(candidate))))
            .Where(c => c.distance <= limit && c.distance < wanted.Length)
            .OrderBy(c => c.distance)
            .ThenBy(c => c.candidate, StringComparer.Ordinal)
            .Select(c => c.candidate)
            .FirstOrDefault();
    }

    private static string Fold(string word) => word.ToLowerInvariant().Replace('_', '-');

    // Optimal string alignment over three rows.
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1], last = new int[b.Length + 1], row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
