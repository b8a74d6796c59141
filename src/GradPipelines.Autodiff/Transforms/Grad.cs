namespace GradPipelines;

/// <summary>Transforms of functions: gradients, Jacobians, batches. They nest and mix in any order.</summary>
/// <content>Gradients of functions whose result is one number.</content>
public static partial class Transforms
{
    /// <summary>The gradient of a function of one tensor.</summary>
    /// <returns>A function that gives the derivative by each element: the argument's shape and dtype, zeros where the result does not depend on it.</returns>
    /// <exception cref="ShapeException">When called: the function's result is not a single number.</exception>
    /// <exception cref="ArgumentException">When called: the argument or the result is not floating.</exception>
    public static Func<Tensor, Tensor> Grad(Func<Tensor, Tensor> f) => x => Call("Grad", f, x).Gradient;

    /// <summary>The gradient of a function of a container; it has the container's type.</summary>
    public static Func<T, T> Grad<T>(Func<T, Tensor> f) => x => Call("Grad", f, x).Gradient;

    /// <summary>The gradient by a container, of a function that also takes data; the data is not differentiated.</summary>
    public static Func<T, TData, T> Grad<T, TData>(Func<T, TData, Tensor> f) => (x, data) => Call<T>("Grad", p => f(p, data), x).Gradient;

    /// <summary>The gradient by a container, of a function that also takes two pieces of data; they are not differentiated.</summary>
    public static Func<T, TData1, TData2, T> Grad<T, TData1, TData2>(Func<T, TData1, TData2, Tensor> f) =>
        (x, data1, data2) => Call<T>("Grad", p => f(p, data1, data2), x).Gradient;

    /// <summary>The value and the gradient, for the price of the gradient.</summary>
    public static Func<Tensor, (Tensor Value, Tensor Gradient)> ValueAndGrad(Func<Tensor, Tensor> f) => x => Call("ValueAndGrad", f, x);

    /// <summary>The value and the gradient by a container.</summary>
    public static Func<T, (Tensor Value, T Gradient)> ValueAndGrad<T>(Func<T, Tensor> f) => x => Call("ValueAndGrad", f, x);

    /// <summary>The value and the gradient by a container, of a function that also takes data.</summary>
    public static Func<T, TData, (Tensor Value, T Gradient)> ValueAndGrad<T, TData>(Func<T, TData, Tensor> f) =>
        (x, data) => Call<T>("ValueAndGrad", p => f(p, data), x);

    /// <summary>The gradient of a function's first result; its second, of any structure, comes out as it is.</summary>
    public static Func<T, (T Gradient, TAux Aux)> GradAndAux<T, TAux>(Func<T, (Tensor, TAux)> f) => x =>
    {
        var (leaves, structure) = Differentiation.Flatten("GradAndAux", x);
        var (_, aux, gradient) = Differentiation.Gradient("GradAndAux", p => f(Tree.Unflatten<T>(structure, p)), leaves, structure.Paths());
        return (Tree.Unflatten<T>(structure, gradient), aux);
    };

    /// <summary>The derivative of each element of the result by the element in the same place, for a function that works element by element.</summary>
    public static Func<Tensor, Tensor> ElementwiseGrad(Func<Tensor, Tensor> f) => x =>
    {
        var (y, pull) = Differentiation.Reverse("ElementwiseGrad", p => f(p[0]), [x], [""]);
        return pull([Ops.OnesLike(y)])[0];
    };

    /// <summary>The gradient of a function of 2 tensors by one of them, counted from 0.</summary>
    public static Func<Tensor, Tensor, Tensor> Grad(Func<Tensor, Tensor, Tensor> f, int argument = 0) =>
        (x1, x2) => By("Grad", f, p => f(p[0], p[1]), [x1, x2], [argument]).Gradient[0];

    /// <summary>The gradient of a function of 2 tensors by the parameter of that name.</summary>
    public static Func<Tensor, Tensor, Tensor> GradNamed(Func<Tensor, Tensor, Tensor> f, string parameter)
    {
        var argument = ParameterIndex(f, parameter);
        return (x1, x2) => By("GradNamed", f, p => f(p[0], p[1]), [x1, x2], [argument]).Gradient[0];
    }

    /// <summary>The value and the gradient of a function of 2 tensors by one of them.</summary>
    public static Func<Tensor, Tensor, (Tensor Value, Tensor Gradient)> ValueAndGrad(Func<Tensor, Tensor, Tensor> f, int argument = 0) =>
        (x1, x2) => By("ValueAndGrad", f, p => f(p[0], p[1]), [x1, x2], [argument]) is var (value, gradient) ? (value, gradient[0]) : default;

