using System.Globalization;

namespace GradPipelines.Tests;

/// <summary>Comparison of numbers within a stated tolerance.</summary>
internal static class Numbers
{
    /// <summary>Each pair differs by at most the tolerance times max(1, the larger of the two); NaN equals NaN, an infinity itself.</summary>
    public static void AreClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var (e, a) = (expected[i], actual[i]);
            if (e == a || (double.IsNaN(e) && double.IsNaN(a)) || (double.IsFinite(e) && Math.Abs(e - a) <= tolerance * Math.Max(1, Math.Abs(e)))) continue;
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"element {i} of {expected.Count}: expected {e:R}, actual {a:R}, difference {a - e:G3}, allowed {tolerance:G3}"));
        }
    }
}
