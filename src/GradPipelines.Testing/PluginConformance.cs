using System.Reflection;
using GradPipelines.Hosting;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Testing;

/// <summary>The promises that every plugin makes, as one call in the plugin's own test project; needs no test framework.</summary>
/// <remarks>
/// Checked are names, summaries and versions; that options have legal types and descriptions, and defaults
/// that are valid and come back the same from a file; that the services can
/// fill every constructor; that registering twice gives the same; and that the built DLL is found, accepted and loaded in a fresh
/// context, as a host would.
/// </remarks>
public static class PluginConformance
{
    /// <summary>Checks a referenced plugin, then its DLL.</summary>
    /// <exception cref="ConformanceException">Any finding; the message lists all.</exception>
    public static void Verify<TPlugin>()
        where TPlugin : IGradPlugin, new()
    {
        List<string> findings = [.. CheckRegistrations(grad => grad.AddPlugin<TPlugin>())];
        var assembly = typeof(TPlugin).Assembly;
        findings.AddRange(CheckFile(assembly.Location, typeof(TPlugin)));
        Throw(typeof(TPlugin).FullName ?? typeof(TPlugin).Name, findings);
    }

    /// <summary>Checks a built plugin in its folder <c>X/X.dll</c>, with no test project: what <c>plugin check</c> runs.</summary>
    /// <exception cref="ConformanceException">Any finding; the message lists all.</exception>
    public static void VerifyFolder(string folder)
    {
        var found = PluginDiscovery.Search([new PluginFolder(Path.GetFullPath(folder), "check", Required: true)], HostContract.Current);
        var report = new PluginReport(found.Folders, [], found.Skipped);
        List<string> findings = [.. report.Errors, .. found.Skipped.Select(s => s.Message)];
        if (found.Plugins.Count == 0 && findings.Count == 0)
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            findings.Add($"{folder} holds no plugin: neither {name}.dll nor a folder X with X.dll");
        }

        foreach (var plugin in found.Plugins)
        {
            var obstacles = CheckFile(plugin.Path, expected: null);
            findings.AddRange(obstacles.Count > 0 ? obstacles : CheckRegistrations(grad => grad.AddPluginsFrom(plugin.Folder)));
        }

        Throw(folder, findings);
    }

    private static IEnumerable<string> CheckRegistrations(Action<GradPipelinesBuilder> add)
    {
        List<string> findings = [];
        List<ComponentDescriptor> first = Register(add, findings), second = Register(add, findings);
        if (findings.Count > 0)
        {
            return findings.Distinct();
        }

        if (first.Count == 0)
        {
            findings.Add("Configure registers no component");
        }

        if (!first.Select(d => (d.Kind, d.Name, d.Version)).SequenceEqual(second.Select(d => (d.Kind, d.Name, d.Version))))
        {
            findings.Add("Configure registers other components when it is called again: it must depend on nothing but its argument");
        }

        return findings;
    }

    private static List<ComponentDescriptor> Register(Action<GradPipelinesBuilder> add, List<string> findings)
    {
        var grad = new ServiceCollection().AddGradPipelines(options => options.LoadStandardPlugins = false);
        try
        {
            add(grad);
        }
        catch (Exception e) when (e is PluginLoadException or InvalidOperationException)
        {
            findings.Add(e.Message);
        }

        findings.AddRange(grad.Report.Skipped.Select(s => s.Message));
        using var services = grad.Services.BuildServiceProvider();
        var catalog = services.GetRequiredService<IComponentCatalog>();
        var known = services.GetRequiredService<IServiceProviderIsService>();
        findings.AddRange(catalog.All.SelectMany(d => ComponentRules.Check(d, catalog, known)));
        return [.. catalog.All];
    }

    private static List<string> CheckFile(string path, Type? expected)
    {
        if (path.Length == 0)
        {
            return ["the plugin's assembly has no file (single-file or in-memory), so its loading cannot be checked"];
        }

        try
        {
            var manifest = PluginManifestReader.Read(path);
            if (PluginCompatibility.Check(manifest, HostContract.Current) is { } obstacle)
            {
                return [obstacle];
            }

            var plugin = PluginLoader.Load(manifest);
            plugin.Unload();
            return expected is null || manifest.EntryPoint == expected.FullName
                ? []
                : [$"the GradPlugin attribute of {manifest.AssemblyName} names {manifest.EntryPoint}, not {expected.FullName}"];
        }
        catch (Exception e) when (e is PluginManifestException or PluginLoadException)
        {
            return [e.Message];
        }
    }

    private static void Throw(string subject, List<string> findings)
    {
        if (findings.Count > 0)
        {
            throw new ConformanceException(subject, [.. findings.Distinct()]);
        }
    }
}