    /// <summary>The derivative element by element of a function of 2 tensors by one of them.</summary>
    public static Func<Tensor, Tensor, Tensor> ElementwiseGrad(Func<Tensor, Tensor, Tensor> f, int argument = 0) => (x1, x2) =>
    {
        Tensor[] x = [x1, x2];
        var (y, pull) = Differentiation.Reverse("ElementwiseGrad", q => { Tensor[] p = [.. x]; p[argument] = q[0]; return f(p[0], p[1]); }, [x[argument]], [Parameter(f, argument)]);
        return pull([Ops.OnesLike(y)])[0];
    };

    /// <summary>The gradients by all 2 arguments at once.</summary>
    public static Func<Tensor, Tensor, (Tensor, Tensor)> MultiGrad(Func<Tensor, Tensor, Tensor> f) =>
        (x1, x2) => By("MultiGrad", f, p => f(p[0], p[1]), [x1, x2], [0, 1]).Gradient is [var g0, var g1] ? (g0, g1) : default;

    /// <summary>The gradients by all 2 arguments at once, by the names of the parameters.</summary>
    public static Func<Tensor, Tensor, IReadOnlyDictionary<string, Tensor>> MultiGradDict(Func<Tensor, Tensor, Tensor> f) =>
        (x1, x2) => ByName(f, By("MultiGradDict", f, p => f(p[0], p[1]), [x1, x2], [0, 1]).Gradient);

    /// <summary>The gradient of a function of 3 tensors by one of them, counted from 0.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor> Grad(Func<Tensor, Tensor, Tensor, Tensor> f, int argument = 0) =>
        (x1, x2, x3) => By("Grad", f, p => f(p[0], p[1], p[2]), [x1, x2, x3], [argument]).Gradient[0];

    /// <summary>The gradient of a function of 3 tensors by the parameter of that name.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor> GradNamed(Func<Tensor, Tensor, Tensor, Tensor> f, string parameter)
    {
        var argument = ParameterIndex(f, parameter);
        return (x1, x2, x3) => By("GradNamed", f, p => f(p[0], p[1], p[2]), [x1, x2, x3], [argument]).Gradient[0];
    }

    /// <summary>The value and the gradient of a function of 3 tensors by one of them.</summary>
    public static Func<Tensor, Tensor, Tensor, (Tensor Value, Tensor Gradient)> ValueAndGrad(Func<Tensor, Tensor, Tensor, Tensor> f, int argument = 0) =>
        (x1, x2, x3) => By("ValueAndGrad", f, p => f(p[0], p[1], p[2]), [x1, x2, x3], [argument]) is var (value, gradient) ? (value, gradient[0]) : default;

    /// <summary>The derivative element by element of a function of 3 tensors by one of them.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor> ElementwiseGrad(Func<Tensor, Tensor, Tensor, Tensor> f, int argument = 0) => (x1, x2, x3) =>
    {
        Tensor[] x = [x1, x2, x3];
        var (y, pull) = Differentiation.Reverse("ElementwiseGrad", q => { Tensor[] p = [.. x]; p[argument] = q[0]; return f(p[0], p[1], p[2]); }, [x[argument]], [Parameter(f, argument)]);
        return pull([Ops.OnesLike(y)])[0];
    };

    /// <summary>The gradients by all 3 arguments at once.</summary>
    public static Func<Tensor, Tensor, Tensor, (Tensor, Tensor, Tensor)> MultiGrad(Func<Tensor, Tensor, Tensor, Tensor> f) =>
        (x1, x2, x3) => By("MultiGrad", f, p => f(p[0], p[1], p[2]), [x1, x2, x3], [0, 1, 2]).Gradient is [var g0, var g1, var g2] ? (g0, g1, g2) : default;

    /// <summary>The gradients by all 3 arguments at once, by the names of the parameters.</summary>
    public static Func<Tensor, Tensor, Tensor, IReadOnlyDictionary<string, Tensor>> MultiGradDict(Func<Tensor, Tensor, Tensor, Tensor> f) =>
        (x1, x2, x3) => ByName(f, By("MultiGradDict", f, p => f(p[0], p[1], p[2]), [x1, x2, x3], [0, 1, 2]).Gradient);

    /// <summary>The gradient of a function of 4 tensors by one of them, counted from 0.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor, Tensor> Grad(Func<Tensor, Tensor, Tensor, Tensor, Tensor> f, int argument = 0) =>
        (x1, x2, x3, x4) => By("Grad", f, p => f(p[0], p[1], p[2], p[3]), [x1, x2, x3, x4], [argument]).Gradient[0];

    /// <summary>The gradient of a function of 4 tensors by the parameter of that name.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor, Tensor> GradNamed(Func<Tensor, Tensor, Tensor, Tensor, Tensor> f, string parameter)
    {
        var argument = ParameterIndex(f, parameter);
        return (x1, x2, x3, x4) => By("GradNamed", f, p => f(p[0], p[1], p[2], p[3]), [x1, x2, x3, x4], [argument]).Gradient[0];
    }

