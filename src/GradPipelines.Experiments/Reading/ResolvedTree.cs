using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;

namespace GradPipelines.Experiments.Reading;

/// <summary>One value of a resolved experiment and who set it.</summary>
/// <param name="Path">Its dotted path, in the grammar of overrides.</param>
/// <param name="Value">Its text.</param>
/// <param name="Origin"><c>default</c>, <c>experiments/mlp.yaml:12:3</c> or <c>command line</c>.</param>
public readonly record struct ResolvedValue(string Path, string Value, string Origin);

/// <summary>The complete form of an experiment: every key, with the mark of the text that set it.</summary>
public static class ResolvedTree
{
    private static readonly RecordShape Root = new(typeof(ExperimentSpecification));

    /// <summary>Every value, in order, with its origin: what <c>show --origin</c> prints.</summary>
    public static IEnumerable<ResolvedValue> Values(ConfigNode node, string path = "") => node switch
    {
        ConfigMapping { Entries.Count: > 0 } mapping =>
            mapping.Entries.SelectMany(e => Values(e.Value, path.Length == 0 ? ConfigPath.Segment(e.Name) : $"{path}.{ConfigPath.Segment(e.Name)}")),
        ConfigList { Items.Count: > 0 } list => list.Items.SelectMany((item, i) => Values(item, $"{path}.{i}")),
        _ => [new ResolvedValue(path, node switch { ConfigScalar scalar => scalar.Text, ConfigList => "[]", _ => "{}" }, node.Mark?.ToString() ?? "default")],
    };

    /// <summary>The specification written out, with the marks of the tree it was bound from.</summary>
    internal static ConfigMapping Of(ExperimentSpecification specification, ConfigMapping tree)
    {
        // References are resolved, so nothing refers to the variables any more.
        var complete = OptionsWriter.Write(specification).Without(k => k is "vars" or "extends");
        return (ConfigMapping)WithOrigin(complete, tree, Root);
    }

    private static ConfigNode WithOrigin(ConfigNode written, ConfigNode? user, ValueShape shape)
    {
        switch (written, user is null ? null : ShapeWalk.Spelled(user, shape))
        {
            case (ConfigMapping mapping, var other):
                var source = other as ConfigMapping;
                var entries = mapping.Entries.Select(e => new ConfigEntry(
                    new ConfigScalar(e.Name, e.Key.Form, source?.Find(e.Name)?.Key.Mark), WithOrigin(e.Value, source?[e.Name], Child(shape, e.Name))));
                var id = source?.Find("id") is { } entry && mapping.Find("id") is null ? new[] { entry } : [];
                return new ConfigMapping([.. entries, .. id], other?.Mark);
            case (ConfigList list, ConfigList other) when list.Items.Count == other.Items.Count:
                return new ConfigList([.. list.Items.Zip(other.Items, (w, u) => WithOrigin(w, u, Child(shape, "")))], other.Mark);
            case (ConfigList list, var other):
                return new ConfigList([.. list.Items.Select(w => WithOrigin(w, other is ConfigScalar ? other : null, Child(shape, "")))], other?.Mark);
            case (ConfigScalar scalar, ConfigMapping { Entries: var keys }) when keys is [{ Name: "type" } only]:
                return Scalar(scalar, only.Value);
            case (ConfigScalar scalar, var other):
                return Scalar(scalar, other);
            default:
                return written;
        }
    }

    private static ConfigScalar Scalar(ConfigScalar written, ConfigNode? user) => user is ConfigScalar { Portable: { } portable }
        // A secret stays where it is: the resolved file asks for it again.
        ? new ConfigScalar(portable, ScalarForm.DoubleQuoted, user.Mark)
        : new ConfigScalar(InterpolatedText.Escape(written.Text), written.Form, user?.Mark);

    // Only what spells bare words matters here: components and the sections with an inline one.
    private static ValueShape Child(ValueShape shape, string key) => shape switch
    {
        RecordShape record => record.Schema.Find(key)?.Shape ?? AnyComponent,
        ListShape list => list.Item,
        _ => AnyComponent,
    };

    private static readonly ValueShape AnyComponent = new ComponentShape(Plugins.ComponentKind.Layer);
}
