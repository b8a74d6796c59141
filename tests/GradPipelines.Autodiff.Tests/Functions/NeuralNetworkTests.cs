using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>What rows of small samples do not reach: sizes beyond one block, ties, limits, messages.</summary>
public class NeuralNetworkTests
{
    [Theory]
    [InlineData(DType.Float64, 1e-12)] // 72 products, each rounded
    [InlineData(DType.Float32, 1e-4)]
    public void Conv_OfSeveralBlocks_EqualsItsDefinition(DType dtype, double tolerance)
    {
        const int size = 40, places = 20;
        Tensor x = Ops.Cast(Key.FromSeed(1).Normal([3, 8, size, size]), dtype), w = Ops.Cast(Key.FromSeed(2).Normal([16, 8, 3, 3]), dtype);
        var y = NeuralNetwork.Conv(x, w, stride: [2], padding: [1]).ToArray<double>();
        double[] xs = x.ToArray<double>(), ws = w.ToArray<double>();
        var expected = new double[3 * 16 * places * places];
        for (var at = 0; at < expected.Length; at++)
        {
            int q = at % places, p = at / places % places, o = at / (places * places) % 16, n = at / (places * places * 16);
            for (var c = 0; c < 8; c++)
                for (var i = 0; i < 3; i++)
                    for (var j = 0; j < 3; j++)
                        if (2 * p + i - 1 is >= 0 and < size and var r && 2 * q + j - 1 is >= 0 and < size and var s)
                            expected[at] += xs[((n * 8 + c) * size + r) * size + s] * ws[((o * 8 + c) * 3 + i) * 3 + j];
        }

        Numbers.AreClose(expected, y, tolerance);
    }

    [Fact]
    public void Conv_AndConvTranspose_AreTransposesOfEachOther()
    {
        Tensor x = Key.FromSeed(1).Normal([2, 4, 9]), w = Key.FromSeed(2).Normal([6, 2, 3]), y = Key.FromSeed(3).Normal([2, 6, 4]);
        var forward = Ops.Sum(NeuralNetwork.Conv(x, w, stride: [2], groups: 2) * y).Item();
        Numbers.AreClose([forward], [Ops.Sum(NeuralNetwork.ConvTranspose(y, w, stride: [2], groups: 2) * x).Item()], 1e-12);
    }

    [Fact]
    public void Conv_ThirdDerivative_IsThatOfTheProduct()
    {
        // Along x = a·v, w = b·u it is a·b·const, so every mixed derivative beyond the first of each is zero.
        Tensor x = Key.FromSeed(1).Normal([1, 1, 4]), w = Key.FromSeed(2).Normal([1, 1, 2]);
        Tensor F(Tensor a, Tensor b) => Ops.Sum(NeuralNetwork.Conv(a * a * x, b * w, padding: [1]));
        var third = Grad((Tensor b) => Grad(Grad((Tensor a) => F(a, b)))(1.5))(0.3);
        Numbers.AreClose([2 * Ops.Sum(NeuralNetwork.Conv(x, w, padding: [1])).Item()], [third.Item()], 1e-13);
    }

    [Fact]
    public void Conv_Mismatch_NamesBothShapes()
    {
        var e = Assert.Throws<ShapeException>(() => NeuralNetwork.Conv(Ops.Zeros([1, 3, 8]), Ops.Zeros([4, 2, 3])));
        Assert.Contains("(1, 3, 8)", e.Message, StringComparison.Ordinal);
        Assert.Contains("(4, 2, 3)", e.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => NeuralNetwork.Conv(Ops.Zeros([1, 2, 2]), Ops.Zeros([4, 2, 3])));
        Assert.Throws<ArgumentException>(() => NeuralNetwork.Conv(Ops.Zeros([1, 2, 8]), Ops.Zeros([4, 2, 3]), stride: [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NeuralNetwork.Conv(Ops.Zeros([1, 2, 8]), Ops.Zeros([4, 2, 3]), stride: [0]));
    }

    [Fact]
    public void MaxPool_OfEqualElements_GivesTheDerivativeToTheFirst()
    {
        var g = Grad((Tensor x) => Ops.Sum(NeuralNetwork.MaxPool(x, [2, 2])))(Ops.Zeros([2, 4]));
        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 0], g.ToArray<double>());
    }

    [Fact]
    public void MaxPool_OfNaN_IsNaN() =>
        Assert.Equal([double.NaN, 4], NeuralNetwork.MaxPool((double[])[double.NaN, 1, 3, 4], [2]).ToArray<double>());

    [Fact]
    public void MaxPool_OfNegativeNumbers_NeverTakesPadding() =>
        Assert.Equal([-5, -3], NeuralNetwork.MaxPool((double[])[-5, -4, -3], [2], padding: [1]).ToArray<double>());

    [Fact]
    public void CtcLoss_OfATargetThatIsTooLong_IsInfiniteWithoutADerivative()
    {
        Tensor F(Tensor x) => NeuralNetwork.CtcLoss(NeuralNetwork.LogSoftmax(x), Tensor.From<long>([1, 1], [1, 2]), [2], [2]);
        Tensor x = Key.FromSeed(1).Normal([2, 1, 3]);
        Assert.Equal(double.PositiveInfinity, F(x).Item());
        Assert.All(Grad(F)(x).ToArray<double>(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void BinaryCrossEntropy_AtCertainty_IsBounded()
    {
        Tensor target = (double[])[1, 0, 1];
        Assert.Equal([100, 100, 0], NeuralNetwork.BinaryCrossEntropy((double[])[0, 1, 1], target, reduction: LossReduction.None).ToArray<double>());
        Assert.All(Grad((Tensor p) => NeuralNetwork.BinaryCrossEntropy(p, target))((double[])[0, 1, 1]).ToArray<double>(), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void BatchNorm_InTraining_MovesTheRunningStatisticsWithoutADerivative()
    {
        Tensor x = Tensor.From<double>([1, 3], [2, 1]);
        var y = NeuralNetwork.BatchNorm(x, Ops.Zeros([1]), Ops.Ones([1]), momentum: 0.5);
        Assert.Equal((1.0, 1.5), (y.RunningMean.Item(), y.RunningVariance.Item())); // unbiased variance 2
        Assert.All(Grad((Tensor p) => Ops.Sum(NeuralNetwork.BatchNorm(p, Ops.Zeros([1]), Ops.Ones([1])).RunningMean))(x).ToArray<double>(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Attention_CausalMask_IsTheMaskOfMinusInfinities()
    {
        Tensor q = Key.FromSeed(1).Normal([3, 2]), k = Key.FromSeed(2).Normal([3, 2]), v = Key.FromSeed(3).Normal([3, 2]);
        Tensor mask = Ops.Where(Ops.Triu(Ops.Ones([3, 3]), 1) > 0, double.NegativeInfinity, 0.0);
        Assert.Equal(NeuralNetwork.ScaledDotProductAttention(q, k, v, mask).ToArray<double>(), NeuralNetwork.ScaledDotProductAttention(q, k, v, isCausal: true).ToArray<double>());
    }
}
