namespace GradPipelines;

/// <summary>Brings operands to one dtype by the table of <see cref="DTypes"/>.</summary>
internal static class Promotion
{
    /// <summary>Casts both to the dtype of the result; booleans of arithmetic become int64, or float64 where only floats are legal.</summary>
    public static void Unify(ref Tensor a, ref Tensor b, bool floatingOnly)
    {
        var dtype = Common(a, b);
        if (!dtype.IsFloating()) dtype = floatingOnly ? DType.Float64 : DType.Int64;
        a = Ops.Cast(a, dtype);
        b = Ops.Cast(b, dtype);
    }

    /// <summary>The dtype that two tensors promote to, a C# number giving way.</summary>
    public static DType Common(Tensor a, Tensor b) =>
        a.DType == b.DType ? a.DType
        : a.IsWeak == b.IsWeak ? DTypes.Promote(a.DType, b.DType)
        : a.IsWeak ? DTypes.PromoteWeak(b.DType, a.DType)
        : DTypes.PromoteWeak(a.DType, b.DType);

    /// <summary>The dtype that many tensors promote to.</summary>
    public static DType Common(IReadOnlyList<Tensor> x)
    {
        var winner = x[0];
        foreach (var t in x)
        {
            var dtype = Common(winner, t);
            if (dtype != winner.DType || winner.IsWeak) winner = dtype == t.DType ? t : winner.IsWeak ? t : winner;
        }

        return winner.DType;
    }

    /// <summary>A floating tensor: integers and booleans become float64.</summary>
    public static Tensor Floating(Tensor x) => x.DType.IsFloating() ? x : Ops.Cast(x, DType.Float64);
}
