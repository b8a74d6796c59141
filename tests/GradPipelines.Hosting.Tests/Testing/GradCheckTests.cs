using GradPipelines.Testing;

namespace GradPipelines.Hosting.Tests;

public sealed class GradCheckTests
{
    [Fact]
    public void Op_RightRule_Passes() => GradCheck.Op<Cube>(order: 3);

    [Fact]
    public void Op_WrongRule_Throws() => Assert.Throws<GradientCheckException>(() => GradCheck.Op<WrongCube>());

    [Fact]
    public void Op_RuleThatIsRightAtFirstOrderOnly_ThrowsAtTheSecond()
    {
        GradCheck.Op<FrozenCube>(order: 1);

        Assert.Equal(2, Assert.Throws<GradientCheckException>(() => GradCheck.Op<FrozenCube>()).Order);
    }

    [Fact]
    public void Op_FirstOrderPrimitive_IsCheckedToItsOwnLimit() => GradCheck.Op<RawCube>(order: 2);

    [Fact]
    public void Op_ForwardThatForcesFloat64_IsFound()
    {
        var e = Assert.Throws<ConformanceException>(() => GradCheck.Op<WideCube>());

        Assert.Contains("a float32 input gives float64", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Op_Function_Passes() =>
        GradCheck.Op("cube", Primitive.Define("cube", x => x * x * x, (ct, _, x) => ct * (3 * x * x)));

    private class Cube : UnaryElementwise
    {
        public override string Name => "cube";

        protected override NdArray Forward(NdArray x) => x * x * x;

        protected override Tensor? Derivative(Tensor x, Tensor y) => 3 * x * x;
    }

    private sealed class WrongCube : Cube
    {
        protected override Tensor? Derivative(Tensor x, Tensor y) => 2 * x * x;
    }

    /// <summary>The mistake of computing the rule outside the engine: the second derivative comes out as zero.</summary>
    private sealed class FrozenCube : Cube
    {
        protected override Tensor? Derivative(Tensor x, Tensor y) => Ops.StopGradient(3 * x * x);
    }

    private sealed class WideCube : Cube
    {
        protected override NdArray Forward(NdArray x) => base.Forward(x.Cast(DType.Float64));
    }

    private sealed class RawCube : FirstOrderPrimitive
    {
        public override string Name => "raw-cube";

        protected override NdArray Forward(NdArray x) => x * x * x;

        protected override TensorSpec Specify(TensorSpec x) => x;

        protected override Tensor Batch(Tensor x) => Bind(x);

        protected override NdArray RawVjp(NdArray ct, NdArray y, NdArray x) => ct * (x * x * 3.0);
    }
}
