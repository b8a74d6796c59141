using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Testing;

/// <summary>What an options record must keep to, since validation, help and schema are derived from it.</summary>
internal static class OptionsRules
{
    public static IEnumerable<string> Check(ComponentDescriptor component, IComponentCatalog catalog)
    {
        var findings = new List<string>();
        try
        {
            CheckKeys(OptionsSchema.Of(component.OptionsType), findings, []);
            CheckDefaults(component, catalog, findings);
        }
        catch (NotSupportedException e)
        {
            findings.Add(e.Message);
        }

        return findings;
    }

    private static void CheckKeys(OptionsSchema schema, List<string> findings, HashSet<Type> visited)
    {
        if (!visited.Add(schema.Type))
        {
            return;
        }

        foreach (var property in schema.Properties)
        {
            var name = $"{schema.Type.Name}.{property.Property.Name}";
            if (property.Description.Length == 0)
            {
                findings.Add($"{name} has no [Description(\"...\")]");
            }

            if (property is { IsRequired: false, IsNullable: false, DefaultValue: null })
            {
                findings.Add($"{name} is null by default and its type says that it is not; mark it required, nullable, or give it a value");
            }

            if (RecordIn(property.Shape) is { } record)
            {
                CheckKeys(record.Schema, findings, visited);
            }
        }
    }

    // The defaults are written as a file would have them and read again: every limit and rule is applied to them on the way.
    private static void CheckDefaults(ComponentDescriptor component, IComponentCatalog catalog, List<string> findings)
    {
        var schema = OptionsSchema.Of(component.OptionsType);
        var defaults = schema.Create(new Dictionary<OptionProperty, object?>());
        var required = schema.Properties.Where(p => p.IsRequired).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var written = OptionsWriter.Write(defaults).Without(required.Contains);
        var diagnostics = new DiagnosticBag();
        var read = new OptionsBinder(catalog, diagnostics).BindOptions(component, written);

        // A default may name a built-in, and the built-ins are not part of this check.
        var errors = diagnostics.Where(d => d.Code != Codes.MissingKey).ToList();
        findings.AddRange(errors.Where(d => d.Code != Codes.UnknownComponent)
            .Select(d => $"the defaults of {schema.Type.Name} are refused: {d.Message}"));
        if (errors.Count == 0 && required.Count == 0 && !OptionsWriter.AreEqual(defaults, read))
        {
            findings.Add($"the defaults of {schema.Type.Name} come back as others when they are written and read: {read}");
        }
    }

    private static RecordShape? RecordIn(ValueShape shape) => shape switch
    {
        RecordShape record => record,
        ListShape list => RecordIn(list.Item),
        MapShape map => RecordIn(map.Value),
        _ => null,
    };
}
