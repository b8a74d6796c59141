using System.Reflection;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Hosting;

/// <summary>Adds plugins, and the application's own components, to a host.</summary>
/// <remarks>Plugins are loaded by the call that adds them, since they may register services and that has to end before the build.</remarks>
public sealed class GradPipelinesBuilder : IGradPipelinesBuilder
{
    private readonly GradPipelinesOptions options;
    private readonly List<SearchedFolder> folders = [];
    private readonly List<LoadedPlugin> loaded = [];
    private readonly List<SkippedPlugin> skipped = [];

    internal GradPipelinesBuilder(IServiceCollection services, GradPipelinesOptions options)
    {
        Services = services;
        this.options = options;
    }

    /// <inheritdoc/>
    public IServiceCollection Services { get; }

    /// <summary>What was searched, loaded and skipped so far.</summary>
    public PluginReport Report => new([.. folders], [.. loaded], [.. skipped]);

    internal ComponentRegistry Registry { get; } = new();

    /// <summary>Adds a component of the application itself; its prefix is <see cref="GradPipelinesOptions.ApplicationId"/>.</summary>
    public IGradPipelinesBuilder Add(ComponentRegistration component)
    {
        var descriptor = ComponentRegistry.Describe(options.ApplicationId, component);
        Registry.RefuseDuplicate(descriptor);
        Registry.AddRange([descriptor]);
        return this;
    }

    /// <summary>Adds a plugin that the application references; it shares the application's assemblies.</summary>
    /// <exception cref="InvalidOperationException">Its assembly has no <see cref="GradPluginAttribute"/>, or the id is taken.</exception>
    /// <exception cref="PluginLoadException">Its Configure threw; nothing of it is registered.</exception>
    public GradPipelinesBuilder AddPlugin<TPlugin>()
        where TPlugin : IGradPlugin, new()
    {
        var assembly = typeof(TPlugin).Assembly;
        var id = assembly.GetCustomAttribute<GradPluginAttribute>()?.Id
            ?? throw new InvalidOperationException(
                $"{assembly.GetName().Name} has no id: write [assembly: GradPlugin(typeof({typeof(TPlugin).Name}), \"your-id\")] in it.");
        var plugin = new LoadedPlugin(id, new TPlugin(), context: null);
        if (loaded.Any(p => p.Id == id && p.AssemblyName == plugin.AssemblyName))
        {
            return this; // Already here, from a folder or from an earlier call.
        }

        if (Refusal(plugin.Id, plugin.AssemblyName) is { } refusal)
        {
            throw new InvalidOperationException($"plugin '{id}' ({plugin.AssemblyName}): {refusal.Message}.");
        }

        Configure(plugin);
        return this;
    }

    /// <summary>Adds the plugins in folders, each <c>X/X.dll</c>; none that is found there can make the call fail.</summary>
    /// <param name="paths">
    /// A relative folder is searched beside the application and in the working directory. One that is in neither place is in the
    /// report, with what was searched, and among its errors.
    /// </param>
    public GradPipelinesBuilder AddPluginsFrom(params IReadOnlyList<string> paths) => AddPluginsFrom(paths.SelectMany(Candidates).ToList());

    /// <summary>Adds the plugins in folders of known origin: <see cref="PluginSearchPath.Standard"/> gives the command line's.</summary>
    public GradPipelinesBuilder AddPluginsFrom(IEnumerable<PluginFolder> searchPath)
    {
        AddPluginsFrom(searchPath, options.ShouldLoad);
        return this;
    }

    internal void AddStandardPlugins() => AddPluginsFrom(
        [new PluginFolder(Path.Combine(options.ApplicationBase, PluginSearchPath.FolderName), "beside the application")],
        plugin => plugin.Id == ComponentName.StandardId && options.ShouldLoad(plugin));

    private void AddPluginsFrom(IEnumerable<PluginFolder> searchPath, Func<PluginManifest, bool> shouldLoad)
    {
        var result = PluginDiscovery.Search(searchPath, options.Contract);
        folders.RemoveAll(f => result.Folders.Any(again => again.Folder.Path == f.Folder.Path));
        folders.AddRange(result.Folders);
        skipped.RemoveAll(s => result.Skipped.Any(again => again.Path == s.Path) || result.Plugins.Any(again => again.Folder == s.Path));
        skipped.AddRange(result.Skipped);
        foreach (var plugin in result.Plugins.Where(p => loaded.All(l => l.Manifest?.Path != p.Path)))
        {
            if (!shouldLoad(plugin))
            {
                skipped.Add(new SkippedPlugin(plugin.Id, plugin.Folder, PluginSkipReason.NotSelected, $"{plugin.Folder} was not asked for"));
            }
            else if (Refusal(plugin.Id, plugin.AssemblyName) is { } refusal)
            {
                skipped.Add(new SkippedPlugin(plugin.Id, plugin.Folder, refusal.Reason, $"{plugin.Folder}: {refusal.Message}"));
            }
            else
            {
                LoadAndConfigure(plugin);
            }
        }
    }

    private void LoadAndConfigure(PluginManifest plugin)
    {
        LoadedPlugin? candidate = null;
        try
        {
            candidate = PluginLoader.Load(plugin);
            Configure(candidate);
        }
        catch (PluginLoadException e)
        {
            candidate?.Unload();
            var reason = candidate is null ? PluginSkipReason.LoadFailed : PluginSkipReason.ConfigureFailed;
            skipped.Add(new SkippedPlugin(plugin.Id, plugin.Folder, reason, e.Reason, e.InnerException ?? e));
        }
    }

    private void Configure(LoadedPlugin plugin)
    {
        try
        {
            StagedPluginBuilder.Configure(plugin.Id, plugin.EntryPoint, Services, Registry);
        }
        catch (Exception e)
        {
            throw new PluginLoadException(
                plugin.Id, $"Configure of {plugin.EntryPoint.GetType().FullName} threw {e.GetType().Name}: {e.Message}", e);
        }

        loaded.Add(plugin);
    }

    private (PluginSkipReason Reason, string Message)? Refusal(string id, string assemblyName)
    {
        if (id == options.ApplicationId)
        {
            return (PluginSkipReason.ReservedId, $"the id '{id}' is kept for the application's own components");
        }

        var rival = loaded.FirstOrDefault(p => p.Id == id && (id != ComponentName.StandardId || p.AssemblyName == assemblyName));
        return rival is null
            ? null
            : (PluginSkipReason.DuplicateId, $"the id '{id}' is taken by {rival.Manifest?.Folder ?? rival.AssemblyName}");
    }

    private IEnumerable<PluginFolder> Candidates(string path)
    {
        if (Path.IsPathFullyQualified(path))
        {
            return [new PluginFolder(path, "AddPluginsFrom", Required: true)];
        }

        var beside = Path.GetFullPath(path, Path.GetFullPath(options.ApplicationBase));
        var local = Path.GetFullPath(path, Path.GetFullPath(options.WorkingDirectory));
        // One of the two is enough; that both are missing is one error, which shows both.
        var inNeither = !Directory.Exists(beside) && !Directory.Exists(local);
        return
        [
            new PluginFolder(beside, "beside the application"),
            new PluginFolder(local, "in the working directory", inNeither),
        ];
    }
}
