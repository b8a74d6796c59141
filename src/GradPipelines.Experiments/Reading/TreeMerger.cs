using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>
/// Lays one tree over another. Mappings merge key by key, lists replace whole, a scalar replaces a mapping, null removes an
/// inherited key. A component of another type keeps nothing of the inherited one; mappings whose keys the author chooses are
/// replaced whole; keys that stand for each other (epochs, steps) drop their inherited alternative.
/// </summary>
internal sealed class TreeMerger(ShapeWalk shapes, DiagnosticBag diagnostics)
{
    /// <summary>The child over the parent; null where nothing is left.</summary>
    public ConfigNode Merge(ConfigNode? parent, ConfigNode child, ValueShape shape)
    {
        var below = parent is null ? null : ShapeWalk.Spelled(parent, shape) as ConfigMapping;
        var above = ShapeWalk.Spelled(child, shape);
        if (above is ConfigMapping mapping)
        {
            // A component of another type starts anew, as does a map whose keys are the author's.
            var startsAnew = shape is MapShape || (below is not null && ChangesType(below, mapping));
            return Keys(startsAnew ? null : below, below, mapping, shape, child);
        }

        return child is ConfigList list ? Items(list, shape) : child;
    }

    private ConfigNode Keys(ConfigMapping? parent, ConfigMapping? inherited, ConfigMapping child, ValueShape shape, ConfigNode written)
    {
        // The shape of a key may depend on the type, which the parent may have named.
        var typed = child.Find("type") is null && parent?.Find("type") is { } type && ShapeWalk.IsComponentLike(shape) ? child.With(type) : child;
        var dropped = Alternatives(child, shape);
        var entries = new List<ConfigEntry>();
        foreach (var entry in parent?.Entries ?? [])
        {
            if (child.Find(entry.Name) is null && !dropped.Contains(entry.Name))
            {
                entries.Add(entry);
            }
            else if (child.Find(entry.Name) is { Value.IsNull: false } over)
            {
                entries.Add(over with { Value = Merge(entry.Value, over.Value, Child(shape, typed, entry.Name)) });
            }
        }

        foreach (var entry in child.Entries.Where(e => parent?.Find(e.Name) is null))
        {
            if (!entry.Value.IsNull)
            {
                entries.Add(entry with { Value = Merge(null, entry.Value, Child(shape, typed, entry.Name)) });
            }
            else if (inherited?.Find(entry.Name) is null)
            {
                diagnostics.Error(Codes.EmptyValue, entry.Key.Mark, $"'{entry.Name}' has no value, and nothing was inherited that it could remove");
            }
        }

        // A bare word that nothing was inherited for stays one.
        return written is ConfigScalar && entries.Count == 1 ? written : new ConfigMapping(entries, written.Mark);
    }

    private ConfigList Items(ConfigList list, ValueShape shape)
    {
        var item = shape is ListShape of ? of.Item : RawShape.Any;
        var items = new List<ConfigNode>();
        foreach (var node in list.Items)
        {
            if (node.IsNull)
            {
                diagnostics.Error(Codes.EmptyValue, node.Mark, "an item of this list is empty");
            }
            else
            {
                items.Add(Merge(null, node, item));
            }
        }

        return new ConfigList(items, list.Mark);
    }

    private ValueShape Child(ValueShape shape, ConfigMapping mapping, string key) => shapes.Child(shape, mapping, key) ?? RawShape.Any;

    private static HashSet<string> Alternatives(ConfigMapping child, ValueShape shape)
    {
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        if (shape is RecordShape { Schema: var schema })
        {
            var groups = child.Entries.Where(e => !e.Value.IsNull).Select(e => schema.Find(e.Name)?.AlternativeGroup).OfType<string>().ToHashSet();
            dropped.UnionWith(schema.Properties.Where(p => p.AlternativeGroup is { } group && groups.Contains(group)).Select(p => p.Key));
        }

        return dropped;
    }

    private static bool ChangesType(ConfigMapping parent, ConfigMapping child) =>
        ShapeWalk.TypeName(child) is { } type && ShapeWalk.TypeName(parent) is { } before && type != before;
}
