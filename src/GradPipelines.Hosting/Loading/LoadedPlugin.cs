using System.Runtime.Loader;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>A plugin in the process.</summary>
public sealed class LoadedPlugin
{
    private readonly AssemblyLoadContext? context;

    internal LoadedPlugin(string id, IGradPlugin entryPoint, AssemblyLoadContext? context)
    {
        var assembly = entryPoint.GetType().Assembly.GetName();
        Id = id;
        AssemblyName = assembly.Name ?? "?";
        Version = assembly.Version ?? new Version(0, 0);
        EntryPoint = entryPoint;
        this.context = context;
    }

    /// <summary>The prefix of its names.</summary>
    public string Id { get; }

    /// <summary>The simple name of its assembly.</summary>
    public string AssemblyName { get; }

    /// <summary>The version of its assembly.</summary>
    public Version Version { get; }

    /// <summary>Its manifest; null where the application references the plugin instead of finding it in a folder.</summary>
    public PluginManifest? Manifest { get; internal init; }

    internal IGradPlugin EntryPoint { get; }

    /// <summary>Starts to unload a plugin that came from a folder; it is gone when nothing refers to its types any more.</summary>
    /// <remarks>For checks and tests. A host that has built components of it keeps it in memory.</remarks>
    public void Unload() => context?.Unload();

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version.ToString(3)} ({AssemblyName})";
}
