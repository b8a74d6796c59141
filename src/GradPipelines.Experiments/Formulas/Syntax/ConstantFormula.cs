using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>Evaluates a formula on numbers: the arithmetic of <c>${=...}</c>, and arguments that must be constant.</summary>
public static class ConstantFormula
{
    /// <summary>The value.</summary>
    /// <param name="node">The formula.</param>
    /// <param name="value">The value of a name that is no constant, or null with an error added by the callee.</param>
    /// <param name="errors">Receives what is wrong.</param>
    /// <returns>The value, or null after an error.</returns>
    public static double? Evaluate(FormulaNode node, Func<NameNode, double?> value, ICollection<FormulaError> errors) => node switch
    {
        NumberNode number => number.Value,
        NameNode { IsQuoted: false } name when FormulaFunctions.Constants.TryGetValue(name.Name, out var constant) => constant,
        NameNode name => value(name),
        NegateNode negate => -Evaluate(negate.Operand, value, errors),
        BinaryNode binary => Combine(binary.Operator, Evaluate(binary.Left, value, errors), Evaluate(binary.Right, value, errors)),
        CallNode call => Call(call, value, errors),
        _ => null,
    };

    /// <summary>The value of a formula without names, or null where it has some or draws numbers.</summary>
    public static double? Constant(FormulaNode node) => Evaluate(node, _ => null, []);

    private static double? Call(CallNode call, Func<NameNode, double?> value, ICollection<FormulaError> errors)
    {
        var arguments = call.Arguments.Select(a => Evaluate(a, value, errors)).ToArray();
        if (FormulaFunctions.Generators.ContainsKey(call.Name))
        {
            errors.Add(new FormulaError(Codes.FormulaGenerator, call.Span, $"'{call.Name}' makes a column; here only numbers can stand"));
            return null;
        }

        var parameters = FormulaFunctions.Elementary.ContainsKey(call.Name) ? ["x"] : FormulaFunctions.Several.GetValueOrDefault(call.Name);
        if (parameters is null)
        {
            errors.Add(new FormulaError(Codes.FormulaFunction, call.NameSpan, $"there is no function '{call.Name}' on numbers")
            {
                Suggestion = FormulaChecker.NearFunction(call.Name, FormulaFunctions.Elementary.Keys.Concat(FormulaFunctions.Several.Keys)),
            });
            return null;
        }

        if (arguments.Length != parameters.Length)
        {
            errors.Add(FormulaChecker.WrongArity(call, parameters));
            return null;
        }

        return arguments.Contains(null) ? null : call.Name switch
        {
            "min" => Math.Min(arguments[0]!.Value, arguments[1]!.Value), // none is null
            "max" => Math.Max(arguments[0]!.Value, arguments[1]!.Value),
            "where" => arguments[0] != 0 ? arguments[1] : arguments[2],
            _ => FormulaFunctions.Elementary[call.Name](arguments[0]!.Value),
        };
    }

    private static double? Combine(FormulaOperator op, double? left, double? right) => (left, right) is not ({ } a, { } b) ? null : op switch
    {
        FormulaOperator.Add => a + b,
        FormulaOperator.Subtract => a - b,
        FormulaOperator.Multiply => a * b,
        FormulaOperator.Divide => a / b,
        FormulaOperator.Power => Math.Pow(a, b),
        FormulaOperator.Less => a < b ? 1 : 0,
        FormulaOperator.LessOrEqual => a <= b ? 1 : 0,
        FormulaOperator.Greater => a > b ? 1 : 0,
        FormulaOperator.GreaterOrEqual => a >= b ? 1 : 0,
        FormulaOperator.Equal => a == b ? 1 : 0,
        _ => a != b ? 1 : 0,
    };
}
