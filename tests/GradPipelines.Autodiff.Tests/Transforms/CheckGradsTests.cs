using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

public class CheckGradsTests
{
    private static readonly Func<Tensor, Tensor> s_wrong = Primitive.Define("wrong_square", x => x * x, (ct, _, x) => ct * 3.0 * x);

    [Fact]
    public void WrongRule_IsFoundInBothModes()
    {
        Assert.Equal("reverse", Assert.Throws<GradientCheckException>(() => CheckGrads(s_wrong, 2.0)).Mode);
        Assert.Equal("forward", Assert.Throws<GradientCheckException>(() => CheckGrads(s_wrong, 2.0, Modes.Forward)).Mode);
    }

    [Fact]
    public void WrongSecondDerivative_IsFoundAtOrderTwo()
    {
        // The value of the rule is right and its own derivative is cut off.
        var cut = Primitive.Define("cut", x => x * x, (ct, _, x) => ct * 2.0 * StopGradient(x));
        CheckGrads(cut, 2.0, order: 1);
        Assert.Equal(2, Assert.Throws<GradientCheckException>(() => CheckGrads(cut, 2.0)).Order);
    }

    [Fact]
    public void Message_HasThePathThePointAndBothNumbers()
    {
        var point = new Dictionary<string, Tensor> { ["ok"] = new[] { 1.0 }, ["w"] = new[] { 1.5, 2.0 } };
        var e = Assert.Throws<GradientCheckException>(() => CheckGrads<Dictionary<string, Tensor>, Tensor>(p => Sum(p["ok"]) * Sum(s_wrong(p["w"])), point, order: 1));
        Assert.Equal(("reverse", 1, "[\"w\"]"), (e.Mode, e.Order, e.Path));
        Assert.Equal("[1.5, 2.0]", e.Point.ToString());
        Numbers.AreClose([1.5], [e.Derivative / e.Numeric], 1e-8); // the rule is 3x for 2x
        Assert.StartsWith("CheckGrads: the reverse derivative of order 1 by the argument [\"w\"] is ", e.Message, StringComparison.Ordinal);
        Assert.Contains(", finite differences give ", e.Message, StringComparison.Ordinal);
        Assert.Contains("at [1.5, 2.0]", e.Message, StringComparison.Ordinal);
        Assert.Contains("relative difference 0.5", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThrowingInsideItself_NaNIsNotAPass() =>
        Assert.Throws<GradientCheckException>(() => CheckGrads(x => Sqrt(x), -1.0, order: 1));

    [Fact]
    public void TwoArgumentsAndContainers_Pass()
    {
        CheckGrads((a, b) => a * Sin(b), new[] { 0.3, 1.0 }, new[] { -0.4, 2.0 });
        CheckGrads<(Tensor, Tensor[]), Tensor>(p => p.Item1 * p.Item2[0], (2.0, [3.0]));
        CheckGrads(x => Exp(x), Cast((Tensor)new[] { 0.5 }, DType.Float32));
    }
}
