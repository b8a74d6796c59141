using System.Text.Json;
using static GradPipelines.Transforms;

namespace GradPipelines.Reference;

/// <summary>Gradients by dictionaries, lists and tuples.</summary>
internal static class Containers
{
    public static void Run(string program, JsonElement inputs, Expected expected)
    {
        var (name, body) = Split(program);
        var node = ProgramText.Parse(body);
        var scope = TransformFileTests.Inputs(inputs);
        var point = Tensors(JsonValues.Member(inputs, name));
        Tensor F(object? p)
        {
            var inner = new Scope(scope) { [name] = p };
            if (p is Dictionary<string, object?> map)
                foreach (var (key, value) in map) inner[key] = value;
            return Value.AsTensor(node(inner));
        }

        TransformFileTests.Same(expected, "value", F(point));
        TransformFileTests.Same(expected, "grad", Grad<object?>(F)(point));
        if (expected.TryGetProperty("grad_of_sum_sq_grad", out _))
        {
            Tensor SumOfSquares(object? p) => Tree.Leaves(Grad<object?>(F)(p)).Select(leaf => Ops.Sum(Ops.Square(leaf))).Aggregate((a, b) => a + b);
            TransformFileTests.Same(expected, "grad_of_sum_sq_grad", Flatten(Grad<object?>(SumOfSquares)(point)).Flat);
        }
    }

    /// <summary>A recurrent network: by its parameters, and by its inputs.</summary>
    public static void Loop(string program, JsonElement inputs, Expected expected)
    {
        var node = ProgramText.Parse(program);
        Tensor F(object? p, Tensor xs)
        {
            var scope = new Scope(Scope.Root) { ["xs"] = xs };
            foreach (var (key, value) in (Dictionary<string, object?>)p!) scope[key] = value;
            return Value.AsTensor(node(scope));
        }

        var point = JsonValues.Member(inputs, "p");
        var xs = TransformFileTests.Input(inputs, "xs");
        TransformFileTests.Same(expected, "value", F(point, xs));
        TransformFileTests.Same(expected, "grad", Grad<object?>(p => F(p, xs))(point));
        TransformFileTests.Same(expected, "grad_xs", Grad(x => F(point, x))(xs));
    }

    /// <summary>Numbers as 0-d arrays; the rest as it is.</summary>
    public static object? Tensors(object? value) => value switch
    {
        object?[] list => Array.ConvertAll(list, Tensors),
        Dictionary<string, object?> map => map.ToDictionary(p => p.Key, p => Tensors(p.Value), StringComparer.Ordinal),
        _ => TransformFileTests.Strong(value),
    };

    /// <summary><c>f(t)=...</c>: the name of the argument, and the body.</summary>
    private static (string Name, string Body) Split(string program)
    {
        var open = program.IndexOf('(', StringComparison.Ordinal);
        var close = program.IndexOf(')', StringComparison.Ordinal);
        return (program[(open + 1)..close], program[(program.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }
}
