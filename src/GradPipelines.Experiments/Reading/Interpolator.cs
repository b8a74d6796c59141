using GradPipelines.Experiments.Formulas.Syntax;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Reading;

/// <summary>Replaces every <c>${...}</c> of a merged tree. References are resolved where they point to, once, on demand.</summary>
/// <remarks>
/// A resolved scalar has the mark of its use and remembers where its value is written, so that a wrong value is reported where
/// it is used and the message says where it comes from.
/// </remarks>
internal sealed class Interpolator(ShapeWalk shapes, Func<string, string?> environment, DiagnosticBag diagnostics)
{
    private const int MaximumText = 100_000;
    private const int MaximumChain = 200;
    private readonly Dictionary<(ConfigNode, bool), ConfigNode> _resolved = new(NodeAndForm.Instance);
    private readonly List<(ConfigNode Node, string Name)> _resolving = [];
    private readonly HashSet<string> _environmentNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedVariables = new(StringComparer.Ordinal);
    private ConfigMapping _root = new([], null);
    private bool _allVariablesUsed;
    private long _budget;

    /// <summary>The environment variables that were asked for.</summary>
    public IReadOnlyCollection<string> EnvironmentNames => _environmentNames;

    /// <summary>The tree without references.</summary>
    public ConfigMapping Resolve(ConfigMapping root)
    {
        _root = root;
        var sizes = Count(root);
        _budget = (10 * sizes) + 100_000;
        return (ConfigMapping)Resolve(root, new RecordShape(typeof(ExperimentSpecification)), isFormula: false, "");
    }

    /// <summary>True where something referred to the variable.</summary>
    public bool IsUsed(string variable) => _allVariablesUsed || _usedVariables.Contains(variable);

    private ConfigNode Resolve(ConfigNode node, ValueShape shape, bool isFormula, string path)
    {
        if (_resolved.TryGetValue((node, isFormula), out var known))
        {
            return known;
        }

        if (node is ConfigScalar scalar && !InterpolatedText.HasParts(scalar.Text))
        {
            return node;
        }

        var before = _resolving.FindIndex(r => ReferenceEquals(r.Node, node));
        if (before >= 0)
        {
            var chain = _resolving.Skip(before).Select(r => r.Name).Append(_resolving[before].Name);
            diagnostics.Error(Codes.InterpolationCycle, node.Mark, $"${{...}} in a circle: {string.Join(" -> ", chain)}");
            return Broken;
        }

        if (_resolving.Count > MaximumChain)
        {
            diagnostics.Error(Codes.InterpolationLimit, node.Mark, "references lead to each other more than 200 times");
            return Broken;
        }

        _resolving.Add((node, path));
        var result = node switch
        {
            ConfigMapping mapping => Keys(mapping, shape, isFormula, path),
            ConfigList list => Items(list, shape, isFormula, path),
            ConfigScalar text => Text(text, isFormula),
            _ => node,
        };
        _resolving.RemoveAt(_resolving.Count - 1);
        return _resolved[(node, isFormula)] = result;
    }

    private ConfigMapping Keys(ConfigMapping mapping, ValueShape shape, bool isFormula, string path)
    {
        // The type may itself be a reference, and decides what the keys beside it are.
        var typed = mapping.Find("type") is { Value: ConfigScalar type } entry && InterpolatedText.HasParts(type.Text) && ShapeWalk.IsComponentLike(shape)
            ? mapping.With(entry with { Value = Resolve(type, shape, isFormula: false, Join(path, "type")) })
            : mapping;
        return new ConfigMapping(
            [.. mapping.Entries.Select(e => e with
            {
                Value = Resolve(
                    e.Value,
                    shapes.Child(shape, typed, e.Name) ?? RawShape.Any,
                    shapes.Property(shape, typed, e.Name) is { } property ? property.Formula is not null : isFormula,
                    Join(path, e.Name)),
            })],
            mapping.Mark);
    }

    private ConfigList Items(ConfigList list, ValueShape shape, bool isFormula, string path)
    {
        var item = shape is ListShape of ? of.Item : RawShape.Any;
        return new ConfigList([.. list.Items.Select((node, i) => Resolve(node, item, isFormula, $"{path}.{i}"))], list.Mark);
    }

