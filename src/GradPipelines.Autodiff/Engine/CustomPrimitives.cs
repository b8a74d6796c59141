namespace GradPipelines;

/// <content>Primitives made from functions, in one call.</content>
public abstract partial class Primitive
{
    /// <summary>A primitive of one input: a function and its VJP, both written in tensor operations, so every order and both modes follow.</summary>
    /// <param name="name">For graphs and errors.</param>
    /// <param name="forward">The function; it sees plain values and is not traced.</param>
    /// <param name="vjp">From the cotangent, the output and the input (in this order), the cotangent of the input.</param>
    /// <returns>The function to call.</returns>
    /// <remarks>Forward mode transposes the VJP, which is linear in the cotangent. Vmap applies the function to one element of a batch after the other.</remarks>
    public static Func<Tensor, Tensor> Define(string name, Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor, Tensor> vjp)
    {
        var primitive = new DefinedPrimitive(name, x => forward(x[0]), (ct, y, x) => [vjp(ct, y, x[0])]);
        return x => primitive.Bind(x)[0];
    }

    /// <summary>A primitive of two inputs: a function and its VJP, both written in tensor operations.</summary>
    /// <param name="name">For graphs and errors.</param>
    /// <param name="forward">The function; it sees plain values and is not traced.</param>
    /// <param name="vjp">From the cotangent, the output and the inputs, the cotangents of the inputs; null for an exact zero.</param>
    public static Func<Tensor, Tensor, Tensor> Define(string name, Func<Tensor, Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor, Tensor, (Tensor?, Tensor?)> vjp)
    {
        var primitive = new DefinedPrimitive(
            name,
            x => forward(x[0], x[1]),
            (ct, y, x) => vjp(ct, y, x[0], x[1]) is var (a, b) ? [a, b] : []);
        return (a, b) => primitive.Bind(a, b)[0];
    }

    /// <summary>A primitive of one input whose function and VJP work on plain arrays: first derivatives in reverse mode only.</summary>
    /// <param name="name">For graphs and errors.</param>
    /// <param name="forward">The function.</param>
    /// <param name="vjp">From the cotangent, the output and the input (in this order), the cotangent of the input.</param>
    /// <returns>The function to call. A second derivative through it, or forward mode, throws <see cref="FirstOrderOnlyException"/> with the name.</returns>
    public static Func<Tensor, Tensor> DefineFirstOrderOnly(string name, Func<NdArray, NdArray> forward, Func<NdArray, NdArray, NdArray, NdArray> vjp)
    {
        var rule = new FirstOrderVjp(name, vjp);
        var primitive = new DefinedPrimitive(name, x => forward(x[0].Value), (ct, y, x) => [rule.Bind(ct, y, x[0])[0]], maximumOrder: 1);
        return x => primitive.Bind(x)[0];
    }
}

/// <summary>A derivative was asked for that a primitive with a VJP on raw arrays cannot give.</summary>
public sealed class FirstOrderOnlyException(string primitive, string asked)
    : NotSupportedException($"'{primitive}' has first derivatives in reverse mode only, because its VJP is written on raw arrays; {asked} was asked for. Write the VJP in tensor operations (Primitive.Define) to have every order.")
{
    /// <summary>The primitive's name.</summary>
    public string Primitive { get; } = primitive;
}

/// <summary>The base of a primitive class whose VJP works on raw arrays: first derivatives in reverse mode only.</summary>
public abstract class FirstOrderPrimitive : UnaryPrimitive
{
    private FirstOrderVjp? _rule;

    /// <inheritdoc/>
    public sealed override int? MaximumOrder => 1;

    /// <summary>The cotangent of the input on plain numbers.</summary>
    protected abstract NdArray RawVjp(NdArray ct, NdArray y, NdArray x);

    /// <inheritdoc/>
    protected internal sealed override Tensor? Jvp(Tensor t, Tensor x, Tensor y) => throw new FirstOrderOnlyException(Name, "forward mode");

    /// <inheritdoc/>
    protected internal sealed override Tensor? Vjp(Tensor ct, Tensor x, Tensor y) => (_rule ??= new FirstOrderVjp(Name, RawVjp)).Bind(ct, y, x)[0];
}

/// <summary>A function with a VJP, made by <see cref="Primitive.Define(string, Func{Tensor, Tensor}, Func{Tensor, Tensor, Tensor, Tensor})"/>.</summary>
internal sealed class DefinedPrimitive(
    string name, Func<Tensor[], Tensor> forward, Func<Tensor, Tensor, Tensor[], Tensor?[]> vjp, int? maximumOrder = null) : GeneralPrimitive, IDecomposable
{
    public override string Name => name;

    public override int? MaximumOrder => maximumOrder;

    private protected override bool IsDeterminedByType => false;

    /// <summary>The function itself: its VJP plays no part in the value.</summary>
    public Tensor[] Decompose(Tensor[] x) => [forward(x)];

    protected override NdArray[] Forward(NdArray[] x) => [forward(Array.ConvertAll(x, Tensor.From)).Untraced(name)];

    // The function says its shape only by being run; zeros are as good as any numbers.
    protected override TensorSpec[] Shapes(TensorSpec[] x) => [forward(Array.ConvertAll(x, s => Ops.Zeros(s.Shape, s.DType))).Spec];

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed) => ct[0] is { } s ? vjp(s, y[0], x) : new Tensor?[x.Length];

    /// <summary>The VJP is linear in the cotangent, so its own pullback by the cotangent is the JVP.</summary>
    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        if (maximumOrder == 1) throw new FirstOrderOnlyException(name, "forward mode");
        var active = Enumerable.Range(0, x.Length).Where(i => t[i] is not null).ToArray();
        var (parts, pull) = Differentiation.Reverse(
            "Jvp",
            ct =>
            {
                var all = vjp(ct[0], y[0], x);
                return active.Where(i => all[i] is not null).Select(i => (Index: i, Part: all[i]!)).ToList();
            },
            [Ops.ZerosLike(y[0])],
            [""]);
        return [pull([.. parts.Select(p => t[p.Index])])[0]];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Batching.Loop(Bind, x, batched, size);
}

/// <summary>A VJP on raw arrays as a primitive of its own: its derivatives fail by name.</summary>
internal sealed class FirstOrderVjp(string owner, Func<NdArray, NdArray, NdArray, NdArray> vjp) : GeneralPrimitive
{
    public override string Name => owner + "_vjp";

    private protected override bool IsDeterminedByType => false;

    protected override NdArray[] Forward(NdArray[] x) => [vjp(x[0], x[1], x[2])];

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[2]];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y) => throw new FirstOrderOnlyException(owner, "a second derivative");

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed) => throw new FirstOrderOnlyException(owner, "a second derivative");

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Batching.Loop(Bind, x, batched, size);
}
