using System.Globalization;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>Turns nodes into options records and component references, and collects every mistake on the way.</summary>
/// <remarks>
/// A value that cannot be read is reported and its default used, so that one pass finds all mistakes; results of a bag with
/// errors are only good for finding more of them.
/// </remarks>
/// <param name="catalog">The components that slots may name.</param>
/// <param name="diagnostics">Receives the mistakes.</param>
public sealed class OptionsBinder(IComponentCatalog catalog, DiagnosticBag diagnostics)
{
    private static readonly string[] ImplicitKeys = ["id"];
    private readonly ComponentNames _names = new(catalog, diagnostics);

    /// <summary>Binds a mapping to a record.</summary>
    /// <param name="node">The mapping.</param>
    /// <param name="path">Its path from the root, for messages about the command line; empty for the root.</param>
    public T Bind<T>(ConfigMapping node, string path = "")
        where T : class => (T)BindRecord(OptionsSchema.Of(typeof(T)), node, path, OwnerOf(OptionsSchema.Of(typeof(T)), path), [], null);

    /// <summary>Binds a mapping to a component's own options.</summary>
    public ComponentOptions BindOptions(ComponentDescriptor component, ConfigMapping node, string path = "") =>
        (ComponentOptions)BindRecord(OptionsSchema.Of(component.OptionsType), node, path, Owner.Of(component), [], component);

    /// <summary>Binds a word, or a mapping with <c>type</c>, to a reference; null after an error in its name.</summary>
    public ComponentReference? BindComponent(ComponentKind kind, ConfigNode node, string path = "") => BindComponent(kind, node, path, []);

    private ComponentReference? BindComponent(ComponentKind kind, ConfigNode node, string path, IReadOnlyCollection<string> besides)
    {
        if (_names.Find(kind, node, path) is not { } component)
        {
            return null;
        }

        var mapping = node as ConfigMapping ?? new ConfigMapping([], node.Mark);
        var options = (ComponentOptions)BindRecord(
            OptionsSchema.Of(component.OptionsType), mapping.Without(k => k == "type"), path, Owner.Of(component), besides, component);
        return new ComponentReference(kind, component.Name, component.Version, options, node.Mark?.ToString()) { Mark = node.Mark };
    }

    private object BindRecord(
        OptionsSchema schema, ConfigMapping node, string path, Owner owner, IReadOnlyCollection<string> besides, ComponentDescriptor? component)
    {
        var errors = diagnostics.ErrorCount;
        var values = new Dictionary<OptionProperty, object?>();
        if (schema.Inline is { Shape: ComponentShape slot } inline)
        {
            var own = schema.Keys.ToArray();
            var reference = BindComponent(slot.Kind, node.Without(k => own.Contains(k)), path, own);
            if (reference is not null)
            {
                values[inline] = reference;
            }

            node = node.Without(k => !own.Contains(k));
        }

        foreach (var entry in node.Entries)
        {
            if (schema.Find(entry.Name) is { } property)
            {
                if (TryBind(property, property.Shape, entry.Value, Join(path, entry.Name), entry.Name, out var value))
                {
                    values[property] = value;
                }
            }
            else if (!besides.Contains(entry.Name) && !(ImplicitKeys.Contains(entry.Name) && IsItem(path)))
            {
                diagnostics.Add(UnknownKeys.Describe(entry, schema, owner, path, besides));
            }
        }

        if (schema.Properties.Where(p => p.IsRequired && !p.IsInline && node.Find(p.Key) is null).ToArray() is { Length: > 0 } missing)
        {
            var keys = string.Join(", ", missing.Select(p => $"'{p.Key}'"));
            diagnostics.Add(Diagnostic.Error(Codes.MissingKey, KeyMark(node), $"{owner.Phrase} needs the key{(missing.Length > 1 ? "s" : "")} {keys}") with
            {
                Notes = [.. missing.Where(p => p.Description.Length > 0).Select(p => $"{p.Key}: {p.Description}")],
            });
        }

        var record = schema.Create(values);
        if (record is IValidatesItself rules && diagnostics.ErrorCount == errors)
        {
            foreach (var (key, message) in rules.Validate())
            {
                diagnostics.Error(Codes.BrokenRule, MarkOf(node, key), $"{component?.Name ?? owner.Subject}: {message}");
            }
        }

        return record;
    }

