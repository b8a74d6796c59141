namespace GradPipelines;

/// <content>Choice between values.</content>
public static partial class Ops
{
    /// <summary>Where <paramref name="condition"/> holds <paramref name="a"/>, elsewhere <paramref name="b"/>; all broadcast, dtypes promote.</summary>
    /// <remarks>The branch that is not taken gets a zero cotangent; if its own derivative is infinite there, mask its input too, or 0·∞ gives NaN.</remarks>
    public static Tensor Where(Tensor condition, Tensor a, Tensor b)
    {
        if (a.DType != b.DType)
        {
            var dtype = Promotion.Common(a, b);
            a = Cast(a, dtype);
            b = Cast(b, dtype);
        }

        var shape = Shape.Broadcast(Shape.Broadcast(a.Shape, b.Shape, "where"), condition.Shape, "where");
        return WherePrimitive.Instance.BindAll(BroadcastTo(Cast(condition, DType.Bool), shape), BroadcastTo(a, shape), BroadcastTo(b, shape))[0];
    }

    /// <summary>x held between two bounds; NaN stays. The derivative is 1 strictly between them and 0 at and beyond them.</summary>
    public static Tensor Clip(Tensor x, Tensor min, Tensor max) => Where(LessEqual(x, min), min, Where(GreaterEqual(x, max), max, x));

    /// <summary>The larger of x and 0; the derivative at 0 is 0.</summary>
    public static Tensor Relu(Tensor x) => Where(Greater(x, 0), x, ZerosLike(x));
}

internal sealed class WherePrimitive : GeneralPrimitive
{
    public static readonly WherePrimitive Instance = new();

    public override string Name => "where";

    protected override NdArray[] Forward(NdArray[] x) => [NdArray.Where(x[0], x[1], x[2])];

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[1] with { Shape = Shape.Broadcast(x[0].Shape, Shape.Broadcast(x[1].Shape, x[2].Shape, Name), Name) }];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y) =>
        [t[1] is null && t[2] is null ? null : Ops.Where(x[0], t[1] ?? Ops.ZerosLike(x[1]), t[2] ?? Ops.ZerosLike(x[2]))];

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        if (ct[0] is not { } s) return [null, null, null];
        var zero = Ops.ZerosLike(s);
        return [null, needed[1] ? Ops.Where(x[0], s, zero) : null, needed[2] ? Ops.Where(x[0], zero, s) : null];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => [Ops.Where(x[0], x[1], x[2])];
}
