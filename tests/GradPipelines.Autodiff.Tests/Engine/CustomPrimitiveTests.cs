using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

public class CustomPrimitiveTests
{
    private static readonly Func<Tensor, Tensor> s_logSumExp = Primitive.Define(
        "logsumexp",
        forward: x => { var m = x.Max(); return m + Log(Sum(Exp(x - m))); },
        vjp: (ct, y, x) => ct * Exp(x - y));

    private static readonly Func<Tensor, Tensor, Tensor> s_ratio = Primitive.Define(
        "ratio",
        (a, b) => a / b,
        (ct, y, _, b) => (ct / b, -ct * y / b));

    private static readonly Func<Tensor, Tensor> s_cube = Primitive.DefineFirstOrderOnly("cube", x => x * x * x, (ct, _, x) => ct * (3.0 * x * x));

    private sealed class RawCube : FirstOrderPrimitive
    {
        public override string Name => "raw_cube";

        protected internal override NdArray Forward(NdArray x) => x * x * x;

        protected internal override TensorSpec Specify(TensorSpec x) => x;

        protected internal override Tensor Batch(Tensor x) => Bind(x);

        protected override NdArray RawVjp(NdArray ct, NdArray y, NdArray x) => ct * (3.0 * x * x);
    }

    private static readonly Tensor s_x = new[] { 0.3, -1.2, 0.8 };

    [Fact]
    public void Define_HasEveryOrderInBothModes() => CheckGrads(y => s_logSumExp(Square(y)), s_x, order: 3);

    [Fact]
    public void Define_WithTwoInputs_HasEveryOrderInBothModes() => CheckGrads((a, b) => s_ratio(Sin(a), b), s_x, 2.0 + s_x, order: 3);

    [Fact]
    public void Define_NullCotangent_IsAnExactZero()
    {
        var left = Primitive.Define("left", (a, _) => a, (ct, _, _, _) => (ct, null));
        var (da, db) = MultiGrad((a, b) => Sum(left(a, b)))(s_x, s_x);
        Assert.Equal([1, 1, 1], da.ToArray<double>());
        Assert.Equal([0, 0, 0], db.ToArray<double>());
        Assert.Equal([0, 0, 0], Jvp(b => left(s_x, b), s_x, OnesLike(s_x)).Tangent.ToArray<double>());
    }

    [Fact]
    public void Define_InsideVmap_EqualsALoop()
    {
        Tensor rows = Stack([s_x, 2.0 * s_x]);
        Numbers.AreClose([s_logSumExp(s_x).Item(), s_logSumExp(2.0 * s_x).Item()], Vmap(s_logSumExp)(rows).ToArray<double>(), 1e-15);
        Numbers.AreClose(Grad(s_logSumExp)(s_x).ToArray<double>(), Vmap(Grad(s_logSumExp))(rows)[0].ToArray<double>(), 1e-15);
    }

    [Fact]
    public void Define_TakesFloat32()
    {
        var g = Grad(s_logSumExp)(Cast(s_x, DType.Float32));
        Assert.Equal(DType.Float32, g.DType);
    }

    [Fact]
    public void Define_WhoseFunctionCapturesATracedValue_Throws()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Grad(a =>
        {
            var scaled = Primitive.Define("scaled", x => a * x, (ct, _, _) => a * ct);
            return scaled(2.0);
        })(3.0));
        Assert.Equal("scaled: the function uses a traced value from outside, whose derivative would be lost. Pass it as an argument.", e.Message);
    }

    [Fact]
    public void FirstOrderOnly_HasAGradient()
    {
        Numbers.AreClose([3 * 0.09, 3 * 1.44, 3 * 0.64], Grad(x => Sum(s_cube(x)))(s_x).ToArray<double>(), 1e-15);
        Numbers.AreClose([3 * 0.09, 3 * 1.44, 3 * 0.64], Grad(x => Sum(new RawCube().Bind(x)))(s_x).ToArray<double>(), 1e-15);
        CheckGrads(x => Sum(s_cube(x)), s_x, Modes.Reverse, order: 1);
    }

    [Fact]
    public void FirstOrderOnly_SecondDerivative_FailsByName()
    {
        foreach (var (name, f) in new[] { ("cube", s_cube), ("raw_cube", new RawCube().Bind) })
        {
            var e = Assert.Throws<FirstOrderOnlyException>(() => Grad(Grad(x => f(x)))(2.0));
            Assert.Equal(name, e.Primitive);
            Assert.Equal($"'{name}' has first derivatives in reverse mode only, because its VJP is written on raw arrays; a second derivative was asked for. Write the VJP in tensor operations (Primitive.Define) to have every order.", e.Message);
            Assert.Throws<FirstOrderOnlyException>(() => HessianVectorProduct(x => f(x))(2.0, 1.0));
        }
    }

    [Fact]
    public void FirstOrderOnly_ForwardMode_FailsByName()
    {
        foreach (var f in new[] { s_cube, new RawCube().Bind })
        {
            var e = Assert.Throws<FirstOrderOnlyException>(() => Jvp(f, s_x, s_x));
            Assert.Contains("forward mode was asked for", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Equality_IsByTypeAndAttributes_NotForDelegates()
    {
        Assert.Equal(new SumPrimitive([0, 1]), new SumPrimitive([0, 1]));
        Assert.NotEqual(new SumPrimitive([0]), new SumPrimitive([1]));
        Assert.NotEqual<Primitive>(new SumPrimitive([0]), new MaxPrimitive([0]));
        Assert.Equal("sum[axes=(0, 1)]", new SumPrimitive([0, 1]).ToString());
        var a = new DefinedPrimitive("same", x => x[0], (ct, _, _) => [ct]);
        var b = new DefinedPrimitive("same", x => x[0], (ct, _, _) => [ct]);
        Assert.NotEqual(a, b);
    }

    /// <summary>A primitive with two outputs, of which a caller may use either or both.</summary>
    private sealed class SinCos : GeneralPrimitive
    {
        public override string Name => "sincos";

        protected override NdArray[] Forward(NdArray[] x) => [x[0].Sin(), x[0].Cos()];

        protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[0], x[0]];

        protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y) => t[0] is { } s ? [s * y[1], -s * y[0]] : [null, null];

        protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
        {
            var a = ct[0] is { } s ? s * y[1] : null;
            var b = ct[1] is { } c ? -c * y[0] : null;
            return [a is null ? b : b is null ? a : a + b];
        }

        protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => Bind(x);
    }

    [Fact]
    public void TwoOutputs_EitherBothAndNested()
    {
        var p = new SinCos();
        CheckGrads(x => p.Bind(x)[0], s_x, order: 3);
        CheckGrads(x => p.Bind(x)[1], s_x, order: 3);
        CheckGrads(x => p.Bind(x) is var y ? y[0] * y[1] + y[0] : x, s_x, order: 3);
        CheckGrads(x => p.Bind(p.Bind(x)[1])[0], s_x, order: 3);
        Numbers.AreClose([Math.Sin(0.3), Math.Sin(-1.2), Math.Sin(0.8)], Vmap(x => p.Bind(x)[0])(s_x).ToArray<double>(), 1e-15);
    }
}
