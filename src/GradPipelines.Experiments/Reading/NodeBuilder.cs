using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GradPipelines.Experiments.Reading;

/// <summary>Builds nodes from events, one event at a time.</summary>
internal sealed class NodeBuilder(SourceText source, DiagnosticBag diagnostics)
{
    private readonly Stack<OpenNode> _open = [];
    private readonly Dictionary<string, ConfigNode?> _anchors = new(StringComparer.Ordinal);
    private readonly NodeSizes _sizes = new();
    private ConfigNode? _root;
    private int _documents;
    private int _nodes;

    /// <summary>The marks of the braces and brackets that are open, innermost first.</summary>
    public IEnumerable<SourceMark> OpenFlow => _open.Where(o => o.IsFlow).Select(o => o.Start);

    /// <summary>Where reading has come to.</summary>
    public int Offset { get; private set; }

    /// <summary>Takes an event; false where reading must stop.</summary>
    public bool Take(ParsingEvent parsed)
    {
        Offset = Math.Max(Offset, (int)parsed.End.Index);
        switch (parsed)
        {
            case DocumentStart start when ++_documents > 1:
                diagnostics.Error(Codes.NotOneDocument, Mark(start), "an experiment is one document; a second one begins here");
                return false;
            case MappingStart start:
                return Open(start, new OpenNode(Mark(start), start.Style == MappingStyle.Flow, IsMapping: true, Anchor(start)));
            case SequenceStart start:
                return Open(start, new OpenNode(Mark(start), start.Style == SequenceStyle.Flow, IsMapping: false, Anchor(start)));
            case MappingEnd or SequenceEnd:
                return Close(parsed);
            case Scalar scalar:
                Reject(scalar);
                return Add(Scalar(scalar), Anchor(scalar));
            case AnchorAlias alias:
                return Resolve(alias);
            default:
                return true;
        }
    }

    /// <summary>The root, or null with a diagnostic where there is none, or where aliases expand to too much.</summary>
    public ConfigNode? Finish()
    {
        if (_root is null or ConfigScalar { IsNull: true })
        {
            diagnostics.Error(Codes.NotOneDocument, source.MarkAt(0, 0), "the file is empty; an experiment starts with `version: 1`");
            return null;
        }

        var (size, depth) = _sizes.Of(_root);
        if (size > (10L * _nodes) + 100_000 || depth > YamlReader.MaximumDepth)
        {
            diagnostics.Error(Codes.AliasLimit, source.MarkAt(0, 0),
                $"the aliases of this file expand to {(size > 1_000_000_000 ? "more than 1 000 000 000" : Format(size))} nodes, {Format(depth)} deep; that is more than a file may hold");
            return null;
        }

        return _root;
    }

    private bool Open(NodeEvent start, OpenNode node)
    {
        if (_open.Count >= YamlReader.MaximumDepth)
        {
            diagnostics.Error(Codes.TooDeep, Mark(start).FirstColumn(), $"nested more than {Format(YamlReader.MaximumDepth)} levels deep");
            return false;
        }

        Reject(start);
        if (!node.IsFlow && source.Line(node.Start.Line)[..(node.Start.Column - 1)].Contains('\t'))
        {
            var line = source.Line(node.Start.Line);
            if (line[..(node.Start.Column - 1)].All(char.IsWhiteSpace))
            {
                diagnostics.Add(SyntaxErrors.TabAt(source, node.Start.Line));
                return false;
            }
        }

        if (node.Anchor is { } anchor)
        {
            _anchors[anchor] = null;
        }

        _open.Push(node);
        return true;
    }

    private bool Close(ParsingEvent end)
    {
        var node = _open.Pop();
        var mark = node.IsFlow ? node.Start with { EndLine = end.Line(), EndColumn = end.Column() + 1 }
            : node.Last is { } last ? node.Start with { EndLine = last.EndLine, EndColumn = last.EndColumn }
            : node.Start;
        // A mapping of one pair inside brackets ([a: 1]) has no braces of its own; its start mark is 1:1 in YamlDotNet.
        if (node is { IsMapping: true, IsFlow: true, Entries: [var only, ..] } && source.CharAt(source.Offset(mark.Line, mark.Column)) != '{'
            && only.Key.Mark is { } first)
        {
            mark = first.To(node.Last ?? first);
        }

        if (node.Pending is { } dangling)
        {
            node.Entries.Add(new ConfigEntry(dangling, new ConfigScalar("", ScalarForm.Plain, dangling.Mark)));
        }

        ConfigNode built = node.IsMapping
            ? new ConfigMapping(Distinct(FlowFormulas.Mend(node, source, diagnostics)), mark)
            : new ConfigList(FlowFormulas.MendItems(node, source, diagnostics), mark);
        _sizes.Measure(built);
        return Add(built, node.Anchor);
    }

