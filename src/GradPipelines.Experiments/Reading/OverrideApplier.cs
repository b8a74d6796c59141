using System.Globalization;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>Lays the command line's values over the merged tree. Shorter paths go first, and types before parameters, so that their order does not matter.</summary>
internal sealed class OverrideApplier(ShapeWalk shapes, TreeMerger merger, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _set = new(StringComparer.Ordinal);

    public ConfigMapping Apply(ConfigMapping root, IEnumerable<Override> overrides)
    {
        foreach (var change in overrides.OrderBy(o => o.Path.Count).ThenBy(o => o.Path[^1].Text == "type" ? 0 : 1))
        {
            root = (ConfigMapping)Set(root, new RecordShape(typeof(ExperimentSpecification)), isText: false, change, [])!; // the root is never removed
        }

        return root;
    }

    private ConfigNode? Set(ConfigNode? node, ValueShape shape, bool isText, Override change, IReadOnlyList<string> done)
    {
        if (done.Count == change.Path.Count)
        {
            return Leaf(node, shape, isText, change, done);
        }

        var segment = change.Path[done.Count];
        if (node is ConfigList list && shape is ListShape or RawShape or ColumnsShape)
        {
            return Item(list, shape, segment, change, done);
        }

        var mapping = node is null ? new ConfigMapping([], change.ValueMark) : ShapeWalk.Spelled(node, shape) as ConfigMapping;
        switch (shape)
        {
            case ListShape:
                diagnostics.Error(Codes.NoSuchItem, change.Whole, $"'{ConfigPath.Join(done)}' is a list{(node is null ? " without items" : "")}; it has no item '{segment.Text}'");
                return node;
            case ScalarShape or ColumnsShape:
                diagnostics.Error(Codes.UnknownKey, change.Whole, $"unknown key '{change.PathText}'; '{ConfigPath.Join(done)}' is a single value");
                return node;
            case RawShape when mapping is null:
                diagnostics.Error(Codes.UnknownKey, change.Whole, $"unknown key '{change.PathText}'; '{ConfigPath.Join(done)}' has no keys");
                return node;
            case RecordShape when mapping is null:
                // `split: none` and then split.train=0.8: the mapping takes the word's place.
                mapping = new ConfigMapping([], change.ValueMark);
                break;
        }

        return Key(mapping ?? new ConfigMapping([], change.ValueMark), shape, segment, change, done);
    }

    private ConfigNode Key(ConfigMapping mapping, ValueShape shape, PathSegment segment, Override change, IReadOnlyList<string> done)
    {
        var isVariable = shape is RawShape && done is ["vars", ..];
        var child = shapes.Child(shape, mapping, segment.Text);
        var unknown = child is null ? shapes.KnowsKeys(shape, mapping) && !(segment.Text == "id" && done.Count > 0)
            : isVariable && mapping.Find(segment.Text) is null;
        if (unknown || (segment.Text == "extends" && done.Count == 0))
        {
            diagnostics.Add(Unknown(mapping, shape, segment, change, done));
            return mapping;
        }

        var before = mapping[segment.Text];
        var property = shapes.Property(shape, mapping, segment.Text);
        var isText = child is ScalarShape { IsText: true } && segment.Text != "type";
        var after = Set(before, child ?? RawShape.Any, isText, change, [.. done, segment.Text]);
        if (ReferenceEquals(before, after))
        {
            return mapping;
        }

        if (after is null)
        {
            return mapping.Without(k => k == segment.Text);
        }

        // Laid over as a file would be, so that a changed type and the alternatives work the same way.
        var key = new ConfigScalar(segment.Text, ScalarForm.Plain, change.Source.MarkAt(segment.Start, segment.Length));
        if (done.Count + 1 == change.Path.Count && (segment.Text == "type" || property?.AlternativeGroup is not null))
        {
            return merger.Merge(mapping, new ConfigMapping([new ConfigEntry(key, after)], mapping.Mark), shape);
        }

        return mapping.With(new ConfigEntry(done.Count + 1 == change.Path.Count || before is null ? key : mapping.Find(segment.Text)!.Key, after)); // found: before is not null
    }

    private ConfigList Item(ConfigList list, ValueShape shape, PathSegment segment, Override change, IReadOnlyList<string> done)
    {
        var index = ConfigPath.ItemIndex(list, segment.Text);
        if (index < 0)
        {
            var last = (list.Items.Count - 1).ToString(CultureInfo.InvariantCulture);
            var ids = list.Items.OfType<ConfigMapping>().Select(m => m["id"]).OfType<ConfigScalar>().Select(s => s.Text).ToArray();
            diagnostics.Add(Diagnostic.Error(Codes.NoSuchItem, change.Whole,
                $"'{ConfigPath.Join(done)}' has no item '{segment.Text}'; {(list.Items.Count == 0 ? "it is empty" : $"its items are 0 to {last}")}{(ids.Length > 0 ? $", by id {string.Join(", ", ids)}" : "")}") with
            { Suggestion = NearestWord.Of(segment.Text, ids) });
            return list;
        }

        var item = shape switch { ListShape of => of.Item, ColumnsShape => new ScalarShape(typeof(string)), _ => RawShape.Any };
        var step = index.ToString(CultureInfo.InvariantCulture);
        var after = Set(list.Items[index], item, item is ScalarShape { IsText: true }, change, [.. done, step]);
        if (after is null)
        {
            diagnostics.Error(Codes.BadOverride, change.ValueMark, $"an item of a list has no default; give '{ConfigPath.Join(done)}' as a whole");
            return list;
        }

        return new ConfigList([.. list.Items.Select((old, i) => i == index ? after : old)], list.Mark);
    }

    private ConfigNode? Leaf(ConfigNode? node, ValueShape shape, bool isText, Override change, IReadOnlyList<string> done)
    {
        if (!_set.Add(ConfigPath.Join(done)))
        {
            diagnostics.Error(Codes.OverrideTwice, change.Whole, $"'{ConfigPath.Join(done)}' is set twice");
            return node;
        }

        var text = change.Value;
        if (text == "@default")
        {
            return null;
        }

        if (text.StartsWith('@') && !text.StartsWith("@@", StringComparison.Ordinal))
        {
            diagnostics.Add(Diagnostic.Error(Codes.BadOverride, change.ValueMark, $"'{text}' is not known; @@ begins a text with @") with
            {
                Suggestion = NearestWord.Of(text, ["@default"]),
            });
            return node;
        }

        var start = change.ValueStart + (text.StartsWith("@@", StringComparison.Ordinal) ? 1 : 0);
        text = change.Source.Text[start..];
        if (isText)
        {
            return Scalar(text, ScalarForm.DoubleQuoted, start, change.Source);
        }

        if (text.Trim() is "" or "null" or "~")
        {
            diagnostics.Error(Codes.BadOverride, change.Whole, $"'{change.PathText}' has no value; {change.PathText}=@default goes back to the default");
            return node;
        }

        if (text[0] is '{' or '[')
        {
            // Padded with blanks, so that positions are those of the argument.
            var value = YamlReader.Read(change.Source, new string(' ', start) + text, diagnostics);
            return value is null ? node : merger.Merge(node, value, shape);
        }

        return merger.Merge(node, Scalar(text, ScalarForm.Plain, start, change.Source), shape);
    }

    private static ConfigScalar Scalar(string text, ScalarForm form, int start, SourceText source)
    {
        var mark = source.MarkAt(start, text.Length);
        return new ConfigScalar(text, form, mark) { Pieces = [new TextPiece(0, text.Length, mark, Verbatim: true)] };
    }

    private Diagnostic Unknown(ConfigMapping mapping, ValueShape shape, PathSegment segment, Override change, IReadOnlyList<string> done)
    {
        var keys = shape is RawShape ? [.. mapping.Entries.Select(e => e.Name)] : shapes.Keys(shape, mapping);
        var near = segment.Text == "extends" ? null : UnknownKeys.Near(segment.Text, keys);
        // What follows the misspelt step is kept, so that the suggestion can be pasted.
        var meant = near is null ? null : ConfigPath.Join([.. done, near, .. change.Path.Skip(done.Count + 1).Select(s => s.Text)]);
        var owner = done.Count == 0 ? "an experiment" : ConfigPath.Join(done);
        return Diagnostic.Error(Codes.UnknownKey, change.Whole, segment.Text == "extends" && done.Count == 0
            ? "'extends' cannot be overridden; write a file that extends both"
            : $"unknown key '{change.PathText}'") with
        {
            Suggestion = meant,
            Notes = near is null && segment.Text != "extends" ? [$"{owner} accepts: {string.Join(", ", keys.Order(StringComparer.Ordinal))}"] : [],
        };
    }
}
