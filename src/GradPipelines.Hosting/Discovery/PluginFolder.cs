namespace GradPipelines.Hosting;

/// <summary>A folder to be searched for plugins, and why it is searched.</summary>
/// <param name="Path">The folder of plugin folders (or one plugin's own folder); null where the origin is an unset variable.</param>
/// <param name="Origin">Who asked for it, as messages name it.</param>
/// <param name="Required">True where somebody named the folder, so that its absence is an error and no mere note.</param>
public sealed record PluginFolder(string? Path, string Origin, bool Required = false);

/// <summary>The folders that a host searches, in order.</summary>
public static class PluginSearchPath
{
    /// <summary>The variable with further folders, separated as in PATH.</summary>
    public const string Variable = "GRADPIPELINES_PLUGINS";

    /// <summary>The folder's name beside the application and in the working directory.</summary>
    public const string FolderName = "plugins";

    /// <summary>
    /// The command line's order: beside the application, in the working directory, the variable, then <c>--plugin-dir</c>. An
    /// experiment file adds none: opening somebody's YAML must not load code from their path.
    /// </summary>
    /// <param name="applicationBase">The folder of the application.</param>
    /// <param name="workingDirectory">Relative folders start here.</param>
    /// <param name="variable">The value of <see cref="Variable"/>, null where it is unset.</param>
    /// <param name="pluginDirs">The values of <c>--plugin-dir</c>.</param>
    public static IReadOnlyList<PluginFolder> Standard(
        string applicationBase, string workingDirectory, string? variable, IEnumerable<string> pluginDirs)
    {
        List<PluginFolder> folders =
        [
            new(Path.Combine(applicationBase, FolderName), "beside the application"),
            new(Path.Combine(workingDirectory, FolderName), "in the working directory"),
        ];
        var named = variable?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        folders.AddRange(
            named.Length == 0
                ? [new PluginFolder(null, "$" + Variable)]
                : named.Select(folder => new PluginFolder(Path.GetFullPath(folder, workingDirectory), "$" + Variable)));
        folders.AddRange(pluginDirs.Select(
            folder => new PluginFolder(Path.GetFullPath(folder, workingDirectory), "--plugin-dir", Required: true)));
        return folders;
    }
}
