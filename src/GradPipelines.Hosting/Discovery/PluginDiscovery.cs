using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>Finds plugins in folders by metadata alone.</summary>
/// <remarks>
/// A plugin is <c>X/X.dll</c>: a folder with the assembly's name. The result does not depend on the order in which the file system
/// lists folders, and nothing that is found can make the search fail.
/// </remarks>
public static class PluginDiscovery
{
    private const string StandardAssemblies = "GradPipelines.Plugins.Standard.";

    /// <summary>Searches the folders; a folder that is reached twice counts once.</summary>
    public static PluginSearchResult Search(IEnumerable<PluginFolder> folders, HostContract host)
    {
        var searched = new List<SearchedFolder>();
        var usable = new List<PluginManifest>();
        var skipped = new List<SkippedPlugin>();
        var seen = new HashSet<string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            if (folder.Path is null || !Directory.Exists(folder.Path))
            {
                searched.Add(new SearchedFolder(folder, Exists: false, Plugins: 0));
                continue;
            }

            var files = PluginFiles(folder.Path, skipped);
            searched.Add(new SearchedFolder(folder, Exists: true, files.Count));
            foreach (var file in files.Where(seen.Add))
            {
                Examine(file, host, usable, skipped);
            }
        }

        var unique = RemoveDuplicates(usable, skipped);
        return new PluginSearchResult(searched, unique, skipped);
    }

    private static void Examine(string file, HostContract host, List<PluginManifest> usable, List<SkippedPlugin> skipped)
    {
        var folder = Path.GetDirectoryName(file)!; // The file was found in a folder.
        try
        {
            var plugin = PluginManifestReader.Read(file);
            if (plugin.AssemblyName != Path.GetFileNameWithoutExtension(file))
            {
                var message = $"{file} is the assembly {plugin.AssemblyName}, renamed; folder and file must have the assembly's name";
                skipped.Add(new SkippedPlugin(plugin.Id, folder, PluginSkipReason.NotAPlugin, message));
            }
            else if (plugin.Id == ComponentName.StandardId && !plugin.AssemblyName.StartsWith(StandardAssemblies, StringComparison.Ordinal))
            {
                var message = $"{folder} takes the id '{plugin.Id}', which is kept for the built-ins";
                skipped.Add(new SkippedPlugin(plugin.Id, folder, PluginSkipReason.ReservedId, message));
            }
            else if (PluginCompatibility.Check(plugin, host) is { } obstacle)
            {
                skipped.Add(new SkippedPlugin(plugin.Id, folder, PluginSkipReason.Incompatible, obstacle));
            }
            else
            {
                usable.Add(plugin);
            }
        }
        catch (PluginManifestException e)
        {
            skipped.Add(new SkippedPlugin(null, folder, e.Reason, e.Message, e.InnerException));
        }
    }

    // The folder itself may be a plugin's: people point at Acme.Softsign as often as at its parent.
    private static List<string> PluginFiles(string root, List<SkippedPlugin> skipped)
    {
        string[] children;
        try
        {
            root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
            children = [root, .. Directory.GetDirectories(root)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            skipped.Add(new SkippedPlugin(null, root, PluginSkipReason.Unreadable, $"{root} cannot be listed ({e.Message})", e));
            return [];
        }

        var files = new List<string>();
        foreach (var child in children.Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(child);
            var file = Path.Combine(child, name + ".dll");
            if (File.Exists(file))
            {
                files.Add(file);
            }
            else if (child != root && Directory.EnumerateFiles(child, "*.dll").Any())
            {
                var message = $"{child} holds DLLs but no {name}.dll; the folder must have the name of the plugin's assembly";
                skipped.Add(new SkippedPlugin(null, child, PluginSkipReason.NotAPlugin, message));
            }
        }

        return files;
    }

    // None of the rivals is loaded: which code runs must not depend on the order of the search path. The built-ins come as several
    // assemblies of one id, so there the first copy of each assembly, which is the application's own, is the one.
    private static List<PluginManifest> RemoveDuplicates(List<PluginManifest> usable, List<SkippedPlugin> skipped)
    {
        var unique = new List<PluginManifest>();
        foreach (var group in usable.GroupBy(p => p.Id == ComponentName.StandardId ? $"{p.Id}/{p.AssemblyName}" : p.Id, StringComparer.Ordinal))
        {
            var rivals = group.ToList();
            if (rivals.Count == 1 || rivals[0].Id == ComponentName.StandardId)
            {
                unique.Add(rivals[0]);
                skipped.AddRange(rivals.Skip(1).Select(
                    p => new SkippedPlugin(p.Id, p.Folder, PluginSkipReason.DuplicateId, $"{p.Folder} is a second copy of {rivals[0].Folder}")));
                continue;
            }

            var paths = string.Join(" and ", rivals.Select(p => p.Folder));
            skipped.AddRange(rivals.Select(p => new SkippedPlugin(
                p.Id, p.Folder, PluginSkipReason.DuplicateId, $"{paths} have the same id '{p.Id}': remove all but one of the folders")));
        }

        return
        [
            .. unique
                .OrderBy(p => p.Id != ComponentName.StandardId)
                .ThenBy(p => p.Id, StringComparer.Ordinal)
                .ThenBy(p => p.AssemblyName, StringComparer.Ordinal),
        ];
    }
}
