using System.Text.Json;
using static GradPipelines.Transforms;

namespace GradPipelines.Reference;

/// <summary>Gradients of functions of several arguments: by number, several at once, by name; auxiliary results.</summary>
internal static class MultiArgument
{
    public static void Run(string program, JsonElement inputs, Expected expected)
    {
        if (expected.TryGetProperty("aux", out _)) Auxiliary(program, inputs, expected);
        else if (expected.TryGetProperty("kw", out _)) KeywordArguments(inputs, expected);
        else Numbered(program, inputs, expected);
    }

    private static void Numbered(string program, JsonElement inputs, Expected expected)
    {
        var node = ProgramText.Parse(program);
        string[] names = [.. inputs.EnumerateObject().Select(p => p.Name)];
        Tensor[] x = [.. names.Select(n => TransformFileTests.Input(inputs, n))];
        Tensor F(Tensor[] p)
        {
            var scope = new Scope(Scope.Root);
            for (var i = 0; i < p.Length; i++) scope[names[i]] = p[i];
            return Value.AsTensor(node(scope));
        }

        Func<Tensor, Tensor> Partial(int i, Tensor[] at) => p => F([.. at[..i], p, .. at[(i + 1)..]]);
        TransformFileTests.Same(expected, "value", F(x));
        var all = Grad<Tensor[]>(F)(x);
        TransformFileTests.Same(expected, "grad_argnum_tuple", all);
        TransformFileTests.Same(expected, "value_and_grad_tuple", ValueAndGrad<Tensor[]>(F)(x));
        TransformFileTests.Same(expected, "grad_by_argnum", names.Select((_, i) => (object?)Grad(Partial(i, x))(x[i])).ToArray());

        // The forms for functions of several parameters, in the numbers there are.
        if (x.Length == 2)
        {
            Tensor Two(Tensor a, Tensor b) => F([a, b]);
            TransformFileTests.Same(expected, "grad_by_argnum", new object?[] { Grad(Two)(x[0], x[1]), Grad(Two, 1)(x[0], x[1]) });
            Same(expected, "multigrad_dict", names, MultiGradDict(Two)(x[0], x[1]));
            Same(expected, "grad_named", names, new Dictionary<string, Tensor> { ["a"] = GradNamed(Two, "a")(x[0], x[1]), ["b"] = GradNamed(Two, "b")(x[0], x[1]) });
        }
        else if (x.Length == 3)
        {
            Tensor Three(Tensor a, Tensor b, Tensor c) => F([a, b, c]);
            TransformFileTests.Same(expected, "grad_by_argnum", new object?[] { Grad(Three)(x[0], x[1], x[2]), Grad(Three, 1)(x[0], x[1], x[2]), Grad(Three, 2)(x[0], x[1], x[2]) });
            Same(expected, "multigrad_dict", names, MultiGradDict(Three)(x[0], x[1], x[2]));
            Same(expected, "grad_named", names, new[] { "a", "b", "c" }.ToDictionary(n => n, n => GradNamed(Three, n)(x[0], x[1], x[2])));
        }

        if (!expected.TryGetProperty("second", out var second)) return;
        foreach (var entry in second.EnumerateObject())
        {
            var pair = entry.Name.Split(',').Select(s => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var (i, j) = (pair[0], pair[1]);
            var jacobian = Jacobian(p =>
            {
                Tensor[] at = [.. x[..j], p, .. x[(j + 1)..]];
                return Grad(Partial(i, at))(at[i]);
            })(x[j]);
            Comparison.Same("second " + entry.Name, jacobian, JsonValues.Read(entry.Value), Tolerances.Transform);
        }
    }

    /// <summary>Our names are those of the C# parameters (a, b, c); the file's are the program's, in the same order.</summary>
    private static void Same(Expected expected, string what, string[] names, IReadOnlyDictionary<string, Tensor> actual)
    {
        if (!expected.TryGetProperty(what, out var e)) return;
        for (var i = 0; i < names.Length; i++)
            Comparison.Same($"{what}.{names[i]}", actual[((char)('a' + i)).ToString()], JsonValues.Read(e.GetProperty(names[i])), Tolerances.Transform);
    }

    private static void Auxiliary(string program, JsonElement inputs, Expected expected)
    {
        // f(x) = (sum(sin(x)*x), aux=x^2)
        var body = program[(program.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
        var parts = ProgramText.SplitTop(body[1..^1], ',');
        var value = Parser.Parse(parts[0], isMathematics: true);
        var auxiliary = Parser.Parse(string.Join(',', parts[1..]).Trim()["aux=".Length..], isMathematics: true);
        var x = TransformFileTests.Input(inputs, "x");
        var (gradient, aux) = GradAndAux<Tensor, object?>(p =>
        {
            var scope = new Scope(Scope.Root) { ["x"] = p };
            return (Value.AsTensor(value(scope)), auxiliary(scope));
        })(x);
        TransformFileTests.Same(expected, "value", value(new Scope(Scope.Root) { ["x"] = x }));
        TransformFileTests.Same(expected, "grad", gradient);
        TransformFileTests.Same(expected, "aux", aux);
        foreach (var leaf in Tree.Leaves(aux)) Assert.DoesNotContain("Tracer", leaf.ToString(), StringComparison.Ordinal);
    }

    /// <summary>f(a, b=2, *rest, **kw): C# has no such call, so the arguments are one container.</summary>
    private static void KeywordArguments(JsonElement inputs, Expected expected)
    {
        Tensor a = TransformFileTests.Input(inputs, "a"), b = TransformFileTests.Input(inputs, "b"), q = TransformFileTests.Input(inputs, "q"), c = TransformFileTests.Input(inputs, "c");
        var point = (A: a, B: b, Others: new[] { q }, Keywords: new Dictionary<string, Tensor> { ["c"] = c });
        var g = Grad(((Tensor A, Tensor B, Tensor[] Others, Dictionary<string, Tensor> Keywords) p) =>
        {
            var y = Ops.Sum(Ops.Square(p.A) * p.B);
            foreach (var r in p.Others) y += Ops.Sum(r * p.A);
            return y + Ops.Sum(Ops.Pow(p.Keywords["c"], 3) * p.A);
        })(point);
        TransformFileTests.Same(expected, "a", g.A);
        TransformFileTests.Same(expected, "b", g.B);
        TransformFileTests.Same(expected, "rest", g.Others);
        TransformFileTests.Same(expected, "kw", g.Keywords);
    }
}
