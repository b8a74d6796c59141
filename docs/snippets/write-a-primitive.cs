#:project ../../src/GradPipelines.Testing/GradPipelines.Testing.csproj

// The program of docs/write-a-primitive.md: one primitive of each tier, each checked against finite differences.
using GradPipelines;
using GradPipelines.Testing;
using static GradPipelines.Ops;
using static GradPipelines.Transforms;

// 0  a function and its rule, in place
var logSumExp = Primitive.Define(
    "logsumexp",
    forward: x => x.Max() + Log(Sum(Exp(x - x.Max()))),
    vjp: (ct, y, x) => ct * Exp(x - y));
CheckGrads(logSumExp, new[] { 0.5, -1.0, 2.0 });

// 1  element by element
GradCheck.Op<Softplus>(order: 2);
Tensor softplus(Tensor x) => new Softplus().Bind(x);
Console.WriteLine($"softplus: {softplus(new[] { -800.0, 0.0, 2.0 })}, derivatives {ElementwiseGrad(softplus)(new[] { -800.0, 0.0, 2.0 })}");

// 1  element by element, two inputs; shapes broadcast before the rule sees them
CheckGrads((a, b) => new SoftMaximum().Bind(a, b), new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } }, new[] { 2.5, -1.0 });
Console.WriteLine($"soft maximum of 3 and 1: {new SoftMaximum().Bind(3.0, 1.0)}");

// 2  linear
Tensor centre(Tensor x) => new Centre().Bind(x);
CheckGrads(centre, new[,] { { 1.0, 2.0, 6.0 }, { 0.0, 3.0, -3.0 } });
Console.WriteLine($"centred: {centre(new[] { 1.0, 2.0, 6.0 })}, in a batch: {Vmap(centre)(new[,] { { 1.0, 3.0 }, { 5.0, 5.0 } })}");

// 3  any number of inputs and outputs
var sineAndCosine = new SineAndCosine();
Tensor product(Tensor x) => sineAndCosine.Bind(x) is [var sine, var cosine] ? sine * cosine : x;
CheckGrads(product, new[] { 0.3, -2.0 });
Console.WriteLine($"derivative of sin·cos at 0.3: {Grad(product)(0.3)} = cos 0.6");

// A wrong rule is found by the same line, with place and numbers.
try
{
    GradCheck.Op("softplus with a wrong rule", Primitive.Define("wrong", x => Log(1 + Exp(x)), vjp: (ct, y, x) => ct * Sigmoid(-x)));
}
catch (GradientCheckException e)
{
    Console.WriteLine(e.Message.ReplaceLineEndings("\n").Split('\n')[0]);
}

/// <summary>log(1 + e^x), a smooth relu: nears 0 and x without overflow.</summary>
sealed class Softplus : UnaryElementwise
{
    public override string Name => "softplus";

    // max(x, 0) + log(1 + e^-|x|): the exponent is never positive.
    protected override NdArray Forward(NdArray x) => 0.5 * (x + x.Abs()) + (1.0 + (-x.Abs()).Exp()).Log();

    protected override Tensor? Derivative(Tensor x, Tensor y) => Sigmoid(x);
}

/// <summary>log(e^a + e^b), a smooth maximum.</summary>
sealed class SoftMaximum : BinaryElementwise
{
    public override string Name => "soft_maximum";

    protected override bool IsFloatingOnly => true;

    protected override NdArray Forward(NdArray a, NdArray b) => NdArray.Maximum(a, b) + (1.0 + (-(a - b).Abs()).Exp()).Log();

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * Sigmoid(a - b);

    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y) => s * Sigmoid(b - a);
}

/// <summary>The distance of each element from the mean along the last axis.</summary>
sealed class Centre : LinearPrimitive
{
    public override string Name => "centre";

    protected override NdArray Forward(NdArray x)
    {
        var mean = x.Sum([-1]) / x.Shape[-1];
        return x - mean.Reshape([.. mean.Shape.AsSpan(), 1]);
    }

    protected override TensorSpec Specify(TensorSpec x) =>
        x.Shape.Rank > 0 && x.DType.IsFloating() ? x : throw new ShapeException($"centre: floating values with at least one axis are expected, not {x}.");

    // The matrix 1 - 1/n is symmetric, so the map is its own transpose.
    protected override Tensor? Transpose(Tensor ct, TensorSpec x) => Bind(ct);

    // The batch axis stands in front, and the last axis is still the last.
    protected override Tensor Batch(Tensor x) => Bind(x);
}

/// <summary>The sine and the cosine, in one call.</summary>
sealed class SineAndCosine : GeneralPrimitive
{
    public override string Name => "sine_and_cosine";

    protected override NdArray[] Forward(NdArray[] x) => [x[0].Sin(), x[0].Cos()];

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[0], x[0]];

    // Null stands for an exact zero: nothing flows, nothing is computed.
    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y) =>
        t[0] is { } s ? [s * y[1], -s * y[0]] : [null, null];

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        var fromSine = ct[0] is { } s ? s * y[1] : null;
        var fromCosine = ct[1] is { } c ? -c * y[0] : null;
        return [fromSine is null ? fromCosine : fromCosine is null ? fromSine : fromSine + fromCosine];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Bind(x);
}
