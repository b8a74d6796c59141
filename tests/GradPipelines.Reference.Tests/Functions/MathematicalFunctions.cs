namespace GradPipelines.Reference;

/// <summary>Words of mathematical notation that NumPy writes otherwise.</summary>
internal static class MathematicalFunctions
{
    public static void Add(FunctionRows rows)
    {
        rows.Add("math.max", "*x", a => Extreme(a, Ops.Max, Ops.Maximum));
        rows.Add("math.min", "*x", a => Extreme(a, Ops.Min, Ops.Minimum));
        rows.Add("math.concatenate", "*parts", a => Parts(a) is [System.Collections.IEnumerable and not Tensor] ? Ops.Concatenate(Value.AsTensors(Parts(a)[0])) : Ops.Concatenate([.. Parts(a).Select(Value.AsTensor)]));
        rows.Add("math.softmax", "x", a => Special.Softmax(a.Tensor("x")));
        rows.Add("math.sigmoid", "x", a => Ops.Sigmoid(a.Tensor("x")));
        rows.Add("math.logdet", "x", a => Second(FunctionTable.Find("np.linalg.slogdet"), a.Tensor("x")));
        rows.Add("math.pow", "x, y", a => Ops.Pow(a.Tensor("x"), a.Tensor("y")));
    }

    private static object?[] Parts(Arguments a) => (object?[])a["parts"]!;

    /// <summary>Of one array its extreme element; of several the extreme of each place.</summary>
    private static Tensor Extreme(Arguments a, Func<Tensor, IReadOnlyList<int>?, bool, Tensor> one, Func<Tensor, Tensor, Tensor> two)
    {
        Tensor[] x = [.. ((object?[])a["x"]!).Select(Value.AsTensor)];
        return x.Length == 1 ? one(x[0], null, false) : x.Aggregate(two);
    }

    private static object? Second(object function, Tensor x) => ((Callable)function)([x], new Dictionary<string, object?>()) switch
    {
        System.Runtime.CompilerServices.ITuple pair => pair[1],
        System.Collections.IList list => list[1],
        var other => other,
    };
}
