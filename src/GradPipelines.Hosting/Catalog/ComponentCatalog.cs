using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting;

/// <summary>The components of a built host, by kind and full name.</summary>
public sealed class ComponentCatalog : IComponentCatalog
{
    private readonly Dictionary<(ComponentKind Kind, string Name), ComponentDescriptor> components;

    /// <summary>Makes a catalog of descriptors whose kind and name are unique.</summary>
    public ComponentCatalog(IEnumerable<ComponentDescriptor> descriptors, PluginReport plugins)
    {
        components = descriptors.ToDictionary(d => (d.Kind, d.Name));
        All = [.. components.Values.OrderBy(d => d.Kind).ThenBy(d => d.Name, StringComparer.Ordinal)];
        Plugins = plugins;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ComponentDescriptor> All { get; }

    /// <summary>Where the components came from.</summary>
    public PluginReport Plugins { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> SearchReport => Plugins.Lines;

    /// <inheritdoc/>
    public ComponentDescriptor? Find(ComponentKind kind, string name) => components.GetValueOrDefault((kind, name));

    /// <summary>The names of a kind, sorted.</summary>
    public IEnumerable<string> NamesOf(ComponentKind kind) => All.Where(d => d.Kind == kind).Select(d => d.Name);

    /// <summary>The kinds that have a component of this name.</summary>
    public IEnumerable<ComponentKind> KindsOf(string name) => All.Where(d => d.Name == name).Select(d => d.Kind);

    /// <summary>The name of that kind which was probably meant, or null.</summary>
    /// <remarks><c>softsign</c> finds <c>acme.softsign</c>, and the other way round: a wrong prefix is the likeliest mistake.</remarks>
    public string? DidYouMean(ComponentKind kind, string name)
    {
        var local = LocalName(name);
        return NamesOf(kind).FirstOrDefault(n => LocalName(n) == local && n != name)
            ?? NearestWord.Of(name, NamesOf(kind))
            ?? (local == name ? null : NearestWord.Of(local, NamesOf(kind)));
    }

    /// <summary>The lines of a "no such component" error: what was asked for, the likely repair, then the search report.</summary>
    public IReadOnlyList<string> NotFound(ComponentKind kind, string name)
    {
        List<string> lines = [$"no component '{name}' (kind: {ComponentNames.Label(kind)})"];
        if (DidYouMean(kind, name) is { } nearest)
        {
            lines.Add($"did you mean '{nearest}'?");
        }

        var others = KindsOf(name).Select(ComponentNames.Label).ToList();
        if (others.Count > 0)
        {
            lines.Add($"'{name}' is a component of another kind: {string.Join(", ", others)}");
        }

        if (ComponentName.PluginIdOf(name) is { } id && Plugins.Loaded.Any(p => p.Id == id))
        {
            var offered = NamesOf(kind).Where(n => ComponentName.PluginIdOf(n) == id).ToList();
            lines.Add($"plugin '{id}' offers of this kind: {(offered.Count == 0 ? "nothing" : string.Join(", ", offered))}");
        }

        lines.AddRange(SearchReport);
        return lines;
    }

    private static string LocalName(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
