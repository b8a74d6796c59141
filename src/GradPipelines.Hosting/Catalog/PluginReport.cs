namespace GradPipelines.Hosting;

/// <summary>What was searched, what was loaded, and what was skipped and why.</summary>
/// <param name="Folders">The searched folders in order; empty where the application only references its plugins.</param>
/// <param name="Loaded">The plugins in the process, in the order of loading.</param>
/// <param name="Skipped">Those that were found and are not used.</param>
public sealed record PluginReport(
    IReadOnlyList<SearchedFolder> Folders, IReadOnlyList<LoadedPlugin> Loaded, IReadOnlyList<SkippedPlugin> Skipped)
{
    /// <summary>
    /// What is wrong whatever the experiment needs: two plugins of one id, and a folder that somebody named and that is not there.
    /// A plugin that is broken or too new is an error only for an experiment that needs it: <see cref="PluginRequirements"/>.
    /// </summary>
    public IReadOnlyList<string> Errors =>
    [
        .. Folders.Where(f => f is { Exists: false, Folder: { Required: true, Path: not null } })
            .Select(f => $"no plugin folder {f.Folder.Path} ({f.Folder.Origin}); {Searched}"),
        .. Skipped.Where(IsConflict).Select(s => s.Message).Distinct(),
    ];

    /// <summary>The report as sentences, for the tail of an error: skipped plugins, loaded plugins, searched folders.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Skipped.Where(s => s.Reason != PluginSkipReason.NotSelected).Select(Describe).Distinct(),
        Loaded.Count == 0 ? "no plugin is loaded" : $"loaded: {string.Join(", ", Loaded)}",
        Searched,
    ];

    private string Searched => Folders.Count == 0 ? "searched: no folder" : $"searched: {string.Join(", ", Folders.Select(Describe))}";

    /// <summary>The skipped plugin in a sentence.</summary>
    public static string Describe(SkippedPlugin plugin) => plugin.Id is null
        ? $"skipped: {plugin.Message}"
        : $"plugin '{plugin.Id}' was found but skipped: {plugin.Message}";

    private static string Describe(SearchedFolder searched)
    {
        var (folder, exists, plugins) = searched;
        return folder.Path is null
            ? $"{folder.Origin} (unset)"
            : $"{folder.Path} ({folder.Origin}: {(exists ? plugins == 1 ? "1 plugin" : $"{plugins} plugins" : "not found")})";
    }

    // A second copy of a built-in is harmless: the application's own is used.
    private static bool IsConflict(SkippedPlugin plugin) =>
        plugin.Reason == PluginSkipReason.DuplicateId && plugin.Id != Plugins.ComponentName.StandardId;
}
