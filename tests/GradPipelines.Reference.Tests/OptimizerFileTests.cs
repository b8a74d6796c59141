using System.Text.Json;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Reference;

/// <summary>HIPS's three optimisers, written here on the engine: gradients and arithmetic are what is under test.</summary>
public class OptimizerFileTests
{
    [Fact]
    public void HipsOptimizers_FollowTheReference() => CaseReport.Run("optimizers_hips", (c, _) =>
    {
        var f = Objective(c.GetProperty("objective").GetString()!);
        var hyper = c.GetProperty("hyper");
        double H(string name) => hyper.GetProperty(name).GetDouble();
        var update = c.GetProperty("transform").GetString() switch
        {
            "misc.optimizers.sgd" => Sgd(H("step_size"), H("mass")),
            "misc.optimizers.rmsprop" => RmsProp(H("step_size"), H("gamma"), H("eps")),
            "misc.optimizers.adam" => Adam(H("step_size"), H("b1"), H("b2"), H("eps")),
            var other => throw new UnknownOperationException(other!),
        };
        var expected = c.GetProperty("expected");
        var x = Value.AsTensor(JsonValues.Member(c, "x0"));
        Tensor iterates = Value.AsTensor(JsonValues.Member(expected, "iterates")), grads = Value.AsTensor(JsonValues.Member(expected, "grads"));
        var values = Value.AsTensor(JsonValues.Member(expected, "objective_values"));
        for (var k = 0; k < iterates.Length; k++)
        {
            Comparison.Same($"iterate {k}", x, iterates[k], Tolerances.Optimizer);
            var (value, g) = ValueAndGrad(f)(x);
            Comparison.Same($"value {k}", value, values[k], Tolerances.Optimizer);
            if (k >= grads.Length) break;
            Comparison.Same($"gradient {k}", g, grads[k], Tolerances.Optimizer);
            x = update(k, x, g);
        }
    });

    private static Func<Tensor, Tensor> Objective(string name) => name switch
    {
        "quadratic" => x => 0.5 * Sum((Tensor)(double[])[1, 5, 0.3] * Square(x)) - Sum((Tensor)(double[])[1, -2, 0.5] * x),
        "rosenbrock" or "rosenbrock3" => x => Sum(100.0 * Square(x[1..] - Square(x[..^1])) + Square(1.0 - x[..^1])),
        _ => throw new UnknownOperationException(name),
    };

    private static Func<int, Tensor, Tensor, Tensor> Sgd(double step, double mass)
    {
        Tensor v = 0.0;
        return (_, x, g) =>
        {
            v = mass * v - (1 - mass) * g;
            return x + step * v;
        };
    }

    private static Func<int, Tensor, Tensor, Tensor> RmsProp(double step, double gamma, double eps)
    {
        Tensor a = 1.0;
        return (_, x, g) =>
        {
            a = gamma * a + (1 - gamma) * Square(g);
            return x - step * g / (Sqrt(a) + eps);
        };
    }

    private static Func<int, Tensor, Tensor, Tensor> Adam(double step, double b1, double b2, double eps)
    {
        Tensor m = 0.0, v = 0.0;
        return (i, x, g) =>
        {
            m = (1 - b1) * g + b1 * m;
            v = (1 - b2) * Square(g) + b2 * v;
            return x - step * (m / (1 - Math.Pow(b1, i + 1))) / (Sqrt(v / (1 - Math.Pow(b2, i + 1))) + eps);
        };
    }
}

/// <summary>Files about components that the engine does not have (schedules, solvers, optimisers of PyTorch): listed, so that the counts are complete.</summary>
public class ComponentFileTests
{
    public static TheoryData<string> Files => ReferenceFolder.Files("lr_schedules", "optimizers_torch", "odeint", "complex_holomorphic");

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCase_IsListedUntilItsComponentExists(string file) => CaseReport.Run(file, (c, _) =>
    {
        foreach (var name in (ReadOnlySpan<string>)["layer", "optimizer", "scheduler", "transform", "op"])
            if (c.TryGetProperty(name, out var what)) throw new UnknownOperationException($"{file}: {what.GetString()}");
        throw new UnknownOperationException(file);
    });
}
