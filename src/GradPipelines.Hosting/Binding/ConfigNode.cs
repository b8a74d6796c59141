using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Hosting.Binding;

/// <summary>A node of a configuration text: a scalar, a list or a mapping, with its exact place. Immutable.</summary>
/// <param name="mark">Where it is written.</param>
public abstract class ConfigNode(SourceMark? mark)
{
    /// <summary>Where it is written; null for a default that no text mentions.</summary>
    public SourceMark? Mark { get; } = mark;

    /// <summary>True for an unquoted <c>null</c>, <c>~</c> or nothing at all.</summary>
    public virtual bool IsNull => false;

    /// <summary>What a message calls it: <c>a list</c>, <c>a mapping</c>, <c>'abc'</c>.</summary>
    public abstract string Describe();
}

/// <summary>A list of nodes.</summary>
public sealed class ConfigList(IReadOnlyList<ConfigNode> items, SourceMark? mark) : ConfigNode(mark)
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<ConfigNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Describe() => "a list";
}

/// <summary>One key of a mapping with its value.</summary>
/// <param name="Key">The key, a scalar.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigEntry(ConfigScalar Key, ConfigNode Value)
{
    /// <summary>The key's text.</summary>
    public string Name => Key.Text;
}

/// <summary>An ordered mapping with distinct keys.</summary>
public sealed class ConfigMapping(IReadOnlyList<ConfigEntry> entries, SourceMark? mark) : ConfigNode(mark)
{
    private readonly Lazy<Dictionary<string, ConfigEntry>> _byName =
        new(() => entries.ToDictionary(e => e.Name, StringComparer.Ordinal));

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<ConfigEntry> Entries { get; } = entries;

    /// <summary>The value of a key, or null.</summary>
    public ConfigNode? this[string key] => Find(key)?.Value;

    /// <summary>The entry of a key, or null.</summary>
    public ConfigEntry? Find(string key) => _byName.Value.GetValueOrDefault(key);

    /// <summary>The mapping with the entry in place of the one of the same name, or at the end.</summary>
    public ConfigMapping With(ConfigEntry entry) => Find(entry.Name) is null
        ? new ConfigMapping([.. Entries, entry], Mark)
        : new ConfigMapping([.. Entries.Select(e => e.Name == entry.Name ? entry : e)], Mark);

    /// <summary>The mapping without some keys.</summary>
    public ConfigMapping Without(Func<string, bool> dropped) =>
        new([.. Entries.Where(e => !dropped(e.Name))], Mark);

    /// <inheritdoc/>
    public override string Describe() => "a mapping";
}
