using GradPipelines.Experiments.Formulas.Syntax;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Formulas;

/// <summary>Evaluates a checked formula on tensors, so that it can be differentiated like any function.</summary>
/// <param name="operations">The element-wise operation of a catalog name.</param>
internal sealed class FormulaEvaluator(Func<string, Func<Tensor, Tensor>?> operations)
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_elementary = new(StringComparer.Ordinal)
    {
        ["abs"] = Ops.Abs,
        ["sign"] = Ops.Sign,
        ["floor"] = Ops.Floor,
        ["ceil"] = Ops.Ceiling,
        ["round"] = Ops.Round,
        ["sqrt"] = Ops.Sqrt,
        ["cbrt"] = x => Ops.Sign(x) * Ops.Pow(Ops.Abs(x), 1.0 / 3),
        ["square"] = Ops.Square,
        ["exp"] = Ops.Exp,
        ["log"] = Ops.Log,
        ["log2"] = x => Ops.Log(x) / Math.Log(2),
        ["log10"] = x => Ops.Log(x) / Math.Log(10),
        ["sin"] = Ops.Sin,
        ["cos"] = Ops.Cos,
        ["tan"] = Ops.Tan,
        ["asin"] = Ops.Asin,
        ["acos"] = Ops.Acos,
        ["atan"] = Ops.Atan,
        ["sinh"] = Ops.Sinh,
        ["cosh"] = Ops.Cosh,
        ["tanh"] = Ops.Tanh,
    };

    /// <summary>The value, with names and generator calls supplied by the caller.</summary>
    public Tensor Evaluate(FormulaNode node, Func<NameNode, Tensor> names, Func<CallNode, Tensor>? generate = null) => node switch
    {
        NumberNode number => number.Value,
        NameNode { IsQuoted: false } name when FormulaFunctions.Constants.TryGetValue(name.Name, out var constant) => constant,
        NameNode name => names(name),
        NegateNode negate => -Evaluate(negate.Operand, names, generate),
        BinaryNode binary => Combine(binary.Operator, Evaluate(binary.Left, names, generate), Evaluate(binary.Right, names, generate)),
        CallNode call when FormulaFunctions.Generators.ContainsKey(call.Name) =>
            (generate ?? throw new InvalidOperationException($"'{call.Name}' makes a column; here only an expression can stand."))(call),
        CallNode call => Call(call.Name, call.CatalogName, [.. call.Arguments.Select(a => Evaluate(a, names, generate))]),
        _ => throw new InvalidOperationException($"No value for {node.GetType().Name}."),
    };

    private Tensor Call(string name, string catalogName, Tensor[] x) => name switch
    {
        "min" => Ops.Minimum(x[0], x[1]),
        "max" => Ops.Maximum(x[0], x[1]),
        "where" => Ops.Where(Ops.NotEqual(x[0], 0), x[1], x[2]),
        _ when s_elementary.TryGetValue(name, out var f) => f(x[0]),
        _ => (operations(catalogName) ?? throw new InvalidOperationException($"There is no operation '{catalogName}'."))(x[0]),
    };

    private static Tensor Combine(FormulaOperator op, Tensor a, Tensor b) => op switch
    {
        FormulaOperator.Add => a + b,
        FormulaOperator.Subtract => a - b,
        FormulaOperator.Multiply => a * b,
        FormulaOperator.Divide => a / b,
        FormulaOperator.Power => Ops.Pow(a, b),
        _ => Ops.Cast(Compare(op, a, b), DType.Float64),
    };

    private static Tensor Compare(FormulaOperator op, Tensor a, Tensor b) => op switch
    {
        FormulaOperator.Less => a < b,
        FormulaOperator.LessOrEqual => a <= b,
        FormulaOperator.Greater => a > b,
        FormulaOperator.GreaterOrEqual => a >= b,
        FormulaOperator.Equal => Ops.Equal(a, b),
        _ => Ops.NotEqual(a, b),
    };
}