    private bool TryBind(OptionProperty property, ValueShape shape, ConfigNode node, string path, string name, out object? value)
    {
        value = null;
        if (node is ConfigScalar { IsBroken: true })
        {
            return false;
        }

        var said = node.Mark?.Source.Kind == SourceKind.CommandLine ? path : name;
        if (property.HasNoneWord && node is ConfigScalar { Text: "none" })
        {
            return true;
        }

        if (node.IsNull && shape is not (ScalarShape { IsText: true } or RawShape))
        {
            diagnostics.Error(Codes.EmptyValue, node.Mark, $"'{said}' has no value");
            return false;
        }

        switch (shape)
        {
            case RawShape raw:
                value = node;
                return raw.NodeType.IsInstanceOfType(node) || Wrong(node, said, "a mapping of keys to values");
            case ComponentShape slot:
                value = BindComponent(slot.Kind, node, path);
                return value is not null;
            case ColumnsShape:
                return TryColumns(node, said, out value);
            case RecordShape record:
                return TryRecord(record, node, path, said, out value);
            case ListShape list when node is ConfigList items:
                value = Items(property, list, items, path, name);
                return true;
            case ListShape list:
                return WrongList(node, said, list);
            case MapShape map when node is ConfigMapping mapping:
                value = Entries(property, map, mapping, path);
                return true;
            case ScalarShape scalar when node is ConfigScalar text:
                return TryScalar(property, scalar, text, said, out value);
            default:
                return Wrong(node, said, shape is ScalarShape s ? ScalarReader.Expected(s.Type) : "a mapping of names to values");
        }
    }

    private bool TryScalar(OptionProperty property, ScalarShape shape, ConfigScalar scalar, string said, out object? value)
    {
        var reading = property.BareUnit is { } unit && NumberText.IsCore(scalar.Text)
            ? ScalarReader.Read(new ConfigScalar($"{scalar.Text} {OptionNames.Key(unit.ToString())}", scalar.Form, scalar.Mark), shape.Type)
            : ScalarReader.Read(scalar, shape.Type);
        value = reading.Value;
        if (reading.Code is { } code)
        {
            var diagnostic = new Diagnostic(code, value is null ? Severity.Error : Severity.Warning, scalar.Mark, $"'{said}' {reading.Message}")
            {
                Fix = reading.Fix,
                Suggestion = reading.Suggestion,
                Notes = value is null && reading.Fix is null && reading.Suggestion is null && OptionsWriter.DefaultText(property) is { } text
                    ? [$"the default is {text}"]
                    : [],
            };
            diagnostics.Add(WithOrigin(diagnostic, scalar));
        }

        if (value is null)
        {
            return false;
        }

        if (OptionLimits.Broken(property, value) is var (limit, message, suggestion))
        {
            diagnostics.Add(WithOrigin(Diagnostic.Error(limit, scalar.Mark, $"'{said}' {message}") with { Suggestion = suggestion }, scalar));
            return false;
        }

        if (property.IsFilePath && value is string file && (scalar.WrittenIn ?? scalar.Mark?.Source) is { } source)
        {
            value = Path.GetFullPath(Path.Combine(source.Directory, file));
        }

        return true;
    }

    private bool TryColumns(ConfigNode node, string said, out object? value)
    {
        value = node switch
        {
            ConfigScalar scalar => new ColumnSelection([scalar.Text]),
            ConfigList list when list.Items.All(i => i is ConfigScalar { IsNull: false }) =>
                new ColumnSelection([.. list.Items.Select(i => ((ConfigScalar)i).Text)]),
            _ => null,
        };
        return value is not null || Wrong(node, said, "a column, or a list of columns");
    }

    private bool TryRecord(RecordShape shape, ConfigNode node, string path, string said, out object? value)
    {
        var schema = shape.Schema;
        value = null;
        if (schema.Inline is not null && node is ConfigScalar scalar)
        {
            // A bare word stands for the inline component without parameters.
            node = new ConfigMapping([new ConfigEntry(new ConfigScalar("type", ScalarForm.Plain, scalar.Mark), scalar)], scalar.Mark);
        }

        if (node is not ConfigMapping mapping)
        {
            return Wrong(node, said, "a mapping of keys to values", [$"{said} accepts: {string.Join(", ", schema.Keys.Order(StringComparer.Ordinal))}"]);
        }

        value = BindRecord(schema, mapping, path, OwnerOf(schema, path), [], null);
        return true;
    }

