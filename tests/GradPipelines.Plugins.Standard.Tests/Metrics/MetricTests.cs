using GradPipelines.Plugins.Standard.Metrics;

namespace GradPipelines.Plugins.Standard.Tests.Metrics;

public sealed class MetricTests
{
    private static readonly Tensor Predicted = new[,] { { 1.0 }, { 2 }, { 4 }, { 3 } };
    private static readonly Tensor Actual = new[,] { { 1.0 }, { 3 }, { 2 }, { 4 } };

    // Classes 0 1 2 2 0 1; predicted 0 2 2 2 1 1.
    private static readonly Tensor Logits = new[,] { { 9.0, 1, 0 }, { 0, 1, 2 }, { 0, 1, 2 }, { -1, -3, 0 }, { 1, 2, 0 }, { 0, 5, 1 } };
    private static readonly Tensor OneHot = Ops.Take(Ops.Eye(3), new[] { 0, 1, 2, 2, 0, 1 });

    [Theory]
    [InlineData("mse", 6.0 / 4)]
    [InlineData("mae", 4.0 / 4)]
    [InlineData("max-error", 2.0)]
    [InlineData("r2", 1 - 6.0 / 5)]
    public void Regression_IsItsFormula(string name, double expected) =>
        Assert.Equal(expected, Standard.Create<IMetric>(ComponentKind.Metric, name).Evaluate(Predicted, Actual), 1e-15);

    [Fact]
    public void Rmse_IsTheRoot() => Assert.Equal(Math.Sqrt(1.5), new RootMeanSquareMetric().Evaluate(Predicted, Actual), 1e-15);

    // Figures by hand from the counts: precision 1, 1/2, 2/3; recall 1/2, 1/2, 1; F1 2/3, 1/2, 4/5.
    [Theory]
    [InlineData("accuracy", 4.0 / 6)]
    [InlineData("balanced-accuracy", 2.0 / 3)]
    [InlineData("macro-precision", (1 + 0.5 + 2.0 / 3) / 3)]
    [InlineData("macro-recall", 2.0 / 3)]
    [InlineData("macro-f1", (2.0 / 3 + 0.5 + 0.8) / 3)]
    public void Classification_IsItsFormula(string name, double expected)
    {
        var metric = Standard.Create<IMetric>(ComponentKind.Metric, name);
        Assert.Equal(expected, metric.Evaluate(Logits, OneHot), 1e-15);
        Assert.Equal(expected, metric.Evaluate(Logits, new[,] { { 0.0 }, { 1 }, { 2 }, { 2 }, { 0 }, { 1 } }), 1e-15);
        Assert.True(metric.IsLargerBetter);
    }

    [Fact]
    public void Accuracy_OfOneOutput_ComparesWithTheThreshold()
    {
        Tensor p = new[,] { { 0.2 }, { 0.7 }, { -1 } }, t = new[,] { { 0.0 }, { 1 }, { 0 } };
        Assert.Equal(2.0 / 3, new AccuracyMetric(new()).Evaluate(p, t), 1e-15);
        Assert.Equal(1, new AccuracyMetric(new() { Threshold = 0.5 }).Evaluate(p, t));
    }

    [Fact]
    public void TopK_CountsTheLargest()
    {
        Assert.Equal(4.0 / 6, new TopKAccuracyMetric(new() { K = 1 }).Evaluate(Logits, OneHot), 1e-15);
        Assert.Equal(1, new TopKAccuracyMetric(new() { K = 2 }).Evaluate(Logits, OneHot));
    }

    [Fact]
    public void RocAuc_CountsPairs_TiesHalf()
    {
        // Pairs (positive, negative): 0.8 beats both, 0.4 beats 0.1 and ties with 0.4: 3.5 of 4.
        Tensor p = new[,] { { 0.8 }, { 0.4 }, { 0.4 }, { 0.1 } }, t = new[,] { { 1.0 }, { 1 }, { 0 }, { 0 } };
        Assert.Equal(3.5 / 4, new RocAucMetric().Evaluate(p, t));
        Assert.Equal(double.NaN, new RocAucMetric().Evaluate(p, Ops.Ones([4, 1])));
    }

    [Fact]
    public void R2_OfAConstantTarget_IsOneOrZero()
    {
        Assert.Equal(1, new R2Metric().Evaluate(Ops.Ones([3, 1]), Ops.Ones([3, 1])));
        Assert.Equal(0, new R2Metric().Evaluate(Ops.Zeros([3, 1]), Ops.Ones([3, 1])));
    }
}
