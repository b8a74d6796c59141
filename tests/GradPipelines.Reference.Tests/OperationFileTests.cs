using System.Text.Json;
using static GradPipelines.Transforms;

namespace GradPipelines.Reference;

/// <summary>Runs the case of one operation: value, vjp, jvp by each argument, hvp.</summary>
internal static class OperationCase
{
    public static void Run(string file, JsonElement c)
    {
        var expr = c.GetProperty("expr").GetString()!;
        var x = Inputs(c);
        var node = Parser.Parse(expr, isMathematics: false);
        var outer = new Scope(Scope.Root);
        foreach (var p in c.GetProperty("params").EnumerateObject()) outer[p.Name] = JsonValues.Read(p.Value);
        if (Complex(JsonValues.Member(c, "output")) || Complex(JsonValues.Member(c, "w"))) throw new UnknownOperationException("complex128");

        var isList = c.GetProperty("output").ValueKind == JsonValueKind.Array;
        Tensor[] Apply(Tensor[] p)
        {
            var scope = new Scope(outer);
            for (var i = 0; i < p.Length; i++) scope["x" + i] = p[i];
            var y = node(scope);
            return isList ? Value.AsTensors(y) : [Value.AsTensor(y)];
        }

        // Eigenvectors and singular vectors have the signs on record: a library is free in them.
        var signs = isList ? VectorSigns.Of(expr, Apply(x), Value.AsTensors(JsonValues.Member(c, "output"))) : null;
        Tensor[] F(Tensor[] p) => signs is null ? Apply(p) : [.. Apply(p).Zip(signs, (y, sign) => y * sign)];

        var tolerances = Tolerances.Of(file, expr);
        var w = Weights(c);
        var tangents = ((object?[])JsonValues.Member(c, "tangents")!).Select(Value.AsTensor).ToArray();
        var symmetric = (JsonValues.Member(c, "symmetric_args") as object?[] ?? []).Select(Value.AsInt).ToHashSet();
        var wrong = c.TryGetProperty("hips_wrong", out var kinds) ? kinds : default;

        var (y, pull) = Vjp<Tensor[], Tensor[]>(F, x);
        var output = JsonValues.Member(c, "output");
        Comparison.Same("output", isList ? y : y[0], output, tolerances.Value);

        var vjp = pull(w);
        for (var i = 0; i < x.Length; i++)
        {
            var isWrong = IsWrong(wrong, "vjp", i);
            var expected = c.TryGetProperty("numeric_vjp", out var numeric) && (isWrong || numeric.ValueKind == JsonValueKind.Array)
                ? JsonValues.Read(numeric.ValueKind == JsonValueKind.Array ? numeric[i] : numeric.GetProperty(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))
                : isWrong ? null : JsonValues.Read(c.GetProperty("vjp")[i]);
            var tolerance = isWrong || !c.TryGetProperty("vjp", out _) ? Tolerances.Numeric : tolerances.Value;
            Comparison.Same($"vjp by x{i}", Symmetric(vjp[i], symmetric.Contains(i)), Symmetric(expected, symmetric.Contains(i)), tolerance);
        }

        for (var i = 0; i < x.Length; i++)
        {
            Tensor[] t = [.. x.Select((leaf, j) => j == i ? tangents[j] : Ops.ZerosLike(leaf))];
            var jvp = Jvp<Tensor[], Tensor[]>(F, x, t).Tangent;
            var numeric = c.TryGetProperty("numeric_jvp", out var numbers);
            var source = c.TryGetProperty("jvp_source", out var sources) ? sources[i].GetString() : "finite_difference";
            Comparison.Same($"jvp by x{i}", isList ? jvp : jvp[0], JsonValues.Read(numeric ? numbers[i] : c.GetProperty("jvp")[i]), source == "finite_difference" ? Tolerances.Numeric : tolerances.Value);
        }

        if (!c.TryGetProperty("hvp", out var hvps) || hvps.ValueKind == JsonValueKind.Null) return;
        if (wrong.ValueKind == JsonValueKind.Object && wrong.TryGetProperty("vjp", out var wrongVjp) && wrongVjp.GetArrayLength() > 0 && !c.TryGetProperty("numeric_hvp", out _))
        {
            // The hvp on record is the derivative of a wrong gradient: finite differences are the reference.
            CheckGrads<Tensor[], Tensor[]>(F, x, tolerance: Tolerances.Numeric);
            return;
        }

        var hvp = Jvp<Tensor[], Tensor[]>(p => Vjp<Tensor[], Tensor[]>(F, p).Pullback(w), x, tangents).Tangent;
        var reverse = Vjp<Tensor[], Tensor[]>(p => Vjp<Tensor[], Tensor[]>(F, p).Pullback(w), x).Pullback(tangents);
        for (var i = 0; i < x.Length; i++)
        {
            var isWrong = IsWrong(wrong, "hvp", i);
            if (isWrong && !c.TryGetProperty("numeric_hvp", out _)) continue;
            var expected = JsonValues.Read(isWrong ? Entry(c.GetProperty("numeric_hvp"), i) : hvps[i]);
            var tolerance = isWrong ? Tolerances.Numeric : tolerances.SecondOrder;
            Comparison.Same($"hvp by x{i}, forward over reverse", Symmetric(hvp[i], symmetric.Contains(i)), Symmetric(expected, symmetric.Contains(i)), tolerance);
            if (symmetric.Count == 0) Comparison.Same($"hvp by x{i}, reverse over reverse", reverse[i], expected, tolerance);
        }
    }

    public static Tensor[] Inputs(JsonElement c) => [.. ((object?[])JsonValues.Member(c, "x")!).Select(Value.AsTensor)];

    private static Tensor[] Weights(JsonElement c) => JsonValues.Member(c, "w") switch
    {
        object?[] list => [.. list.Select(Value.AsTensor)],
        var one => [Value.AsTensor(one)],
    };

    private static JsonElement Entry(JsonElement e, int i) => e.ValueKind == JsonValueKind.Array ? e[i] : e.GetProperty(i.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static bool IsWrong(JsonElement wrong, string kind, int argument) =>
        wrong.ValueKind == JsonValueKind.Object && wrong.TryGetProperty(kind, out var list) && list.EnumerateArray().Any(i => i.GetInt32() == argument);

    private static bool Complex(object? value) => value is ComplexArray || (value is object?[] list && list.Any(Complex));

    private static object? Symmetric(object? g, bool isSymmetric)
    {
        if (!isSymmetric || g is null) return g;
        var x = Value.AsTensor(g);
        return (x + Ops.SwapAxes(x, -1, -2)) / 2.0;
    }
}

public class ElementwiseFileTests
{
    public static TheoryData<string> Files => ReferenceFolder.Files("ops_unary", "ops_binary", "ops_special", "ops_stats");

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCase_GivesTheReferenceNumbers(string file) => CaseReport.Run(file, (c, _) => OperationCase.Run(file, c));
}

public class ArrayFileTests
{
    public static TheoryData<string> Files => ReferenceFolder.Files("ops_products", "ops_reductions", "ops_shape", "ops_signal");

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCase_GivesTheReferenceNumbers(string file) => CaseReport.Run(file, (c, _) => OperationCase.Run(file, c));
}

public class LinearAlgebraFileTests
{
    public static TheoryData<string> Files => ReferenceFolder.Files("ops_linalg", "ops_fft", "complex_ops", "complex_hips", "hips_");

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCase_GivesTheReferenceNumbers(string file) => CaseReport.Run(file, (c, _) => OperationCase.Run(file, c));
}
