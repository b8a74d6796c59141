namespace GradPipelines;

/// <content>Losses of classes: the scores of the classes are on axis 1, on axis 0 of a single example without a batch.</content>
public static partial class NeuralNetwork
{
    /// <summary>-log softmax(x) at the class of the target: the cross-entropy of one class out of several, from logits.</summary>
    /// <param name="x">Logits: (batch, classes, ...) or (classes).</param>
    /// <param name="target">Class numbers, int64, (batch, ...); or probabilities (1 and 0, too) of the shape of <paramref name="x"/>.</param>
    /// <param name="weight">A weight for each class; none is 1 for all.</param>
    /// <param name="ignored">Examples of this class number do not count.</param>
    /// <param name="smoothing">The part of each target that is spread evenly over the classes.</param>
    /// <param name="reduction">The mean of class numbers divides by the sum of the weights of the examples that count, that of probabilities by the number of examples.</param>
    /// <remarks>Label smoothing: Szegedy et al., "Rethinking the inception architecture", CVPR 2016.</remarks>
    public static Tensor CrossEntropy(
        Tensor x, Tensor target, Tensor? weight = null, long ignored = -100, double smoothing = 0, LossReduction reduction = LossReduction.Mean)
    {
        var axis = ClassAxis(x);
        var log = LogSoftmax(x, axis);
        if (target.Rank < x.Rank) return ClassNll(log, target, weight, ignored, smoothing, reduction);
        if (!target.DType.IsFloating()) target = Ops.Cast(target, log.DType); // one-hot
        if (smoothing > 0) target = (1 - smoothing) * target + smoothing / x.Shape[axis];
        var terms = target * log;
        return Reduce(-Ops.Sum(weight is null ? terms : AlongChannels(weight, x.Rank) * terms, [axis]), reduction);
    }

    /// <summary>-x at the class of the target, for log-probabilities x; otherwise as <see cref="CrossEntropy"/>.</summary>
    public static Tensor NllLoss(Tensor x, Tensor target, Tensor? weight = null, long ignored = -100, LossReduction reduction = LossReduction.Mean) =>
        ClassNll(x, target, weight, ignored, 0, reduction);

    /// <summary>The mean over the other classes i of max(0, margin - x[target] + x[i])^power, times the weight of the target.</summary>
    /// <param name="x">Scores: (batch, classes) or (classes).</param>
    /// <param name="target">Class numbers, int64, (batch) or a single one.</param>
    /// <param name="power">1 or 2.</param>
    /// <param name="margin">By how much the right class shall win.</param>
    /// <param name="weight">A weight for each class; none is 1 for all.</param>
    /// <param name="reduction">The mean divides by the number of examples.</param>
    public static Tensor MultiMarginLoss(
        Tensor x, Tensor target, int power = 1, double margin = 1, Tensor? weight = null, LossReduction reduction = LossReduction.Mean)
    {
        var own = Ops.TakeAlongAxis(x, Ops.ExpandDims(target, -1));
        var shortfall = Ops.Relu(margin - own + x);
        if (power != 1) shortfall = Ops.Pow(shortfall, power);
        var isOwn = Ops.Equal(Ops.Arange(x.Shape[-1]), Ops.ExpandDims(target, -1));
        var loss = Ops.Sum(Ops.Where(isOwn, Ops.ZerosLike(shortfall), shortfall), [-1]) / x.Shape[-1];
        return Reduce(weight is null ? loss : Ops.Take(weight, target) * loss, reduction);
    }

    /// <summary>Over targets j and classes i that are none, the sum of max(0, 1 - x[j] + x[i]) divided by the number of classes.</summary>
    /// <param name="x">Scores: (batch, classes) or (classes).</param>
    /// <param name="target">Class numbers, int64, of the shape of <paramref name="x"/>: those in front of the first negative one count.</param>
    /// <param name="reduction">What becomes of the examples.</param>
    public static Tensor MultilabelMarginLoss(Tensor x, Tensor target, LossReduction reduction = LossReduction.Mean)
    {
        var classes = x.Shape[-1];
        var counts = Ops.CumProd(Ops.Cast(target >= 0, DType.Int64), target.Rank - 1) > 0; // (..., targets)
        var own = Ops.TakeAlongAxis(x, Ops.Where(counts, target, 0));
        var pairs = Ops.Equal(Ops.ExpandDims(target, -1), Ops.Arange(classes)) & Ops.ExpandDims(counts, -1); // (..., targets, classes)
        var isTarget = Ops.Sum(pairs, [-2], keepDims: true) > 0;
        var loss = Ops.Relu(1.0 - Ops.ExpandDims(own, -1) + Ops.ExpandDims(x, -2));
        return Reduce(Ops.Sum(Ops.Where(Ops.ExpandDims(counts, -1) & !isTarget, loss, Ops.ZerosLike(loss)), [-1, -2]) / classes, reduction);
    }

    /// <summary>The mean over the classes of the binary cross-entropy of each, from logits: (batch, classes) to (batch).</summary>
    public static Tensor MultilabelSoftMarginLoss(Tensor x, Tensor target, Tensor? weight = null, LossReduction reduction = LossReduction.Mean) =>
        Reduce(Ops.Mean(BinaryCrossEntropyWithLogits(x, target, weight, reduction: LossReduction.None), [-1]), reduction);

    private static int ClassAxis(Tensor x) => x.Rank switch
    {
        0 => throw new ShapeException("The scores of the classes are a single number, and a loss of classes needs an axis of them."),
        1 => 0,
        _ => 1,
    };

    private static Tensor ClassNll(Tensor log, Tensor target, Tensor? weight, long ignored, double smoothing, LossReduction reduction)
    {
        var axis = ClassAxis(log);
        if (!target.Shape.Equals(log.Shape.Without([axis])))
            throw new ShapeException($"The targets have shape {target.Shape} and the scores {log.Shape}: without axis {axis}, the classes, that is {log.Shape.Without([axis])}.");
        var isKept = Ops.NotEqual(target, ignored);
        var at = Ops.Where(isKept, target, 0); // the ignored number need be no class
        var w = Ops.Cast(isKept, log.DType);
        if (weight is not null) w *= Ops.Take(weight, at);
        var loss = -w * Ops.Squeeze(Ops.TakeAlongAxis(log, Ops.ExpandDims(at, axis), axis), [axis]);
        if (smoothing > 0)
        {
            var all = -Ops.Sum(weight is null ? log : AlongChannels(weight, log.Rank) * log, [axis]);
            loss = (1 - smoothing) * loss + smoothing / log.Shape[axis] * Ops.Where(isKept, all, Ops.ZerosLike(all));
        }

        return reduction == LossReduction.Mean ? Ops.Sum(loss) / Ops.Sum(w) : Reduce(loss, reduction);
    }
}