    private ConfigNode Text(ConfigScalar scalar, bool isFormula)
    {
        if (InterpolatedText.Split(scalar.Text, out var mistake) is not { } parts)
        {
            diagnostics.Error(Codes.BadInterpolation, scalar.MarkOf(mistake.Start, mistake.Length), mistake.Message);
            return Broken;
        }

        if (parts is [{ Kind: not InterpolationKind.Literal } alone])
        {
            return Alone(scalar, alone);
        }

        var text = new TextBuilder();
        foreach (var part in parts)
        {
            if (part.Kind == InterpolationKind.Literal)
            {
                text.AddLiteral(scalar, part);
                continue;
            }

            var mark = scalar.MarkOf(part.Start, part.Length);
            switch (Value(scalar, part))
            {
                case null:
                    return Broken;
                case ConfigScalar value:
                    text.Add(isFormula ? $"({value.Text})" : value.Text, isFormula ? $"({value.Portable ?? InterpolatedText.Escape(value.Text)})" : value.Portable ?? InterpolatedText.Escape(value.Text), value.Portable is not null, mark);
                    break;
                case var other:
                    diagnostics.Error(Codes.InterpolationText, mark, $"'{part.Text}' is {other.Describe()}; inside a text only a single value can stand");
                    return Broken;
            }

            if (text.Length > MaximumText)
            {
                diagnostics.Error(Codes.InterpolationLimit, scalar.Mark, "the text becomes longer than 100 000 characters");
                return Broken;
            }
        }

        return text.Build(scalar);
    }

    private ConfigNode Alone(ConfigScalar scalar, InterpolationPart part)
    {
        if (Value(scalar, part) is not { } value)
        {
            return Broken;
        }

        _budget -= value is ConfigScalar ? 1 : Count(value);
        if (_budget < 0)
        {
            diagnostics.Error(Codes.InterpolationLimit, scalar.Mark, "the references of this file expand to too many nodes");
            return Broken;
        }

        return value switch
        {
            ConfigScalar v => new ConfigScalar(v.Text, v.Form, scalar.Mark)
            {
                Portable = v.Portable,
                WrittenIn = v.WrittenIn ?? v.Mark?.Source,
                ValueMark = part.Kind == InterpolationKind.Path ? v.ValueMark ?? v.Mark : null,
                Pieces = scalar.Mark is { } mark ? [new TextPiece(0, Math.Max(v.Text.Length, 1), mark, Verbatim: false)] : [],
            },
            ConfigMapping m => new ConfigMapping(m.Entries, scalar.Mark),
            ConfigList l => new ConfigList(l.Items, scalar.Mark),
            _ => value,
        };
    }

    private ConfigNode? Value(ConfigScalar scalar, InterpolationPart part)
    {
        var mark = scalar.MarkOf(part.Start, part.Length);
        switch (part.Kind)
        {
            case InterpolationKind.Path:
                return Follow(part.Text, scalar.MarkOf(part.TextStart, part.Text.Length));
            case InterpolationKind.Environment:
                _environmentNames.Add(part.Text);
                if ((environment(part.Text) ?? part.Default) is { } set)
                {
                    return new ConfigScalar(set, ScalarForm.Plain, mark) { Portable = scalar.Text.Substring(part.Start, part.Length), WrittenIn = scalar.Mark?.Source };
                }

                diagnostics.Add(Diagnostic.Error(Codes.EnvironmentUnset, mark, $"the environment variable '{part.Text}' is not set") with
                {
                    Label = $"a default can be given: ${{env:{part.Text},...}}",
                });
                return null;
            default:
                return Arithmetic(scalar, part, mark);
        }
    }

    private ConfigScalar? Arithmetic(ConfigScalar scalar, InterpolationPart part, SourceMark? mark)
    {
        var parse = FormulaParser.Parse(part.Text);
        var errors = new List<FormulaError>(parse.Errors);
        var failed = false;
        var value = parse.Root is null ? null : ConstantFormula.Evaluate(parse.Root, name => Number(name, scalar, part, ref failed), errors);
        foreach (var error in errors)
        {
            diagnostics.Add(error.In(scalar, part.TextStart) with { Fix = error.Fix is null ? null : $"${{={error.Fix}}}" });
        }

        if (errors.Count > 0 || failed || value is not { } number)
        {
            return null;
        }

        if (!double.IsFinite(number))
        {
            diagnostics.Error(Codes.BadInterpolation, mark, $"'{part.Text.Trim()}' is {NumberText.Format(number)}, not a finite number");
            return null;
        }

        return new ConfigScalar(NumberText.Format(number), ScalarForm.Plain, mark);
    }

