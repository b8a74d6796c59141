namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>The names that every formula knows: constants, elementary functions, column generators.</summary>
/// <remarks>The element-wise operations of the catalog come on top, each with one argument.</remarks>
public static class FormulaFunctions
{
    /// <summary>The constants.</summary>
    public static IReadOnlyDictionary<string, double> Constants { get; } =
        new Dictionary<string, double>(StringComparer.Ordinal) { ["pi"] = Math.PI, ["e"] = Math.E };

    /// <summary>The elementary functions of one number, as they are on doubles.</summary>
    public static IReadOnlyDictionary<string, Func<double, double>> Elementary { get; } = new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
    {
        ["abs"] = Math.Abs,
        ["sign"] = x => double.IsNaN(x) ? x : Math.Sign(x),
        ["floor"] = Math.Floor,
        ["ceil"] = Math.Ceiling,
        ["round"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["sqrt"] = Math.Sqrt,
        ["cbrt"] = Math.Cbrt,
        ["square"] = x => x * x,
        ["exp"] = Math.Exp,
        ["log"] = Math.Log,
        ["log2"] = Math.Log2,
        ["log10"] = Math.Log10,
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["asin"] = Math.Asin,
        ["acos"] = Math.Acos,
        ["atan"] = Math.Atan,
        ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh,
        ["tanh"] = Math.Tanh,
    };

    /// <summary>The functions of several values, with their parameters.</summary>
    public static IReadOnlyDictionary<string, string[]> Several { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["min"] = ["a", "b"],
        ["max"] = ["a", "b"],
        ["where"] = ["condition", "a", "b"],
    };

    /// <summary>The column generators with their parameters; <c>choice</c> takes any number of values.</summary>
    public static IReadOnlyDictionary<string, string[]> Generators { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["linspace"] = ["from", "to"],
        ["arange"] = ["start", "step"],
        ["uniform"] = ["low", "high"],
        ["normal"] = ["mean", "deviation"],
        ["choice"] = ["a", "b", "..."],
    };

    /// <summary>What other languages call our functions.</summary>
    internal static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ln"] = "log",
        ["lg"] = "log10",
        ["arcsin"] = "asin",
        ["arccos"] = "acos",
        ["arctan"] = "atan",
        ["randn"] = "normal",
        ["gauss"] = "normal",
        ["gaussian"] = "normal",
        ["noise"] = "normal",
        ["rand"] = "uniform",
        ["random"] = "uniform",
        ["range"] = "arange",
        ["maximum"] = "max",
        ["minimum"] = "min",
        ["fabs"] = "abs",
        ["sgn"] = "sign",
        ["if"] = "where",
        ["iif"] = "where",
        ["sqr"] = "square",
    };
}