    private Array Items(OptionProperty property, ListShape shape, ConfigList list, string path, string name)
    {
        var values = new List<object?>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (TryBind(property, shape.Item, list.Items[i], Join(path, i.ToString(CultureInfo.InvariantCulture)), name, out var value))
            {
                values.Add(value);
            }
        }

        var items = Array.CreateInstance(shape.ItemType, values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            items.SetValue(values[i], i);
        }

        return items;
    }

    private object Entries(OptionProperty property, MapShape shape, ConfigMapping mapping, string path)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(
            typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), shape.ValueType))!; // a class with a public constructor
        foreach (var entry in mapping.Entries)
        {
            if (TryBind(property, shape.Value, entry.Value, Join(path, entry.Name), entry.Name, out var value))
            {
                map.Add(entry.Name, value);
            }
        }

        return map;
    }

    private bool WrongList(ConfigNode node, string said, ListShape list)
    {
        var fix = node is ConfigScalar { Form: ScalarForm.Plain } scalar
            && !scalar.Text.AsSpan().ContainsAny(',', '{', '[') ? $"[{scalar.Text}]" : null;
        diagnostics.Add(Diagnostic.Error(Codes.WrongShape, node.Mark, $"'{said}' takes a list, not {node.Describe()}") with
        {
            Fix = fix,
            Notes = node is ConfigMapping && list.Item is ComponentShape or RecordShape ? ["each item begins with '- '"] : [],
        });
        return false;
    }

    private bool Wrong(ConfigNode node, string said, string expected, IReadOnlyList<string>? notes = null)
    {
        diagnostics.Add(Diagnostic.Error(Codes.WrongShape, node.Mark, $"'{said}' takes {expected}, not {node.Describe()}") with { Notes = notes ?? [] });
        return false;
    }

    private static Diagnostic WithOrigin(Diagnostic diagnostic, ConfigScalar scalar) => scalar.ValueMark is { } origin
        ? diagnostic with { Fix = null, Notes = [.. diagnostic.Notes, $"the value {scalar.Describe()} comes from {origin}"] }
        : diagnostic;

    private static Owner OwnerOf(OptionsSchema schema, string path)
    {
        if (schema.SectionName is { } section)
        {
            return new Owner(section, section);
        }

        var words = path.Split('.').Where(s => !s.All(char.IsAsciiDigit)).ToArray();
        var name = words.Length == 0 || words[^1].Length == 0 ? "the options" : words[^1];
        return IsItem(path) ? new Owner($"an item of {name}", $"an item of {name}") : new Owner(name, name);
    }

    private static bool IsItem(string path) => path.Length > 0 && path[(path.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);

    private static string Join(string path, string key) =>
        path.Length == 0 ? Segment(key) : $"{path}.{Segment(key)}";

    private static string Segment(string key) => key.AsSpan().ContainsAny('.', ' ', '"') ? $"\"{key}\"" : key;

    private static SourceMark? KeyMark(ConfigMapping node) => node.Mark is { } mark ? mark.FirstColumn() : null;

    private static SourceMark? MarkOf(ConfigMapping node, string key)
    {
        ConfigNode current = node;
        foreach (var segment in key.Split('.'))
        {
            var next = current switch
            {
                ConfigMapping mapping => mapping[segment],
                ConfigList list when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Items.Count => list.Items[i],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            current = next;
        }

        return ReferenceEquals(current, node) ? KeyMark(node) : current.Mark;
    }
}

/// <summary>Whose keys a mapping holds.</summary>
/// <param name="Phrase">In <c>unknown key 'x' for PHRASE</c>.</param>
/// <param name="Subject">In <c>SUBJECT accepts: ...</c>.</param>
internal readonly record struct Owner(string Phrase, string Subject)
{
    public static Owner Of(ComponentDescriptor component) =>
        new($"{ComponentNames.Label(component.Kind)} '{component.Name}'", component.Name);
}