    private bool Add(ConfigNode node, string? anchor)
    {
        _nodes++;
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        if (_open.Count == 0)
        {
            _root = node;
            return true;
        }

        var parent = _open.Peek();
        parent.Last = node.Mark ?? parent.Last;
        if (!parent.IsMapping)
        {
            parent.Items.Add(node);
        }
        else if (parent.Pending is { } key)
        {
            parent.Entries.Add(new ConfigEntry(key, node));
            parent.Pending = null;
        }
        else if (node is ConfigScalar { Text.Length: > 0 } scalar)
        {
            parent.Pending = scalar;
        }
        else
        {
            diagnostics.Error(Codes.KeyNotWord, node is ConfigScalar { IsQuoted: false } ? LoneColon(node) : node.Mark?.FirstColumn(),
                node is ConfigScalar ? "a key is missing before the colon" : $"a key is a single word, not {node.Describe()}");
            return false;
        }

        return true;
    }

    /// <summary>YamlDotNet puts a missing key where the text before it ended.</summary>
    private SourceMark? LoneColon(ConfigNode node)
    {
        for (var line = node.Mark?.Line ?? 1; line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            if (text.AsSpan().TrimStart() is [':', ..])
            {
                return source.MarkAt(source.Offset(line, text.IndexOf(':', StringComparison.Ordinal) + 1), 1);
            }
        }

        return node.Mark;
    }

    private bool Resolve(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var mark = Mark(alias);
        if (!_anchors.TryGetValue(name, out var target))
        {
            diagnostics.Add(Diagnostic.Error(Codes.UnknownAlias, mark, $"no anchor '&{name}' above this alias") with
            {
                Label = $"a text that starts with a star is quoted: \"*{name}\"",
                Fix = $"\"*{name}\"",
            });
            target = new ConfigScalar($"*{name}", ScalarForm.DoubleQuoted, mark);
        }
        else if (target is null)
        {
            diagnostics.Error(Codes.AliasLimit, mark, $"the alias '*{name}' stands inside the value that it repeats");
            return false;
        }

        var taken = Add(target, anchor: null);
        if (_open.TryPeek(out var parent))
        {
            // The anchor may stand anywhere above; the alias is where the parent ends.
            parent.Last = mark;
        }

        return taken;
    }

    private List<ConfigEntry> Distinct(List<ConfigEntry> entries)
    {
        var first = new Dictionary<string, ConfigEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Name == "<<" && !entry.Key.IsQuoted)
            {
                diagnostics.Add(Diagnostic.Error(Codes.MergeKey, entry.Key.Mark, "the merge key '<<' is not used here") with
                {
                    Label = "inherit with `extends: other.yaml`, share values with `vars`",
                });
            }
            else if (!first.TryAdd(entry.Name, entry))
            {
                var before = first[entry.Name].Key.Mark;
                diagnostics.Add(Diagnostic.Error(Codes.DuplicateKey, entry.Key.Mark, $"the key '{entry.Name}' is written twice") with
                {
                    Label = $"it was first written in line {Format(before?.Line ?? 0)}, column {Format(before?.Column ?? 0)}",
                });
            }
        }

        return first.Count == entries.Count ? entries : [.. first.Values];
    }

    private ConfigScalar Scalar(Scalar scalar) => new(scalar.Value, scalar.Style switch
    {
        ScalarStyle.SingleQuoted => ScalarForm.SingleQuoted,
        ScalarStyle.DoubleQuoted => ScalarForm.DoubleQuoted,
        ScalarStyle.Literal or ScalarStyle.Folded => ScalarForm.Block,
        _ => ScalarForm.Plain,
    }, Mark(scalar));

    private void Reject(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific && node.Tag.Value == "?")
        {
            return;
        }

        var raw = source.Text.AsSpan(source.Offset((int)node.Start.Line, (int)node.Start.Column));
        var tag = raw.IndexOf('!') is >= 0 and var at ? raw[at..] : raw;
        var length = 0;
        while (length < tag.Length && !char.IsWhiteSpace(tag[length]) && tag[length] is not (',' or ']' or '}'))
        {
            length++;
        }

        var written = tag[..length];
        diagnostics.Error(Codes.Tag, Mark(node).FirstColumn(),
            $"the tag '{written}' is not used here; a component is named with `type:`, a text is put in quotes");
    }

    private static string? Anchor(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private SourceMark Mark(ParsingEvent parsed) =>
        new(source, parsed.Line(), parsed.Column(), (int)parsed.End.Line, (int)parsed.End.Column);

    private static string Format(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Marks as the numbers they are here.</summary>
internal static class EventMarks
{
    public static int Line(this ParsingEvent parsed) => (int)parsed.Start.Line;

    public static int Column(this ParsingEvent parsed) => (int)parsed.Start.Column;
}

/// <summary>A mapping or list whose end has not come yet.</summary>
internal sealed record OpenNode(SourceMark Start, bool IsFlow, bool IsMapping, string? Anchor)
{
    public List<ConfigEntry> Entries { get; } = [];

    public List<ConfigNode> Items { get; } = [];

    public ConfigScalar? Pending { get; set; }

    public SourceMark? Last { get; set; }
}
