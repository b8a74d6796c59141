using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Hosting;

/// <summary>An entry of an experiment's <c>plugins:</c> list: it states a need and adds no search folder.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Version">A floating version such as <c>1.*</c>; <c>*</c> takes any.</param>
public sealed record PluginRequirement(string Id, string Version = "*");

/// <summary>A need that is not met.</summary>
/// <param name="Requirement">The entry.</param>
/// <param name="Message">Why, and what to do.</param>
public sealed record UnmetRequirement(PluginRequirement Requirement, string Message);

/// <summary>Compares what an experiment needs with what is loaded.</summary>
public static class PluginRequirements
{
    /// <summary>The needs that are not met, each with its reason; empty where all are.</summary>
    public static IReadOnlyList<UnmetRequirement> Check(IEnumerable<PluginRequirement> requirements, PluginReport plugins)
    {
        var unmet = new List<UnmetRequirement>();
        foreach (var requirement in requirements)
        {
            if (Obstacle(requirement, plugins) is { } message)
            {
                unmet.Add(new UnmetRequirement(requirement, message));
            }
        }

        return unmet;
    }

    private static string? Obstacle(PluginRequirement requirement, PluginReport plugins)
    {
        if (!FloatingVersion.TryParse(requirement.Version, out var wanted))
        {
            return $"'{requirement.Version}' is no version for plugin '{requirement.Id}': write 1.*, 1.2.*, an exact 1.2.3, or *";
        }

        var found = plugins.Loaded.Where(p => p.Id == requirement.Id).ToList();
        if (found.Count > 0)
        {
            return found.FirstOrDefault(p => !wanted.Includes(p.Version)) is { } other
                ? $"the experiment needs plugin '{requirement.Id}' {requirement.Version}, loaded is {other.Version.ToString(3)} " +
                    $"({other.Manifest?.Folder ?? other.AssemblyName})"
                : null;
        }

        var reasons = plugins.Skipped.Where(s => s.Id == requirement.Id).Select(PluginReport.Describe).Distinct().ToList();
        if (reasons.Count > 0)
        {
            return string.Join("; ", reasons);
        }

        var nearest = NearestWord.Of(requirement.Id, plugins.Loaded.Select(p => p.Id));
        var hint = nearest is null ? "" : $"; did you mean '{nearest}'?";
        return $"no plugin '{requirement.Id}' was found{hint} ({string.Join("; ", plugins.Lines)})";
    }
}
