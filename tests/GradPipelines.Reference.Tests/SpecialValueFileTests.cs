using System.Globalization;
using System.Text.Json;
using static GradPipelines.Transforms;

namespace GradPipelines.Reference;

/// <summary>
/// Special points. Values must agree; a derivative must agree where HIPS gives a finite number. NaN of HIPS asks for nothing, and
/// an infinite or finite number that we mean to give otherwise stands in <see cref="SpecialValueDeviations"/> with the reason.
/// </summary>
public class SpecialValueFileTests
{
    public static TheoryData<string> Files => ReferenceFolder.Files("special_values_");

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryPoint_AgreesOrIsAStatedDeviation(string file) => CaseReport.Run(file, (c, _) =>
    {
        if (c.TryGetProperty("points", out var points)) Unary(c, points);
        else if (c.TryGetProperty("pairs", out var pairs)) Binary(c, pairs);
        else Arrays(c);
    });

    private static void Unary(JsonElement c, JsonElement points)
    {
        var node = Program(c.GetProperty("expr").GetString()!);
        Tensor F(Tensor x)
        {
            var scope = new Scope(Scope.Root) { ["x"] = x };
            return Value.AsTensor(node(scope));
        }

        var errors = new List<string>();
        for (var i = 0; i < points.GetArrayLength(); i++)
        {
            var x = Number(points[i]);
            Check(errors, c, "value", x, F(Tensor.Scalar(x)).Item(), Number(c.GetProperty("value")[i]));
            Check(errors, c, "grad", x, Grad(F)(Tensor.Scalar(x)).Item(), Number(c.GetProperty("hips_grad")[i]));

            // HIPS was run in reverse; forward, an overflow on the way makes 0·∞ where reverse has 0·x.
            if (double.IsFinite(F(Tensor.Scalar(x)).Item())) Check(errors, c, "forward", x, Jvp(F, Tensor.Scalar(x), Tensor.Scalar(1)).Tangent.Item(), Number(c.GetProperty("hips_grad")[i]));
            Check(errors, c, "grad2", x, Grad(Grad(F))(Tensor.Scalar(x)).Item(), Number(c.GetProperty("hips_grad2")[i]));
        }

        Fail(errors);
    }

    private static void Binary(JsonElement c, JsonElement pairs)
    {
        var node = Program(c.GetProperty("expr").GetString()!);
        Tensor F(Tensor x, Tensor y)
        {
            var scope = new Scope(Scope.Root) { ["x"] = x, ["y"] = y };
            return Value.AsTensor(node(scope));
        }

        var errors = new List<string>();
        for (var i = 0; i < pairs.GetArrayLength(); i++)
        {
            double x = Number(pairs[i][0]), y = Number(pairs[i][1]);
            Tensor a = Tensor.Scalar(x), b = Tensor.Scalar(y);
            double Expected(string name) => c.TryGetProperty(name, out var e) ? Number(e[i]) : double.NaN;
            Check(errors, c, "value", x, F(a, b).Item(), Expected("value"), y);
            Check(errors, c, "dx", x, Grad(F)(a, b).Item(), Expected("hips_dx"), y);
            Check(errors, c, "dy", x, Grad(F, 1)(a, b).Item(), Expected("hips_dy"), y);
            Check(errors, c, "dxx", x, Grad(Grad(F))(a, b).Item(), Expected("hips_dxx"), y);
            Check(errors, c, "dxy", x, Grad(Grad(F), 1)(a, b).Item(), Expected("hips_dxy"), y);
            Check(errors, c, "dyy", x, Grad(Grad(F, 1), 1)(a, b).Item(), Expected("hips_dyy"), y);
        }

        Fail(errors);
    }

