using System.Globalization;
using System.Text.Json;
using static GradPipelines.Transforms;

namespace GradPipelines.Reference;

/// <summary>The transforms, each on the programs of its file.</summary>
public class TransformFileTests
{
    private const double Tolerance = Tolerances.Transform;

    public static TheoryData<string> Files => ReferenceFolder.Files("transforms_");

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCase_GivesTheReferenceNumbers(string file) => CaseReport.Run(file, (c, _) =>
    {
        var inputs = c.GetProperty("inputs");
        var expected = new Expected(c.GetProperty("expected"));
        var program = c.TryGetProperty("program", out var text) ? text.GetString()! : "";
        switch (file)
        {
            case "transforms_nested": Nested(program, inputs, expected); break;
            case "transforms_elementwise": Elementwise(program, inputs, expected); break;
            case "transforms_scalar_output": ScalarOutput(program, inputs, expected); break;
            case "transforms_vector_output" when program.StartsWith("g(M)", StringComparison.Ordinal): TensorProduct(program, inputs, expected); break;
            case "transforms_vector_output": VectorOutput(program, inputs, expected); break;
            case "transforms_control_flow": ControlFlow(program, inputs, expected); break;
            case "transforms_multi_arg": MultiArgument.Run(program, inputs, expected); break;
            case "transforms_containers": Containers.Run(program, inputs, expected); break;
            case "transforms_flatten": FlattenCase(inputs, expected); break;
            case "transforms_checkpoint": CheckpointCase(program, inputs, expected); break;
            case "transforms_fixed_point": FixedPointCase(program, inputs, expected); break;
            default: throw new UnknownOperationException(file);
        }

        expected.ThrowIfUnused();
    });

    /// <summary>The program as a function of one of its inputs, the others held; numbers become 0-d arrays.</summary>
    internal static Func<Tensor, Tensor> By(string program, JsonElement inputs, string name)
    {
        var node = ProgramText.Parse(program);
        var scope = Inputs(inputs);
        return x => Value.AsTensor(node(new Scope(scope) { [name] = x }));
    }

    internal static Scope Inputs(JsonElement inputs)
    {
        var scope = new Scope(Scope.Root);
        foreach (var input in inputs.EnumerateObject()) scope[input.Name] = Strong(JsonValues.Read(input.Value));
        return scope;
    }

    internal static object? Strong(object? value) => value is double or long ? Tensor.Scalar(Convert.ToDouble(value, CultureInfo.InvariantCulture)) : value;

    internal static Tensor Input(JsonElement inputs, string name) => Value.AsTensor(Strong(JsonValues.Member(inputs, name)));

    private static string OnlyInput(JsonElement inputs) => inputs.TryGetProperty("x", out _) ? "x" : inputs.EnumerateObject().First().Name;

    internal static void Same(Expected expected, string name, object? actual, double tolerance = Tolerance)
    {
        if (expected.TryGetProperty(name, out var e)) Comparison.Same(name, actual, JsonValues.Read(e), tolerance);
    }

    private static void Nested(string program, JsonElement inputs, Expected expected)
    {
        var f = By(program, inputs, "x");
        var x = Input(inputs, "x");
        var derivatives = (object?[])expected.Member("derivatives")!;
        Func<Tensor, Tensor> forward = f;
        for (var order = 0; order < derivatives.Length; order++)
        {
            Comparison.Same($"derivative {order} by reverse over reverse", f(x), derivatives[order], Tolerance);
            Comparison.Same($"derivative {order} by forward over forward", forward(x), derivatives[order], Tolerance);
            var (g, h) = (f, forward);
            f = Grad(g);
            forward = p => Jvp(h, p, Ops.OnesLike(p)).Tangent;
        }
    }

    private static void Elementwise(string program, JsonElement inputs, Expected expected)
    {
        var f = By(program, inputs, "x");
        var x = Input(inputs, "x");
        foreach (var name in (ReadOnlySpan<string>)["value", "d1", "d2", "d3"])
        {
            Same(expected, name, f(x));
            f = ElementwiseGrad(f);
        }
    }

    private static void ScalarOutput(string program, JsonElement inputs, Expected expected)
    {
        var name = OnlyInput(inputs);
        var f = By(program, inputs, name);
        var x = Input(inputs, name);
        var v = Value.AsTensor(expected.Member("v"));
        Same(expected, "value", f(x));
        Same(expected, "grad", Grad(f)(x));
        Same(expected, "value_and_grad", ValueAndGrad(f)(x));
        Same(expected, "hessian", Hessian(f)(x));
        Same(expected, "hessian_vector_product", HessianVectorProduct(f)(x, v));
        Same(expected, "make_hvp", Vjp(Grad(f), x).Pullback(v));
        Same(expected, "jvp", Jvp(f, x, v).Tangent);
        Comparison.Same("hessian by reverse over reverse", JacobianReverse(Grad(f))(x), expected.Member("hessian"), Tolerance);
    }

