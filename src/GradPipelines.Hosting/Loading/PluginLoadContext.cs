using System.Reflection;
using System.Runtime.Loader;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>The assemblies of one plugin: its own are private to it, the contract comes from the host.</summary>
/// <remarks>
/// The shared names are looked at before the plugin's folder. The commonest mistake of plugin authors is to ship the contract's DLL
/// along; it must do no harm. Contexts are collectible, so a check or a test can unload; a running host never does, since its
/// singletons hold on to the plugin's types.
/// </remarks>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private static readonly AssemblyLoadContext Host = GetLoadContext(typeof(IGradPlugin).Assembly) ?? Default;

    private readonly string folder;
    private readonly AssemblyDependencyResolver? resolver;

    public PluginLoadContext(string pluginPath)
        : base(Path.GetFileNameWithoutExtension(pluginPath), isCollectible: true)
    {
        folder = Path.GetDirectoryName(pluginPath)!; // The path is the full path of a file.
        try
        {
            resolver = new AssemblyDependencyResolver(pluginPath);
        }
        catch (InvalidOperationException)
        {
            // The process was not started by the .NET host, or the deps.json is damaged: the folder itself will do.
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name)
        {
            return null;
        }

        if (SharedAssemblies.IsContract(name))
        {
            // By simple name: PluginCompatibility has judged the version, and a higher patch number must not be refused here.
            return Host.LoadFromAssemblyName(new AssemblyName(name));
        }

        return (SharedAssemblies.IsLibrary(name) ? FromHost(assemblyName) : null) ?? FromFolder(assemblyName, name);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static Assembly? FromHost(AssemblyName name)
    {
        try
        {
            return Host.LoadFromAssemblyName(name);
        }
        catch (FileNotFoundException)
        {
            return null; // A host without ML.NET runs a plugin that brings its own.
        }
    }

    // Null sends the runtime to the host: the framework, and what the plugin does not have itself.
    private Assembly? FromFolder(AssemblyName assemblyName, string name)
    {
        var path = resolver is null ? Path.Combine(folder, name + ".dll") : resolver.ResolveAssemblyToPath(assemblyName);
        return path is not null && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