    private static void Arrays(JsonElement c)
    {
        var expr = c.GetProperty("expr").GetString()!;
        var x = Value.AsTensor(JsonValues.Member(c, "x"));
        var axis = JsonValues.Member(c, "axis");
        Tensor F(Tensor p)
        {
            var scope = new Scope(Scope.Root) { ["x"] = p, ["axis"] = axis };
            return Value.AsTensor(Program(ArrayProgram(expr))(scope));
        }

        if (c.TryGetProperty("hips_raises", out _))
        {
            if (expr == "np.max") Assert.Throws<ShapeException>(() => F(x));
            else _ = F(x); // a singular matrix has a determinant: we may give it
            return;
        }

        var errors = new List<string>();
        if (c.TryGetProperty("hips_grad", out var gradient))
        {
            Each(errors, c, "value", x, Ops.Sum(F(x)), JsonValues.Member(c, "value"));
            Each(errors, c, "grad", x, Grad(p => Ops.Sum(F(p)))(x), JsonValues.Read(gradient));
        }
        else
        {
            var (y, pull) = Vjp(F, x);
            Each(errors, c, "value", x, y, JsonValues.Member(c, "value"));
            Each(errors, c, "vjp", x, pull(Value.AsTensor(JsonValues.Member(c, "w"))), JsonValues.Member(c, "hips_vjp"));
            if (JsonValues.Member(c, "hips_jvp_ones") is { } ones) Each(errors, c, "forward", x, Jvp(F, x, Ops.OnesLike(x)).Tangent, ones);
        }

        Fail(errors);
    }

    /// <summary>The text of a function's name as a call: with the axis where it takes one.</summary>
    private static string ArrayProgram(string expr) => expr switch
    {
        "softmax=exp(x)/sum(exp(x))" => "np.exp(x)/np.sum(np.exp(x), axis=axis, keepdims=True)",
        "softmax=exp(x-logsumexp(x))" => "np.exp(x-special.logsumexp(x, axis=axis, keepdims=True))",
        "np.linalg.svd s sum" => "np.sum(np.linalg.svd(x, compute_uv=False))",
        "np.linalg.norm nuc" => "np.linalg.norm(x, 'nuc')",
        "np.linalg.cholesky sum" => "np.sum(np.linalg.cholesky(x))",
        "np.linalg.eigh vectors" => "np.sum(np.linalg.eigh(x)[1])",
        "np.linalg.norm(x) vector" => "np.linalg.norm(x)",
        _ => expr.Contains('(', StringComparison.Ordinal) ? expr : expr is "np.linalg.det" ? expr + "(x)" : expr + (expr is "np.sort" or "np.cumsum" ? "(x, axis)" : "(x, axis=axis)"),
    };

    /// <summary>The texts of these files are Python, some with a remark in parentheses behind.</summary>
    private static Node Program(string expr)
    {
        var remark = expr.IndexOf(" (constant", StringComparison.Ordinal);
        return Parser.Parse(remark < 0 ? expr : expr[..remark], isMathematics: false);
    }

    private static double Number(JsonElement e) => JsonValues.Read(e) is { } v ? Convert.ToDouble(v, CultureInfo.InvariantCulture) : double.NaN;

    private static void Each(List<string> errors, JsonElement c, string what, Tensor x, Tensor actual, object? expected)
    {
        var e = Value.AsTensor(expected);
        if (expected is Tensor && !e.Shape.Equals(actual.Shape)) throw new MismatchException($"{what}: shape {actual.Shape}, expected {e.Shape}");
        var (a, b) = (actual.ToArray<double>(), e.ToArray<double>());
        for (var i = 0; i < a.Length; i++) Check(errors, c, what, i, a[i], b[i], at: x.ToString().ReplaceLineEndings(" "));
    }

    private static void Check(List<string> errors, JsonElement c, string what, double x, double actual, double expected, double y = 0, string? at = null)
    {
        if (double.IsNaN(expected) && what != "value") return;
        // Relative to the number itself, since these points span 1e-310 to 1e308; 1e-300 is where doubles become sparse.
        if (actual == expected || (double.IsNaN(actual) && double.IsNaN(expected))) return;
        if (double.IsFinite(expected) && Math.Abs(actual - expected) <= Math.Max(1e-12, 1e-9 * Math.Abs(expected))) return;
        var op = c.GetProperty("op").GetString()!;
        if (SpecialValueDeviations.Allow(op, what, x, y, actual, expected)) return;
        errors.Add(string.Create(CultureInfo.InvariantCulture, $"{what} at {at ?? $"({x:R}, {y:R})"}[{x}]: {actual:R}, HIPS {expected:R}"));
    }

    private static void Fail(List<string> errors)
    {
        if (errors.Count > 0) throw new MismatchException(string.Join("\n      ", errors));
    }
}
