using GradPipelines.Plugins.Standard.Losses;

namespace GradPipelines.Plugins.Standard.Tests.Losses;

public sealed class LossTests
{
    private const string File = "nn_losses.json";

    public static TheoryData<string> All => Standard.Names(ComponentKind.Loss);

    public static TheoryData<string> References => ReferenceCase.Ids(File, "layer", Fits, "mse_loss", "huber_loss", "cross_entropy", "cross_entropy_prob_target", "binary_cross_entropy_with_logits");

    [Theory]
    [MemberData(nameof(References))]
    public void Torch_SameValuesAndGradients(string id)
    {
        var c = ReferenceCase.Find(File, id);
        var loss = FromTorch(c);
        Tensor x = c.Array("inputs", "input"), w = c.Array("w", "output");
        Tensor target = c.Has("inputs", "target") ? c.Array("inputs", "target") : c.Array("constants", "target");
        var isClass = c.Text("layer").StartsWith("cross_entropy", StringComparison.Ordinal);

        // Ours is the mean over the numbers of an example; PyTorch reduces over all numbers, or over none.
        var inner = isClass ? 1 : x.Size / x.Shape[0];
        Tensor Reduced(Tensor p) => c.String("config", "reduction") switch
        {
            "mean" => Ops.Mean(loss.PerExample(p, target)),
            "sum" => Ops.Sum(loss.PerExample(p, target)) * inner,
            _ => loss.PerExample(p, target),
        };
        Close.To(c.Array("outputs", "output"), Reduced(x), 1e-10, id);
        Close.To(c.Array("grads", "input"), Transforms.Grad(p => Ops.Sum(w * Reduced(p)))(x), 1e-10, id);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void PerExample_IsOneNumberARow_WithRightGradients(string name)
    {
        var loss = Standard.Create<ILoss>(ComponentKind.Loss, name);
        Tensor prediction = Key.FromSeed(1).Normal([6, 3]);
        var target = name.Contains("entropy", StringComparison.Ordinal) ? Ops.Take(Ops.Eye(3), new[] { 0, 1, 2, 2, 1, 0 }) : Key.FromSeed(2).Normal([6, 3]);
        Assert.Equal([6], loss.PerExample(prediction, target).Shape);
        Transforms.CheckGrads(p => loss.PerExample(p, target), prediction, order: 2);
        Assert.Null(loss.Check([3], [3]));
        Assert.NotNull(loss.Check([2], [3]));
    }

    [Theory]
    [InlineData("mse", 2, 3.0)]
    [InlineData("half-mse", 2, 1.5)]
    [InlineData("mae", 1, null)]
    [InlineData("huber", 0, null)]
    [InlineData("softmax-cross-entropy", 0, null)]
    public void TargetPowerAndNoiseFloor_FollowFromTheFormula(string name, int power, double? floor)
    {
        var loss = Standard.Create<ILoss>(ComponentKind.Loss, name);
        Assert.Equal(power, loss.TargetPower);
        Assert.Equal(floor, loss.NoiseFloor(3));
        if (power == 0) return;
        Tensor prediction = new[,] { { 1.0 }, { -2 } }, target = new[,] { { 0.5 }, { 3 } };
        Close.To((loss.PerExample(prediction, target) * Math.Pow(10, power)).ToNdArray(), loss.PerExample(10 * prediction, 10 * target), 1e-14);
    }

    [Fact]
    public void SoftmaxCrossEntropy_ClassNumbers_AreTheirOneHotRows()
    {
        var loss = new SoftmaxCrossEntropy(new() { ClassWeights = [1, 2, 0.5], LabelSmoothing = 0.1 });
        Tensor logits = Key.FromSeed(1).Normal([4, 3]);
        var numbers = loss.PerExample(logits, new[,] { { 2.0 }, { 0 }, { 1 }, { 2 } });
        Close.To(loss.PerExample(logits, Ops.Take(Ops.Eye(3), new[] { 2, 0, 1, 2 })).ToNdArray(), numbers, 1e-15);
    }

    [Fact]
    public void Entropies_OfHugeLogits_AreFinite()
    {
        var softmax = new SoftmaxCrossEntropy(new());
        Assert.Equal(2000, softmax.PerExample(new[,] { { 1000.0, -1000 } }, new[,] { { 0.0, 1 } }).Item());
        var binary = new BinaryCrossEntropy(new());
        Assert.Equal(1000, binary.PerExample(new[,] { { 1000.0 } }, new[,] { { 0.0 } }).Item());
        Assert.Equal(0, binary.PerExample(new[,] { { 1000.0 } }, new[,] { { 1.0 } }).Item());
    }

    [Fact]
    public void BinaryCrossEntropy_PositiveWeight_MultipliesTheClassAlone()
    {
        var (plain, weighted) = (new BinaryCrossEntropy(new()), new BinaryCrossEntropy(new() { PositiveWeight = 3 }));
        Tensor z = new[,] { { 0.3 }, { 0.3 } }, t = new[,] { { 1.0 }, { 0.0 } };
        Close.To((plain.PerExample(z, t) * (Tensor)new[] { 3.0, 1 }).ToNdArray(), weighted.PerExample(z, t), 1e-15);
    }

    [Fact]
    public void SoftmaxCrossEntropy_Check_SaysWhatWouldFit()
    {
        ILoss loss = new SoftmaxCrossEntropy(new() { ClassWeights = [1, 2] });
        Assert.Null(loss.Check([2], [2]));
        Assert.Null(loss.Check([2], [1]));
        Assert.Contains("binary-cross-entropy", loss.Check([1], [1]), StringComparison.Ordinal);
        Assert.Contains("units to auto", loss.Check([2], [3]), StringComparison.Ordinal);
        Assert.Contains("class_weights", loss.Check([3], [3]), StringComparison.Ordinal);
    }

    private static ILoss FromTorch(ReferenceCase c) => c.Text("layer") switch
    {
        "mse_loss" => new MeanSquare(),
        "huber_loss" => new Huber(new() { Delta = c.Number("config", "delta") }),
        "binary_cross_entropy_with_logits" => new BinaryCrossEntropy(new()),
        _ => new SoftmaxCrossEntropy(new()
        {
            LabelSmoothing = c.Number("config", "label_smoothing"),
            ClassWeights = c.Has("constants", "weight") ? c.Array("constants", "weight").ToArray<double>() : [],
        }),
    };

    // Ours has no weight of single numbers, no ignored class, and classes on the last axis only.
    private static bool Fits(ReferenceCase c)
    {
        var (rank, reduction) = (c.Array("inputs", "input").Rank, c.String("config", "reduction"));
        if (c.Text("layer") == "binary_cross_entropy_with_logits" && (c.Has("constants", "weight") || c.Has("constants", "pos_weight"))) return false;
        if (!c.Text("layer").StartsWith("cross_entropy", StringComparison.Ordinal)) return reduction != "none" || rank == 1;
        if (rank > 2 || (reduction == "mean" && c.Has("constants", "weight"))) return false;
        return !c.Has("config", "ignore_index") || !c.Array("constants", "target").ToArray<double>().Contains(c.Number("config", "ignore_index"));
    }
}
