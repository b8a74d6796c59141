using System.Globalization;
using GradPipelines.Experiments.Formulas.Syntax;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Validation;

/// <summary>Every formula is well formed, its names exist, and no column needs itself.</summary>
internal sealed class FormulaRule : IExperimentRule
{
    public void Check(RuleContext context)
    {
        var shapes = new ShapeWalk(context.Catalog);
        Walk(context, shapes, new FormulaChecker(context.Catalog), context.Tree, new RecordShape(typeof(ExperimentSpecification)));
        foreach (var (name, version) in context.Specification.Pins ?? new Dictionary<string, int>())
        {
            if (context.Operations.TryGetValue(name, out var here) && here != version)
            {
                context.Error(Codes.PinnedOperation, context.Node("pins", name)?.Mark, string.Create(
                    CultureInfo.InvariantCulture, $"the operation '{name}' has version {here} here, the file pins {version}"));
            }
        }
    }

    private static void Walk(RuleContext context, ShapeWalk shapes, FormulaChecker checker, ConfigNode node, ValueShape shape)
    {
        if (node is ConfigList list && shape is ListShape of)
        {
            foreach (var item in list.Items)
            {
                Walk(context, shapes, checker, item, of.Item);
            }
        }

        if (node is not ConfigMapping mapping)
        {
            return;
        }

        var formulas = mapping.Entries.Select(e => (Entry: e, shapes.Property(shape, mapping, e.Name)?.Formula)).Where(f => f.Formula is not null).ToArray();
        var columns = formulas.Where(f => f.Formula!.MakesColumns).SelectMany(f => Columns(f.Entry.Value)).ToArray(); // filtered above
        var trees = new Dictionary<string, (FormulaNode Root, ConfigScalar Text)>(StringComparer.Ordinal);
        Clashes(context, columns);
        foreach (var (entry, formula) in formulas)
        {
            var names = formula!.MakesColumns ? [.. columns.Select(c => c.Name)] : formula.Names; // filtered above
            foreach (var (name, text) in Texts(entry))
            {
                if (Parse(context, checker, text, new FormulaScope(names, formula.MakesColumns)) is { } root && formula.MakesColumns)
                {
                    trees[name] = (root, text);
                }
            }
        }

        if (columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() == columns.Length)
        {
            Cycles(context, trees);
        }

        foreach (var entry in mapping.Entries)
        {
            if (shapes.Child(shape, mapping, entry.Name) is { } child)
            {
                Walk(context, shapes, checker, entry.Value, child);
            }
        }
    }

    private static FormulaNode? Parse(RuleContext context, FormulaChecker checker, ConfigScalar text, FormulaScope scope)
    {
        var parse = FormulaParser.Parse(text.Text);
        var errors = parse.Root is null ? parse.Errors : checker.Check(parse.Root, scope);
        foreach (var error in errors)
        {
            context.Diagnostics.Add(error.In(text));
        }

        foreach (var operation in parse.Root is null ? [] : checker.OperationsOf(parse.Root))
        {
            context.Operations[operation.Name] = operation.Version;
        }

        return errors.Count == 0 ? parse.Root : null;
    }

    private static void Clashes(RuleContext context, ConfigEntry[] columns)
    {
        foreach (var clash in columns.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            context.Error(Codes.ColumnConflict, clash.Last().Key.Mark, $"'{clash.Key}' is an input and a target; columns have different names");
        }
    }

    private static void Cycles(RuleContext context, Dictionary<string, (FormulaNode Root, ConfigScalar Text)> trees)
    {
        var needs = trees.ToDictionary(
            t => t.Key,
            t => t.Value.Root.Descendants().OfType<NameNode>()
                .Where(n => trees.ContainsKey(n.Name) && (n.IsQuoted || !FormulaFunctions.Constants.ContainsKey(n.Name))).ToArray(),
            StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in trees.Keys)
        {
            Visit(column, []);
        }

        void Visit(string column, List<string> chain)
        {
            if (done.Contains(column) || chain.Count > 200)
            {
                return;
            }

            chain.Add(column);
            foreach (var need in needs[column])
            {
                var start = chain.IndexOf(need.Name);
                if (start >= 0)
                {
                    context.Error(Codes.FormulaCycle, trees[column].Text.MarkOf(need.Span.Start, need.Span.Length),
                        $"formula: columns need each other in a circle: {string.Join(" -> ", chain.Skip(start).Append(need.Name))}");
                }
                else
                {
                    Visit(need.Name, chain);
                }
            }

            chain.RemoveAt(chain.Count - 1);
            done.Add(column);
        }
    }

    private static IEnumerable<ConfigEntry> Columns(ConfigNode node) => (node as ConfigMapping)?.Entries ?? [];

    private static IEnumerable<(string Name, ConfigScalar Text)> Texts(ConfigEntry entry) => entry.Value switch
    {
        ConfigScalar { IsBroken: false } text => [(entry.Name, text)],
        ConfigList list => list.Items.OfType<ConfigScalar>().Where(t => !t.IsBroken).Select(t => (entry.Name, t)),
        ConfigMapping mapping => mapping.Entries.Where(e => e.Value is ConfigScalar { IsBroken: false }).Select(e => (e.Name, (ConfigScalar)e.Value)),
        _ => [],
    };
}
