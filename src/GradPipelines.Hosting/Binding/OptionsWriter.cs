using System.Collections;
using System.Globalization;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>Writes options records as nodes: every key with its value, defaults included, components with their version.</summary>
/// <remarks>Binding the nodes again gives records with the same values.</remarks>
public static class OptionsWriter
{
    /// <summary>A record as a mapping.</summary>
    public static ConfigMapping Write(object record) => new(RecordEntries(record), null);

    /// <summary>A component: <c>{type: name@1, ...}</c>, or the bare word where it has no options.</summary>
    public static ConfigNode Write(ComponentReference reference)
    {
        var entries = ComponentEntries(reference);
        return entries.Count == 1 ? entries[0].Value : new ConfigMapping(entries, null);
    }

    /// <summary>True where two records are written alike: equality by values, lists included, and without regard to places.</summary>
    public static bool AreEqual(object left, object right) => left.GetType() == right.GetType() && Same(Write(left), Write(right));

    /// <summary>True where two nodes have the same content, wherever they are written.</summary>
    public static bool Same(ConfigNode left, ConfigNode right) => (left, right) switch
    {
        (ConfigScalar a, ConfigScalar b) => a.Text == b.Text && a.IsQuoted == b.IsQuoted,
        (ConfigList a, ConfigList b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(p => Same(p.First, p.Second)),
        (ConfigMapping a, ConfigMapping b) => a.Entries.Count == b.Entries.Count
            && a.Entries.All(e => b[e.Name] is { } other && Same(e.Value, other)),
        _ => false,
    };

    /// <summary>The default of a key with a single value, as it would be written; null where there is none to show.</summary>
    internal static string? DefaultText(OptionProperty property) =>
        property is { Shape: ScalarShape, DefaultValue: { } value } && Scalar(value).Text is { Length: > 0 } text ? text : null;

    private static List<ConfigEntry> RecordEntries(object record)
    {
        var schema = OptionsSchema.Of(record.GetType());
        var entries = new List<ConfigEntry>();
        if (schema.Inline?.Property.GetValue(record) is ComponentReference inline)
        {
            entries.AddRange(ComponentEntries(inline));
        }

        foreach (var property in schema.Properties.Where(p => !p.IsInline))
        {
            var value = property.Property.GetValue(record);
            if (value is not null)
            {
                entries.Add(new ConfigEntry(Word(property.Key), Value(property.Shape, value)));
            }
            else if (property.HasNoneWord)
            {
                entries.Add(new ConfigEntry(Word(property.Key), Word("none")));
            }
        }

        return entries;
    }

    private static List<ConfigEntry> ComponentEntries(ComponentReference reference) =>
    [
        new ConfigEntry(Word("type"), Word(string.Create(CultureInfo.InvariantCulture, $"{reference.Name}@{reference.Version}"))),
        .. RecordEntries(reference.Options),
    ];

    private static ConfigNode Value(ValueShape shape, object value) => (shape, value) switch
    {
        (_, ConfigNode node) => node,
        (_, ComponentReference reference) => Write(reference),
        (ColumnsShape, ColumnSelection columns) => new ConfigList([.. columns.Names.Select(Text)], null),
        (ScalarShape, _) => Scalar(value),
        (ListShape list, IEnumerable items) => new ConfigList([.. items.Cast<object>().Select(i => Value(list.Item, i))], null),
        (MapShape map, IEnumerable pairs) => new ConfigMapping([.. Pairs(pairs).Select(p => new ConfigEntry(Word(p.Key), Value(map.Value, p.Value)))], null),
        _ => Write(value),
    };

    private static ConfigScalar Scalar(object value) => value switch
    {
        string text => Text(text),
        bool flag => Word(flag ? "true" : "false"),
        double number => Word(NumberText.Format(number)),
        Duration duration => Word(DurationReader.Write(duration)),
        Enum member => Word(OptionNames.Word(member.ToString())),
        _ => Word(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static IEnumerable<(string Key, object Value)> Pairs(IEnumerable pairs)
    {
        foreach (var pair in pairs)
        {
            var type = pair.GetType();
            yield return ((string)type.GetProperty("Key")!.GetValue(pair)!, type.GetProperty("Value")!.GetValue(pair)!); // a KeyValuePair
        }
    }

    /// <summary>Text, in quotes where a reader might take it for something else.</summary>
    private static ConfigScalar Text(string text) => new(text, NeedsQuotes(text) ? ScalarForm.DoubleQuoted : ScalarForm.Plain, null);

    private static ConfigScalar Word(string text) => new(text, ScalarForm.Plain, null);

    private static bool NeedsQuotes(string text) =>
        text.Length == 0 || NumberText.IsCore(text) || new ConfigScalar(text, ScalarForm.Plain, null).IsNull
        || text is "true" or "false" or "none" or "auto" || text.Any(char.IsControl);
}
