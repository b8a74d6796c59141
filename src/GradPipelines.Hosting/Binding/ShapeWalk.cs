using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>Follows keys through shapes: what a key of a mapping takes, which depends on the component that its <c>type</c> names.</summary>
public sealed class ShapeWalk(IComponentCatalog catalog)
{
    private static readonly ScalarShape Word = new(typeof(string));

    /// <summary>True for components and for records with an inline one: a bare word stands for <c>{type: word}</c>.</summary>
    public static bool IsComponentLike(ValueShape shape) => shape is ComponentShape or RecordShape { Schema.Inline: not null };

    /// <summary>The mapping that a bare word stands for; other nodes as they are.</summary>
    public static ConfigNode Spelled(ConfigNode node, ValueShape shape) =>
        node is ConfigScalar { IsNull: false } word && IsComponentLike(shape)
            ? new ConfigMapping([new ConfigEntry(new ConfigScalar("type", ScalarForm.Plain, word.Mark), word)], word.Mark)
            : node;

    /// <summary>The name in <c>type</c>, without a pinned version.</summary>
    public static string? TypeName(ConfigMapping mapping) => mapping["type"] is ConfigScalar type ? type.Text.Split('@')[0] : null;

    /// <summary>The property of a key, or null for keys without one (<c>type</c>, keys of maps and raw nodes, unknown ones).</summary>
    public OptionProperty? Property(ValueShape shape, ConfigMapping? mapping, string key) => shape switch
    {
        RecordShape record => record.Schema.Find(key) ?? Component(record.Schema.Inline?.Shape as ComponentShape, mapping)?.Find(key),
        ComponentShape component => Component(component, mapping)?.Find(key),
        _ => null,
    };

    /// <summary>The shape of a key's value, or null where the mapping has no such key.</summary>
    public ValueShape? Child(ValueShape shape, ConfigMapping? mapping, string key) => shape switch
    {
        MapShape map => map.Value,
        RawShape => RawShape.Any,
        _ when key == "type" && IsComponentLike(shape) => Word,
        _ => Property(shape, mapping, key)?.Shape,
    };

    /// <summary>The keys a mapping of that shape may have; empty where the author chooses them.</summary>
    public IReadOnlyList<string> Keys(ValueShape shape, ConfigMapping? mapping) => shape switch
    {
        RecordShape record => [.. record.Schema.Keys, .. Component(record.Schema.Inline?.Shape as ComponentShape, mapping)?.Keys ?? []],
        ComponentShape component => [.. Component(component, mapping)?.Keys ?? []],
        _ => [],
    };

    /// <summary>False where the component of a mapping is not known, so that any key may be right.</summary>
    public bool KnowsKeys(ValueShape shape, ConfigMapping? mapping) => shape switch
    {
        RecordShape { Schema.Inline.Shape: ComponentShape inline } => Component(inline, mapping) is not null,
        ComponentShape component => Component(component, mapping) is not null,
        _ => true,
    };

    private OptionsSchema? Component(ComponentShape? shape, ConfigMapping? mapping) =>
        shape is not null && mapping is not null && TypeName(mapping) is { } name && catalog.Find(shape.Kind, name) is { } found
            ? OptionsSchema.Of(found.OptionsType)
            : null;
}