    private double? Number(NameNode name, ConfigScalar scalar, InterpolationPart part, ref bool failed)
    {
        var mark = scalar.MarkOf(part.TextStart + name.Span.Start, name.Span.Length);
        var node = Follow(name.Name, mark);
        if (node is ConfigScalar { IsQuoted: false } value && NumberText.IsCore(value.Text))
        {
            return double.Parse(value.Text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
        }

        failed = true;
        if (node is not null && !ReferenceEquals(node, Broken))
        {
            diagnostics.Error(Codes.BadInterpolation, mark, $"'{name.Name}' is {node.Describe()}, not a number");
        }

        return null;
    }

    /// <summary>The resolved node of a path; references on the way are resolved first.</summary>
    private ConfigNode? Follow(string path, SourceMark? mark)
    {
        ConfigNode node = _root;
        ValueShape shape = new RecordShape(typeof(ExperimentSpecification));
        var isFormula = false;
        var done = new List<string>();
        foreach (var segment in ConfigPath.Split(path, out _) ?? [])
        {
            if (node is ConfigScalar reference && InterpolatedText.HasParts(reference.Text))
            {
                node = Resolve(reference, shape, isFormula, ConfigPath.Join(done));
            }

            node = ShapeWalk.Spelled(node, shape);
            var next = node switch
            {
                ConfigMapping mapping => mapping[segment.Text],
                ConfigList list when ConfigPath.ItemIndex(list, segment.Text) is >= 0 and var index => list.Items[index],
                _ => null,
            };
            if (next is null)
            {
                diagnostics.Add(Missing(node, path, done, segment, mark));
                return null;
            }

            var parent = node as ConfigMapping;
            isFormula = shapes.Property(shape, parent, segment.Text) is { } property ? property.Formula is not null : isFormula;
            shape = shape is ListShape of ? of.Item : shapes.Child(shape, parent, segment.Text) ?? RawShape.Any;
            done.Add(segment.Text);
            Use(done);
            node = next;
        }

        _allVariablesUsed |= done is ["vars"];
        var resolved = Resolve(node, shape, isFormula, ConfigPath.Join(done));
        return ReferenceEquals(resolved, Broken) ? null : resolved;
    }

    private void Use(List<string> path)
    {
        if (path is ["vars", var variable])
        {
            _usedVariables.Add(variable);
        }
    }

    private static Diagnostic Missing(ConfigNode node, string path, List<string> done, PathSegment segment, SourceMark? mark)
    {
        var keys = node is ConfigMapping mapping ? mapping.Entries.Select(e => e.Name) : [];
        var near = NearestWord.Of(segment.Text, keys);
        var rest = ConfigPath.Split(path, out _)!.Skip(done.Count + 1).Select(s => s.Text); // the path was split before
        var where = done.Count == 0 ? "the experiment" : $"'{ConfigPath.Join(done)}'";
        return Diagnostic.Error(Codes.UnknownPath, mark, $"{where} has no {(node is ConfigList ? "item" : "key")} '{segment.Text}' that a file writes") with
        {
            Suggestion = near is null ? null : ConfigPath.Join([.. done, near, .. rest]),
            Notes = near is null && node is ConfigMapping { Entries.Count: > 0 and <= 30 } ? [$"{where} has: {string.Join(", ", keys)}"] : [],
        };
    }

    private static readonly ConfigScalar Broken = new("", ScalarForm.DoubleQuoted, null) { IsBroken = true };

    private static long Count(ConfigNode node) => node switch
    {
        ConfigMapping mapping => 1 + mapping.Entries.Sum(e => Count(e.Value)),
        ConfigList list => 1 + list.Items.Sum(Count),
        _ => 1,
    };

    private static string Join(string path, string key) => path.Length == 0 ? ConfigPath.Segment(key) : $"{path}.{ConfigPath.Segment(key)}";

    private sealed class NodeAndForm : IEqualityComparer<(ConfigNode Node, bool IsFormula)>
    {
        public static NodeAndForm Instance { get; } = new();

        public bool Equals((ConfigNode Node, bool IsFormula) x, (ConfigNode Node, bool IsFormula) y) =>
            ReferenceEquals(x.Node, y.Node) && x.IsFormula == y.IsFormula;

        public int GetHashCode((ConfigNode Node, bool IsFormula) obj) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Node), obj.IsFormula);
    }
}
