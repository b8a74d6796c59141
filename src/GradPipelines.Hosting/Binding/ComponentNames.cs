using System.Globalization;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Binding;

/// <summary>Finds the component that a slot names, or says what was meant.</summary>
internal sealed class ComponentNames(IComponentCatalog catalog, DiagnosticBag diagnostics)
{
    private static readonly string[] DataFiles = [".csv", ".tsv", ".json", ".parquet", ".txt", ".xlsx", ".yaml", ".yml", ".zip"];
    private static readonly string[] OtherWords = ["name", "kind", "class", "class_path", "_target_", "@type", "typ", "Type"];

    /// <summary>What messages call a kind: an operation in a slot is an activation.</summary>
    public static string Label(ComponentKind kind) => kind switch
    {
        ComponentKind.Operation => "activation",
        ComponentKind.DataSource => "data source",
        _ => OptionNames.Word(kind.ToString()),
    };

    /// <summary>The descriptor, or null with a diagnostic.</summary>
    public ComponentDescriptor? Find(ComponentKind kind, ConfigNode node, string path)
    {
        if (NameOf(kind, node, path) is not { } scalar)
        {
            return null;
        }

        var written = scalar.Text;
        var at = written.LastIndexOf('@');
        var name = at > 0 ? written[..at] : written;
        if (catalog.Find(kind, name) is not { } found)
        {
            diagnostics.Add(Unknown(kind, name, scalar));
            return null;
        }

        if (at > 0 && written[(at + 1)..] is var pin && pin != found.Version.ToString(CultureInfo.InvariantCulture))
        {
            diagnostics.Add(Diagnostic.Error(Codes.ComponentVersion, scalar.MarkOf(at, written.Length - at),
                int.TryParse(pin, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                    ? $"{Label(kind)} '{name}' has version {found.Version.ToString(CultureInfo.InvariantCulture)} here, the file pins {pin}"
                    : $"a version is a whole number, not '{pin}'") with
            { Fix = $"{name}@{found.Version.ToString(CultureInfo.InvariantCulture)}" });
        }

        return found;
    }

    private ConfigScalar? NameOf(ComponentKind kind, ConfigNode node, string path)
    {
        var said = path.Length == 0 ? "a component" : $"'{path}'";
        switch (node)
        {
            case ConfigScalar { IsNull: false } word:
                return word.IsBroken ? null : word;
            case ConfigMapping mapping when mapping["type"] is ConfigScalar { IsNull: false } type:
                return type.IsBroken ? null : type;
            case ConfigMapping mapping when mapping["type"] is { } type:
                diagnostics.Error(Codes.WrongShape, type.Mark, $"'type' takes the name of {Article(Label(kind))}, not {type.Describe()}");
                return null;
            case ConfigMapping mapping:
                var other = mapping.Entries.FirstOrDefault(e => OtherWords.Contains(e.Name));
                diagnostics.Add(Diagnostic.Error(Codes.MissingType, other?.Key.Mark ?? node.Mark?.FirstColumn(), $"{said} needs a 'type', the name of {Article(Label(kind))}") with
                {
                    Suggestion = other is null ? null : "type",
                    Notes = Names(kind),
                });
                return null;
            default:
                diagnostics.Add(Diagnostic.Error(Codes.WrongShape, node.Mark, $"{said} takes {Article(Label(kind))}: a name, or a mapping with 'type', not {node.Describe()}") with
                {
                    Notes = Names(kind),
                });
                return null;
        }
    }

    private Diagnostic Unknown(ComponentKind kind, string name, ConfigScalar scalar)
    {
        var error = Diagnostic.Error(Codes.UnknownComponent, scalar.Mark, $"no component '{name}' (kind: {Label(kind)})");
        var ofKind = catalog.All.Where(c => c.Kind == kind).Select(c => c.Name).ToArray();
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var isPlugin = dot > 0 && catalog.All.Any(c => c.PluginId == name[..dot]);
        var last = name[(name.LastIndexOf('.') + 1)..];
        var near = dot > 0 && !isPlugin && ofKind.Contains(last) ? last
            : NearestWord.Of(name, ofKind) ?? (dot > 0 && !isPlugin ? NearestWord.Of(last, ofKind) : null);

        if (kind == ComponentKind.DataSource && DataFiles.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            var type = ofKind.Contains(Path.GetExtension(name).TrimStart('.').ToLowerInvariant()) ? Path.GetExtension(name).TrimStart('.').ToLowerInvariant() : "csv";
            return error with { Label = $"a file is named with its type: {{type: {type}, path: {name}}}", Fix = $"{{type: {type}, path: {name}}}" };
        }

        // Knowing where a name does belong says more than a list: `cosine` is a schedule.
        var elsewhere = catalog.All.Where(c => c.Name == name && c.Kind != kind).Select(c => Label(c.Kind)).ToArray();
        var notes = new List<string>();
        if (elsewhere.Length > 0)
        {
            notes.Add($"'{name}' is {Article(string.Join(" and ", elsewhere))}, not {Article(Label(kind))}");
        }

        if (near is null || elsewhere.Length > 0)
        {
            notes.AddRange(Names(kind));
        }

        if (dot > 0 || (near is null && elsewhere.Length == 0))
        {
            notes.AddRange(catalog.SearchReport);
        }

        return error with { Suggestion = near, Notes = notes };
    }

    private string[] Names(ComponentKind kind)
    {
        var names = catalog.All.Where(c => c.Kind == kind).Select(c => c.Name).Distinct().Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? [$"no {Label(kind)} is registered"]
            : names.Length <= 30 ? [$"there is: {string.Join(", ", names)}"]
            : [$"there are {names.Length.ToString(CultureInfo.InvariantCulture)}: {string.Join(", ", names.Take(30))}, ..."];
    }

    private static string Article(string noun) => ("aeiou".Contains(noun[0], StringComparison.Ordinal) ? "an " : "a ") + noun;
}
