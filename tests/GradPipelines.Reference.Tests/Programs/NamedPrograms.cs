using System.Globalization;
using System.Text.RegularExpressions;

namespace GradPipelines.Reference;

/// <summary>Programs that are stated in words, or by a recursion.</summary>
internal static partial class NamedPrograms
{
    public static Node? Find(string text)
    {
        if (text == "exp(M) row-normalised")
            return scope =>
            {
                var e = Ops.Exp(Input(scope, "M", "x"));
                return e / Ops.Sum(e, [1], keepDims: true);
            };
        if (Squaring().Match(text) is { Success: true } power)
        {
            var n = int.Parse(power.Groups[1].Value, CultureInfo.InvariantCulture);
            return scope => Power(Input(scope, "x"), n);
        }

        if (Recursion().Match(text) is { Success: true } rec)
        {
            var n = int.Parse(rec.Groups[3].Value, CultureInfo.InvariantCulture);
            var start = Parser.Parse(rec.Groups[1].Value, isMathematics: true);
            var step = Parser.Parse(rec.Groups[2].Value, isMathematics: true);
            return scope => Recurse(scope, start, step, n);
        }

        return null;
    }

    private static Tensor Input(Scope scope, params string[] names)
    {
        foreach (var name in names)
            if (scope.TryGet(name, out var value)) return Value.AsTensor(value);
        throw new UnknownOperationException(names[0]);
    }

    private static Tensor Power(Tensor x, int n)
    {
        if (n == 0) return 1.0;
        if (n % 2 == 1) return x * Power(x, n - 1);
        var half = Power(x, n / 2);
        return half * half;
    }

    private static object? Recurse(Scope scope, Node start, Node step, int n)
    {
        if (n == 0) return start(scope);
        var inner = new Scope(scope) { ["n"] = (long)n, ["rec"] = (Callable)((a, _) => Recurse(scope, start, step, Value.AsInt(a[1]))) };
        return step(inner);
    }

    [GeneratedRegex(@"^pow\(x,\s*(\d+)\) by recursive squaring$")]
    private static partial Regex Squaring();

    [GeneratedRegex(@"^rec\(x,0\)=(.+?); rec\(x,n\)=(.+?); f=rec\(x,(\d+)\)$")]
    private static partial Regex Recursion();
}
