using System.Text.RegularExpressions;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Validation;

/// <summary>The name becomes a folder, on any system.</summary>
internal sealed partial class NameRule : IExperimentRule
{
    private static readonly string[] Devices =
    [
        "con", "prn", "aux", "nul",
        .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" }),
    ];

    /// <summary>A name that would do, from one that would not.</summary>
    public static string Mend(string name)
    {
        var mended = Other().Replace(name.ToLowerInvariant(), "-").Trim('-', '.', '_');
        mended = mended.Length > 64 ? mended[..64].TrimEnd('-', '.', '_') : mended;
        return mended.Length == 0 ? "experiment" : IsDevice(mended) ? $"{mended}-run" : mended;
    }

    public void Check(RuleContext context)
    {
        var name = context.Specification.Name;
        if (name.Length == 0 || IsGood(name))
        {
            return;
        }

        var why = name.Length > 64 ? "is longer than 64 characters"
            : IsDevice(name) ? "is a device on Windows"
            : name.EndsWith('.') ? "ends with a dot"
            : "becomes a folder: lower case letters, digits, '.', '_' and '-', beginning with a letter or digit";
        context.Diagnostics.Add(Diagnostic.Error(Codes.BadName, context.Node("name")?.Mark, $"the name '{(name.Length > 64 ? name[..61] + "..." : name)}' {why}") with
        {
            Fix = Mend(name),
        });
    }

    private static bool IsGood(string name) => name.Length <= 64 && Good().IsMatch(name) && !name.EndsWith('.') && !IsDevice(name);

    private static bool IsDevice(string name) => Devices.Contains(name.Split('.')[0]);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Good();

    [GeneratedRegex("[^a-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
