using System.Globalization;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>What the names of a formula may be.</summary>
/// <param name="Columns">The columns, or parameters, it may use.</param>
/// <param name="AllowsGenerators">True where it may make a column.</param>
public sealed record FormulaScope(IReadOnlyCollection<string> Columns, bool AllowsGenerators);

/// <summary>Checks names, functions and the number of their arguments, without evaluating anything.</summary>
/// <param name="catalog">Its operations are the functions.</param>
public sealed class FormulaChecker(IComponentCatalog catalog)
{
    private readonly Dictionary<string, ComponentDescriptor> _operations = catalog.All
        .Where(c => c.Kind == ComponentKind.Operation).GroupBy(c => c.Name.Replace('-', '_'), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>The catalog's operations that a formula uses, by their names there.</summary>
    public IEnumerable<ComponentDescriptor> OperationsOf(FormulaNode root) => root.Descendants().OfType<CallNode>()
        .Select(c => _operations.GetValueOrDefault(c.Name)).OfType<ComponentDescriptor>().DistinctBy(d => d.Name);

    /// <summary>Everything that is wrong, in order of place.</summary>
    public IReadOnlyList<FormulaError> Check(FormulaNode root, FormulaScope scope)
    {
        var errors = new List<FormulaError>();
        Check(root, scope, insideGenerator: null, errors);
        return [.. errors.OrderBy(e => e.Span.Start)];
    }

    /// <summary>The function that was meant, or null.</summary>
    internal static string? NearFunction(string name, IEnumerable<string> functions)
    {
        var known = functions.ToHashSet(StringComparer.Ordinal);
        var last = name[(name.LastIndexOf('.') + 1)..];
        return known.Contains(last) ? last
            : FormulaFunctions.Elsewhere.TryGetValue(last, out var ours) && known.Contains(ours) ? ours
            : NearestWord.Of(name, known) ?? NearestWord.Of(last, known);
    }

    internal static FormulaError WrongArity(CallNode call, IReadOnlyList<string> parameters)
    {
        var wanted = parameters is [.., "..."] ? "at least 1" : parameters.Count.ToString(CultureInfo.InvariantCulture);
        var plural = wanted.EndsWith('1') ? "" : "s";
        return new FormulaError(Codes.FormulaArity, call.Span,
            $"'{call.Name}' takes {wanted} argument{plural}, not {call.Arguments.Count.ToString(CultureInfo.InvariantCulture)}: {call.Name}({string.Join(", ", parameters)})");
    }

    private void Check(FormulaNode node, FormulaScope scope, string? insideGenerator, List<FormulaError> errors)
    {
        switch (node)
        {
            case NameNode name:
                CheckName(name, scope, errors);
                return;
            case CallNode call:
                CheckCall(call, scope, insideGenerator, errors);
                return;
            case BinaryNode { IsComparison: true, Left: BinaryNode { IsComparison: true, IsGrouped: false } } chain:
                errors.Add(new FormulaError(Codes.FormulaAssociation, chain.Span, "comparisons do not chain; write (a < b) * (b < c)"));
                break;
        }

        foreach (var child in node.Children)
        {
            Check(child, scope, insideGenerator, errors);
        }
    }

    private void CheckName(NameNode name, FormulaScope scope, List<FormulaError> errors)
    {
        if ((!name.IsQuoted && FormulaFunctions.Constants.ContainsKey(name.Name)) || scope.Columns.Contains(name.Name))
        {
            return;
        }

        if (!name.IsQuoted && (IsFunction(name.Name) || FormulaFunctions.Generators.ContainsKey(name.Name)))
        {
            errors.Add(new FormulaError(Codes.FormulaName, name.Span, $"'{name.Name}' is a function; write {name.Name}(x), or `{name.Name}` for a column of that name"));
            return;
        }

        var names = scope.Columns.Concat(FormulaFunctions.Constants.Keys);
        errors.Add(new FormulaError(Codes.FormulaName, name.Span, $"there is no column '{name.Name}'")
        {
            Suggestion = NearestWord.Of(name.Name, names),
            Notes = [scope.Columns.Count == 0 ? "there are no columns here" : $"columns: {string.Join(", ", scope.Columns)}"],
        });
    }

    private void CheckCall(CallNode call, FormulaScope scope, string? insideGenerator, List<FormulaError> errors)
    {
        var isGenerator = FormulaFunctions.Generators.TryGetValue(call.Name, out var parameters);
        if (isGenerator && !scope.AllowsGenerators)
        {
            errors.Add(new FormulaError(Codes.FormulaGenerator, call.Span, $"'{call.Name}' makes a column, which only the formulas of data may do"));
        }
        else if (isGenerator && insideGenerator is not null)
        {
            errors.Add(new FormulaError(Codes.FormulaGenerator, call.Span, $"'{call.Name}' cannot stand inside '{insideGenerator}'"));
        }
        else if (!isGenerator && !FormulaFunctions.Several.TryGetValue(call.Name, out parameters))
        {
            parameters = IsFunction(call.Name) ? ["x"] : null;
        }

        if (parameters is null)
        {
            errors.Add(UnknownFunction(call, scope));
        }
        else if (parameters is [.., "..."] ? call.Arguments.Count == 0 : call.Arguments.Count != parameters.Length)
        {
            errors.Add(WrongArity(call, parameters));
        }
        else if (isGenerator)
        {
            CheckGenerator(call, errors);
        }

        foreach (var argument in call.Arguments)
        {
            Check(argument, scope, isGenerator ? call.Name : insideGenerator, errors);
        }
    }

    private static void CheckGenerator(CallNode call, List<FormulaError> errors)
    {
        var values = call.Arguments.Select(ConstantFormula.Constant).ToArray();
        if (call.Name is "linspace" or "arange" or "choice")
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is null && !call.Arguments[i].Descendants().OfType<CallNode>().Any())
                {
                    errors.Add(new FormulaError(Codes.FormulaArgument, call.Arguments[i].Span, $"the arguments of '{call.Name}' are numbers, not columns"));
                }
            }
        }

        var broken = (call.Name, values) switch
        {
            ("linspace" or "uniform", [{ } low, { } high]) when !(low < high) => (0, "needs a first argument below the second"),
            ("arange", [_, { } step]) when step == 0 || !double.IsFinite(step) => (1, "needs a step other than 0"),
            ("normal", [_, { } deviation]) when !(deviation >= 0) => (1, "needs a deviation of at least 0"),
            _ => ((int, string)?)null,
        };
        if (broken is var (index, message))
        {
            errors.Add(new FormulaError(Codes.FormulaArgument, call.Arguments[index].Span, $"'{call.Name}' {message}"));
        }
    }

    private FormulaError UnknownFunction(CallNode call, FormulaScope scope)
    {
        if (scope.Columns.Contains(call.Name) || FormulaFunctions.Constants.ContainsKey(call.Name))
        {
            return new FormulaError(Codes.FormulaMultiplication, call.NameSpan, $"'{call.Name}' is a value, not a function; write '{call.Name}*(...)'");
        }

        var functions = FormulaFunctions.Elementary.Keys.Concat(FormulaFunctions.Several.Keys).Concat(_operations.Keys)
            .Concat(scope.AllowsGenerators ? FormulaFunctions.Generators.Keys : []).ToArray();
        var near = NearFunction(call.Name, functions);
        var notes = new List<string>();
        if (near is null)
        {
            notes.Add($"functions: {string.Join(", ", functions.Distinct().Order(StringComparer.Ordinal))}");
        }

        if (call.Name.Contains('.', StringComparison.Ordinal) && near?.Contains('.', StringComparison.Ordinal) != false)
        {
            notes.AddRange(catalog.SearchReport);
        }

        return new FormulaError(Codes.FormulaFunction, call.NameSpan, $"there is no function '{call.Name}'") { Suggestion = near, Notes = notes };
    }

    private bool IsFunction(string name) =>
        _operations.ContainsKey(name) || FormulaFunctions.Elementary.ContainsKey(name) || FormulaFunctions.Several.ContainsKey(name);
}
