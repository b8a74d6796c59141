namespace GradPipelines;

/// <summary>Forward mode: every tracer carries its value and its derivative along one direction.</summary>
internal sealed class ForwardTrace(string transform) : Trace
{
    public override string Transform { get; } = transform;

    public override Tensor Process(UnaryPrimitive primitive, Tensor x)
    {
        ThrowIfClosed(primitive);
        var tracer = (ForwardTracer)x;
        var y = primitive.Bind(tracer.Primal);
        return Wrap(y, y.DType.IsFloating() ? primitive.Jvp(tracer.Tangent, tracer.Primal, y) : null);
    }

    public override Tensor Process(BinaryPrimitive primitive, Tensor a, Tensor b)
    {
        ThrowIfClosed(primitive);
        var (x, z) = (Primal(a), Primal(b));
        var y = primitive.Bind(x, z);
        if (!y.DType.IsFloating()) return y;
        var left = Tangent(a) is { } u ? primitive.JvpLeft(u, x, z, y) : null;
        var right = Tangent(b) is { } v ? primitive.JvpRight(v, x, z, y) : null;
        return Wrap(y, left is null ? right : right is null ? left : left + right);
    }

    public override Tensor[] Process(Primitive primitive, Tensor[] x)
    {
        ThrowIfClosed(primitive);
        var primals = Array.ConvertAll(x, Primal);
        var y = primitive.BindAll(primals);
        var t = primitive.ForwardRule(primals, y, Array.ConvertAll(x, Tangent));
        var result = new Tensor[y.Length];
        for (var i = 0; i < y.Length; i++) result[i] = Wrap(y[i], y[i].DType.IsFloating() ? t[i] : null);
        return result;
    }

    /// <summary>The value without this trace's mark.</summary>
    public Tensor Primal(Tensor x) => x is ForwardTracer t && t.Trace == this ? t.Primal : x;

    /// <summary>The derivative of a value along the direction; null where it is exactly zero.</summary>
    public Tensor? Tangent(Tensor x) => x is ForwardTracer t && t.Trace == this ? t.Tangent : null;

    private Tensor Wrap(Tensor y, Tensor? t) => t is null ? y : new ForwardTracer(this, y, t);
}

/// <summary>A value and its tangent.</summary>
internal sealed class ForwardTracer(ForwardTrace trace, Tensor primal, Tensor tangent) : Tracer(trace)
{
    public Tensor Primal { get; } = primal;

    public Tensor Tangent { get; } = tangent;

    public override Shape Shape => Primal.Shape;

    public override DType DType => Primal.DType;

    internal override bool IsWeak => Primal.IsWeak;

    internal override NdArray Value => Primal.Value;
}
