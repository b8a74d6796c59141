using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>Loads what discovery found: one context a plugin.</summary>
public static class PluginLoader
{
    /// <summary>Loads the assembly and makes its entry point; <see cref="IGradPlugin.Configure"/> is not called yet.</summary>
    /// <exception cref="PluginLoadException">The message says what is wrong with which plugin.</exception>
    public static LoadedPlugin Load(PluginManifest plugin)
    {
        var context = new PluginLoadContext(plugin.Path);
        try
        {
            var assembly = context.LoadFromAssemblyPath(plugin.Path);
            var type = assembly.GetType(plugin.EntryPoint)
                ?? throw new PluginLoadException(plugin.Id, $"its GradPlugin attribute names {plugin.EntryPoint}, which is not in {plugin.Path}");
            if (!typeof(IGradPlugin).IsAssignableFrom(type))
            {
                throw new PluginLoadException(plugin.Id, $"{plugin.EntryPoint} in {plugin.Path} does not implement IGradPlugin");
            }

            if (type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
            {
                throw new PluginLoadException(
                    plugin.Id, $"{plugin.EntryPoint} in {plugin.Path} is abstract or has no public constructor without parameters");
            }

            return new LoadedPlugin(plugin.Id, (IGradPlugin)Activator.CreateInstance(type)!, context) { Manifest = plugin };
        }
        catch (Exception e)
        {
            context.Unload();
            throw e as PluginLoadException
                ?? new PluginLoadException(plugin.Id, $"{plugin.Path} cannot be loaded: {(e.InnerException ?? e).Message}", e);
        }
    }
}

/// <summary>A plugin that cannot be brought into the process, or whose <see cref="IGradPlugin.Configure"/> threw.</summary>
public sealed class PluginLoadException(string id, string reason, Exception? inner = null) : Exception($"plugin '{id}': {reason}", inner)
{
    /// <summary>The plugin's id.</summary>
    public string PluginId { get; } = id;

    /// <summary>The message without the plugin's id before it.</summary>
    public string Reason { get; } = reason;
}