    /// <summary>The value and the gradient of a function of 4 tensors by one of them.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor, (Tensor Value, Tensor Gradient)> ValueAndGrad(Func<Tensor, Tensor, Tensor, Tensor, Tensor> f, int argument = 0) =>
        (x1, x2, x3, x4) => By("ValueAndGrad", f, p => f(p[0], p[1], p[2], p[3]), [x1, x2, x3, x4], [argument]) is var (value, gradient) ? (value, gradient[0]) : default;

    /// <summary>The derivative element by element of a function of 4 tensors by one of them.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor, Tensor> ElementwiseGrad(Func<Tensor, Tensor, Tensor, Tensor, Tensor> f, int argument = 0) => (x1, x2, x3, x4) =>
    {
        Tensor[] x = [x1, x2, x3, x4];
        var (y, pull) = Differentiation.Reverse("ElementwiseGrad", q => { Tensor[] p = [.. x]; p[argument] = q[0]; return f(p[0], p[1], p[2], p[3]); }, [x[argument]], [Parameter(f, argument)]);
        return pull([Ops.OnesLike(y)])[0];
    };

    /// <summary>The gradients by all 4 arguments at once.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor, (Tensor, Tensor, Tensor, Tensor)> MultiGrad(Func<Tensor, Tensor, Tensor, Tensor, Tensor> f) =>
        (x1, x2, x3, x4) => By("MultiGrad", f, p => f(p[0], p[1], p[2], p[3]), [x1, x2, x3, x4], [0, 1, 2, 3]).Gradient is [var g0, var g1, var g2, var g3] ? (g0, g1, g2, g3) : default;

    /// <summary>The gradients by all 4 arguments at once, by the names of the parameters.</summary>
    public static Func<Tensor, Tensor, Tensor, Tensor, IReadOnlyDictionary<string, Tensor>> MultiGradDict(Func<Tensor, Tensor, Tensor, Tensor, Tensor> f) =>
        (x1, x2, x3, x4) => ByName(f, By("MultiGradDict", f, p => f(p[0], p[1], p[2], p[3]), [x1, x2, x3, x4], [0, 1, 2, 3]).Gradient);

    /// <summary>The gradient of a function of one tensor by the parameter of that name.</summary>
    public static Func<Tensor, Tensor> GradNamed(Func<Tensor, Tensor> f, string parameter)
    {
        ParameterIndex(f, parameter);
        return Grad(f);
    }

    /// <summary>The gradient of a function of one tensor, by the name of the parameter.</summary>
    public static Func<Tensor, IReadOnlyDictionary<string, Tensor>> MultiGradDict(Func<Tensor, Tensor> f) => x => ByName(f, [Grad(f)(x)]);

    private static (Tensor Value, T Gradient) Call<T>(string transform, Func<T, Tensor> f, T x)
    {
        var (leaves, structure) = Differentiation.Flatten(transform, x);
        var (value, _, gradient) = Differentiation.Gradient<object?>(transform, p => (f(Tree.Unflatten<T>(structure, p)), null), leaves, structure.Paths());
        return (value, Tree.Unflatten<T>(structure, gradient));
    }

    private static (Tensor Value, Tensor[] Gradient) By(string transform, Delegate f, Func<Tensor[], Tensor> call, Tensor[] x, int[] arguments)
    {
        foreach (var argument in arguments)
            if ((uint)argument >= (uint)x.Length)
                throw new ArgumentOutOfRangeException(nameof(arguments), argument, $"{transform}: the function has {x.Length} arguments, counted from 0: there is no argument {argument}.");
        var (value, _, gradient) = Differentiation.Gradient<object?>(
            transform,
            p =>
            {
                Tensor[] all = [.. x];
                for (var i = 0; i < arguments.Length; i++) all[arguments[i]] = p[i];
                return (call(all), null);
            },
            Array.ConvertAll(arguments, i => x[i]),
            arguments.Select(i => Parameter(f, i)));
        return (value, gradient);
    }

    private static Dictionary<string, Tensor> ByName(Delegate f, Tensor[] gradient)
    {
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < gradient.Length; i++) result.Add(Parameter(f, i), gradient[i]);
        return result;
    }

    private static string Parameter(Delegate f, int index)
    {
        var parameters = f.Method.GetParameters();
        return index < parameters.Length ? parameters[index].Name ?? "" : "";
    }

    private static int ParameterIndex(Delegate f, string name)
    {
        var names = f.Method.GetParameters().Select(p => p.Name).ToArray();
        var index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw new ArgumentException($"GradNamed: the function has no parameter '{name}'; it has {string.Join(", ", names)}.", nameof(name));
    }
}
