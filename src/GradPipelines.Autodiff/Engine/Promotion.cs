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

    /// <summary>The dtype that many tensors promote to: that of the others, to which all C# numbers give way at once, so the order does not matter.</summary>
    public static DType Common(IReadOnlyList<Tensor> x)
    {
        DType? strong = null, weak = null;
        foreach (var t in x)
        {
            ref var sum = ref t.IsWeak ? ref weak : ref strong;
            sum = sum is { } dtype ? DTypes.Promote(dtype, t.DType) : t.DType;
        }

        return (strong, weak) switch
        {
            ({ } s, { } w) => DTypes.PromoteWeak(s, w),
            ({ } s, null) => s,
            _ => weak!.Value, // there is one tensor at least
        };
    }

    /// <summary>A floating tensor: integers and booleans become float64.</summary>
    public static Tensor Floating(Tensor x) => x.DType.IsFloating() ? x : Ops.Cast(x, DType.Float64);
}
