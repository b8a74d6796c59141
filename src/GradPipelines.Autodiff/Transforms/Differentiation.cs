namespace GradPipelines;

/// <summary>What the transforms of reverse and forward mode share: checked arguments in, plain results out.</summary>
internal static class Differentiation
{
    /// <summary>The leaves of an argument to differentiate by.</summary>
    /// <exception cref="ArgumentException">It is a C# number: nothing of it can be traced, and it would come back as its own derivative.</exception>
    public static (Tensor[] Leaves, TreeStructure Structure) Flatten<T>(string transform, T x)
    {
        if (x is IConvertible)
            throw new ArgumentException($"{transform}: the argument is a {x.GetType().Name}, which no derivative can be taken by. Write (Tensor){x}, or give the function's parameter the type Tensor.", nameof(x));
        return Tree.Flatten(x);
    }

    /// <summary>Runs a function of leaves in reverse mode; the result pulls cotangents of its outputs back to the leaves.</summary>
    public static (T Output, Func<IReadOnlyList<Tensor?>, Tensor[]> Pull) Reverse<T>(string transform, Func<Tensor[], T> f, Tensor[] x, IEnumerable<string> paths)
    {
        CheckFloating(transform, x, paths);
        var trace = new ReverseTrace(transform);
        var leaves = Array.ConvertAll(x, trace.Leaf);
        T y;
        try
        {
            y = f(Array.ConvertAll(leaves, leaf => (Tensor)leaf));
        }
        finally
        {
            trace.Close();
        }

        var (outputs, structure) = Tree.Flatten(y);
        var plain = Tree.Unflatten<T>(structure, Array.ConvertAll(outputs, trace.Primal));
        return (plain, cotangents =>
        {
            var ct = trace.Pull(outputs, cotangents, leaves);
            var result = new Tensor[x.Length];
            for (var i = 0; i < x.Length; i++) result[i] = ct[i] ?? Ops.ZerosLike(x[i]); // the output does not depend on it: an explicit zero
            return result;
        });
    }

    /// <summary>Runs a function of leaves in forward mode along one direction.</summary>
    public static (T Output, T Tangent) Forward<T>(string transform, Func<Tensor[], T> f, Tensor[] x, Tensor[] t, IEnumerable<string> paths)
    {
        var names = paths.ToArray();
        CheckFloating(transform, x, names);
        for (var i = 0; i < x.Length; i++)
            if (!x[i].Shape.Equals(t[i].Shape))
                throw new ShapeException($"{transform}: the tangent{Named(names[i])} has shape {t[i].Shape} and the argument {x[i].Shape}; they must be equal.");
        var trace = new ForwardTrace(transform);
        var tracers = new Tensor[x.Length];
        for (var i = 0; i < x.Length; i++) tracers[i] = new ForwardTracer(trace, x[i], Ops.Cast(t[i], x[i].DType));
        T y;
        try
        {
            y = f(tracers);
        }
        finally
        {
            trace.Close();
        }

        var (outputs, structure) = Tree.Flatten(y);
        return (Tree.Unflatten<T>(structure, Array.ConvertAll(outputs, trace.Primal)),
            Tree.Unflatten<T>(structure, Array.ConvertAll(outputs, o => trace.Tangent(o) ?? Ops.ZerosLike(trace.Primal(o)))));
    }

    /// <summary>The value and gradient of a function whose first result is one number; the second is carried along.</summary>
    public static (Tensor Value, TAux Aux, Tensor[] Gradient) Gradient<TAux>(string transform, Func<Tensor[], (Tensor, TAux)> f, Tensor[] x, IEnumerable<string> paths)
    {
        var ((value, aux), pull) = Reverse(transform, f, x, paths);
        if (value.Size != 1)
            throw new ShapeException($"{transform}: the function returned shape {value.Shape}, and a gradient is that of a single number. Reduce it (Sum, Mean), or use Jacobian, ElementwiseGrad or Vjp.");
        if (!value.DType.IsFloating())
            throw new ArgumentException($"{transform}: the function returned {value.DType.Name()}, which has no derivative. Cast it to a floating dtype before the last operation.");
        var seeds = new Tensor?[1 + Tree.Leaves(aux).Count];
        seeds[0] = Ops.OnesLike(value);
        return (value, aux, pull(seeds));
    }

    private static void CheckFloating(string transform, Tensor[] x, IEnumerable<string> paths)
    {
        using var path = paths.GetEnumerator();
        foreach (var leaf in x)
        {
            path.MoveNext();
            if (!leaf.DType.IsFloating())
                throw new ArgumentException(
                    $"{transform}: the argument{Named(path.Current)} is {leaf.DType.Name()}, and derivatives exist by float32 and float64 values only. " +
                    (leaf.DType == DType.Int64 ? "Write 1.0 instead of 1, or Cast it; a value that is not differentiated belongs outside the argument." : "Cast it; a value that is not differentiated belongs outside the argument."));
        }
    }

    private static string Named(string path) => path.Length == 0 ? "" : " " + path;
}
