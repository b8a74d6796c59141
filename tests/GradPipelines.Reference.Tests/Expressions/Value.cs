using System.Globalization;

namespace GradPipelines.Reference;

/// <summary>Arithmetic on the values of expressions: plain numbers stay plain, everything else becomes a tensor.</summary>
internal static class Value
{
    public static Tensor AsTensor(object? value) => value switch
    {
        Tensor t => t,
        double d => d,
        long n => n,
        bool b => b,
        ComplexArray => throw new UnknownOperationException("complex128"),
        System.Collections.IEnumerable items and not string => Ops.Stack(Unify(items.Cast<object?>().Select(AsTensor))),
        _ => throw new UnknownOperationException($"a {value?.GetType().Name ?? "None"} where an array is expected"),
    };

    /// <summary>A sequence as tensors.</summary>
    public static Tensor[] AsTensors(object? value) => value switch
    {
        System.Collections.IEnumerable items and not string => [.. items.Cast<object?>().Select(AsTensor)],
        Tensor t => [.. Enumerable.Range(0, t.Length).Select(i => t[i])],
        _ => throw new UnknownOperationException("something else where a sequence of arrays is expected"),
    };

    public static bool AsBool(object? value) => value switch
    {
        bool b => b,
        null => false,
        Tensor t => t.Item() != 0,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture) != 0,
    };

    public static int AsInt(object? value) => value switch
    {
        Tensor t => (int)t.Item(),
        long or double or bool => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        _ => throw new UnknownOperationException($"{value ?? "None"} where a whole number is expected"),
    };

    public static object? Binary(string op, object? a, object? b)
    {
        if (a is ComplexArray || b is ComplexArray) throw new UnknownOperationException("complex128");
        if (a is IdentityValue) a = Ops.Eye(AsTensor(b).Shape[0]);
        if (b is IdentityValue) b = Ops.Eye(AsTensor(a).Shape[0]);
        if (IsNumber(a) && IsNumber(b) && op is not ("@" or "juxtaposed")) return Numbers(op, a!, b!);
        if (a is System.Collections.IList and not Array && b is System.Collections.IList and not Array && op == "+") return new ListValue([.. ((System.Collections.IList)a).Cast<object?>(), .. ((System.Collections.IList)b).Cast<object?>()]);
        var (x, y) = (AsTensor(a), AsTensor(b));
        return op switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "//" => Ops.Floor(x / y),
            "%" => x % y,
            "**" or "^" => Ops.Pow(x, y),
            "@" => Ops.MatMul(x, y),
            "juxtaposed" => x.Rank == 0 || y.Rank == 0 ? x * y : Ops.MatMul(x, y),
            "<" => x < y,
            ">" => x > y,
            "<=" => x <= y,
            ">=" => x >= y,
            "==" => Ops.Equal(x, y),
            "!=" => Ops.NotEqual(x, y),
            "&" => x & y,
            "|" => x | y,
            _ => throw new UnknownOperationException($"operator {op}"),
        };
    }

    public static object? Negate(object? x) => x switch
    {
        long n => -n,
        double d => -d,
        _ => -AsTensor(x),
    };

    private static bool IsNumber(object? x) => x is double or long or bool;

    private static object Numbers(string op, object a, object b)
    {
        var (x, y) = (Convert.ToDouble(a, CultureInfo.InvariantCulture), Convert.ToDouble(b, CultureInfo.InvariantCulture));
        var whole = a is not double && b is not double;
        object Keep(double v) => whole ? (object)(long)v : v;
        return op switch
        {
            "+" => Keep(x + y),
            "-" => Keep(x - y),
            "*" => Keep(x * y),
            "/" => x / y,
            "//" => Keep(Math.Floor(x / y)),
            "%" => Keep(x - Math.Floor(x / y) * y),
            "**" or "^" => y >= 0 ? Keep(Math.Pow(x, y)) : Math.Pow(x, y),
            "<" => x < y,
            ">" => x > y,
            "<=" => x <= y,
            ">=" => x >= y,
            "==" => x == y,
            "!=" => x != y,
            "&" => x != 0 && y != 0,
            "|" => x != 0 || y != 0,
            _ => throw new UnknownOperationException($"operator {op}"),
        };
    }

    /// <summary>Tensors of one dtype and shape: a number beside a 0-d array is one.</summary>
    private static Tensor[] Unify(IEnumerable<Tensor> items) => [.. items];
}