    private static void VectorOutput(string program, JsonElement inputs, Expected expected)
    {
        var name = OnlyInput(inputs);
        var f = By(program, inputs, name);
        var x = Input(inputs, name);
        Tensor w = Value.AsTensor(expected.Member("w")), v = Value.AsTensor(expected.Member("v"));
        var (y, tangent) = Jvp(f, x, v);
        Same(expected, "value", f(x));
        Same(expected, "jacobian", Jacobian(f)(x));
        Comparison.Same("jacobian, forward", JacobianForward(f)(x), expected.Member("jacobian"), Tolerance);
        Comparison.Same("jacobian, reverse", JacobianReverse(f)(x), expected.Member("jacobian"), Tolerance);
        Same(expected, "make_vjp", Vjp(f, x).Pullback(w));
        Same(expected, "make_jvp", (y, tangent));
        Same(expected, "vector_jacobian_product", VectorJacobianProduct(f)(x, w));

        // The transpose of the transpose, as HIPS's make_jvp_reversemode.
        Same(expected, "make_jvp_reversemode", Vjp(ct => Vjp(f, x).Pullback(ct), Ops.ZerosLike(y)).Pullback(v));
        Same(expected, "jacobian_of_jacobian", Jacobian(Jacobian(f))(x));
        Same(expected, "ggnvp_half_sum_squares", GaussNewtonProduct(f)(x, v));
        Same(expected, "ggnvp_logsumexp", GaussNewtonProduct(f, o => Ops.Log(Ops.Sum(Ops.Exp(o))))(x, v));
    }

    private static void TensorProduct(string program, JsonElement inputs, Expected expected)
    {
        var f = By(program, inputs, "M");
        var x = Input(inputs, "M");
        Same(expected, "result", TensorJacobianProduct(f)(x, Input(inputs, "T")));
        Same(expected, "jacobian", Jacobian(f)(x));
    }

    private static void ControlFlow(string program, JsonElement inputs, Expected expected)
    {
        if (inputs.TryGetProperty("p", out _))
        {
            Containers.Loop(program, inputs, expected);
            return;
        }

        var f = By(program, inputs, "x");
        var x = Input(inputs, "x");
        Same(expected, "value", f(x));
        Same(expected, "grad", Grad(f)(x));
        if (x.Rank == 0)
        {
            Same(expected, "grad2", Grad(Grad(f))(x));
            Same(expected, "grad3", Grad(Grad(Grad(f)))(x), 1e-9); // the square root's third derivative runs through a dozen steps of Newton's method
            Same(expected, "deriv_forward", Jvp(f, x, 1.0).Tangent);
        }
        else
        {
            Same(expected, "hessian", Hessian(f)(x));
        }
    }

    private static void FlattenCase(JsonElement inputs, Expected expected)
    {
        var value = Tree.Map(leaf => leaf, Containers.Tensors(JsonValues.Member(inputs, "value")));
        var (flat, unflatten) = Flatten(value);
        Same(expected, "flat", flat);
        Same(expected, "unflatten_2x_plus_1", unflatten(2.0 * flat + 1.0));
    }

    private static void CheckpointCase(string program, JsonElement inputs, Expected expected)
    {
        var f = Checkpoint(By(program, inputs, "x"));
        var x = Input(inputs, "x");
        Same(expected, "grad", Grad(f)(x));
        Same(expected, "grad_cos", Grad(p => Ops.Cos(f(p)) * 2.0)(x));
        Same(expected, "hvp", HessianVectorProduct(f)(x, Value.AsTensor(expected.Member("v"))));
    }

    private static void FixedPointCase(string program, JsonElement inputs, Expected expected)
    {
        var step = ProgramText.Parse(program.Split("<-", 2)[1].Trim());
        var scope = Inputs(inputs);
        var tolerance = Convert.ToDouble(JsonValues.Member(inputs, "tol"), CultureInfo.InvariantCulture);
        var applications = 0;
        Tensor Step(Tensor a, Tensor x)
        {
            applications++;
            return Value.AsTensor(step(new Scope(scope) { ["a"] = a, ["x"] = x }));
        }

        Tensor Solve(Tensor a) => FixedPoint((p, x) => Step(p, x), a, Input(inputs, "x0"), (x, y) => Ops.Max(Ops.Abs(x - y)), tolerance);

        // The iterations stop at the tolerance, and so do those of the adjoint: no number is better than that.
        var allowed = Math.Max(Tolerance, 10 * tolerance);
        var a = Input(inputs, "a");
        Same(expected, "value", Solve(a), allowed);
        if (expected.TryGetProperty("forward_applications_of_f", out var count)) Assert.Equal(count.GetInt32(), applications);
        if (expected.TryGetProperty("jacobian", out _))
        {
            var w = Value.AsTensor(expected.Member("w"));
            Same(expected, "grad_sum_w_x", Vjp(Solve, a).Pullback(w), allowed);
            Same(expected, "jacobian", Jacobian(Solve)(a), allowed);
        }
        else
        {
            Same(expected, "grad", Grad(Solve)(a), allowed);
            Same(expected, "grad2", Grad(Grad(Solve))(a), allowed);
        }
    }
}
