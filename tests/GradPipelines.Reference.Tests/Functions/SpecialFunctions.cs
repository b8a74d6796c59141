namespace GradPipelines.Reference;

/// <summary>special: what is a composition of functions that exist. The others come by their names.</summary>
internal static class SpecialFunctions
{
    public static void Add(FunctionRows rows)
    {
        rows.Add("special.logsumexp", "x, axis, b, keepdims", a => LogSumExp(a));
        rows.Alias("scipy_special.logsumexp", "special.logsumexp");
        rows.Unary("special.expit", Ops.Sigmoid);
        rows.Unary("special.logit", x => Ops.Log(x) - Ops.Log1p(-x));
        rows.Add("scipy_special.softmax", "x, axis", a => Softmax(a.Tensor("x"), a.Axes("axis")));
        rows.Alias("special.softmax", "scipy_special.softmax");
    }

    public static Tensor Softmax(Tensor x, int[]? axes)
    {
        var e = Ops.Exp(x - Ops.StopGradient(Ops.Max(x, axes, keepDims: true)));
        return e / Ops.Sum(e, axes, keepDims: true);
    }

    /// <summary>log Σ b·e^x: the shift is the largest x.</summary>
    private static Tensor LogSumExp(Arguments a)
    {
        var x = a.Tensor("x");
        if (!a.Has("b")) return Ops.LogSumExp(x, a.Axes("axis"), a.Flag("keepdims"));
        var shift = Ops.StopGradient(Ops.Max(x, a.Axes("axis"), keepDims: true));
        var y = Ops.Log(Ops.Sum(a.Tensor("b") * Ops.Exp(x - shift), a.Axes("axis"), keepDims: true)) + shift;
        return a.Flag("keepdims") ? y : Ops.Reshape(y, x.Shape.Without(x.Shape.Axes(a.Axes("axis"))).ToArray());
    }
}
