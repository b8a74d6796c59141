namespace GradPipelines;

/// <content>The loss of sequences without an alignment.</content>
public static partial class NeuralNetwork
{
    // -log of a path that does not exist. Not infinite: a sum over paths without any would have a derivative of NaN.
    private const double NoPath = -1e30;

    /// <summary>-log of the probability that a sequence of class distributions, read without repetitions and blanks, is the target.</summary>
    /// <param name="logProbabilities">(time, batch, classes), as <see cref="LogSoftmax"/> gives them.</param>
    /// <param name="targets">Class numbers, int64, (batch, longest target); numbers behind a target's length do not count.</param>
    /// <param name="inputLengths">How many times of each example count.</param>
    /// <param name="targetLengths">The length of each target.</param>
    /// <param name="blank">The class of the blank, which is in no target.</param>
    /// <param name="reduction">The mean divides each loss by its target's length (at least 1) first, as PyTorch does.</param>
    /// <returns>(batch), ∞ with derivative 0 where the times are too few for the target; or reduced.</returns>
    /// <remarks>
    /// The forward recursion in logarithms; the gradient is that of the recursion itself, so every order is there. Source: Graves,
    /// Fernández, Gomez and Schmidhuber, "Connectionist temporal classification", ICML 2006, equations 5-8.
    /// </remarks>
    public static Tensor CtcLoss(
        Tensor logProbabilities, Tensor targets, IReadOnlyList<int> inputLengths, IReadOnlyList<int> targetLengths, int blank = 0, LossReduction reduction = LossReduction.Mean)
    {
        logProbabilities = Promotion.Floating(logProbabilities);
        var (times, batch, classes) = logProbabilities.Rank == 3
            ? (logProbabilities.Shape[0], logProbabilities.Shape[1], logProbabilities.Shape[2])
            : throw new ShapeException($"CtcLoss: the log-probabilities are {logProbabilities.Shape}, and (time, batch, classes) is needed.");
        if (targets.Rank != 2 || targets.Shape[0] != batch || inputLengths.Count != batch || targetLengths.Count != batch)
            throw new ShapeException($"CtcLoss: for a batch of {batch} there are targets {targets.Shape}, {inputLengths.Count} lengths of inputs and {targetLengths.Count} of targets.");

        // blank, t0, blank, t1, ..., blank: a path stays, goes on by one, or leaps over a blank between two different classes.
        var longest = targets.Shape[1];
        var states = 2 * longest + 1;
        var labels = Ops.Reshape(Ops.Stack([Ops.ZerosLike(targets) + blank, targets], 2), batch, 2 * longest);
        labels = Ops.Concatenate([labels, Ops.Full([batch, 1], blank, DType.Int64)], 1);
        labels = Ops.Where((labels >= 0) & (labels < classes), labels, blank); // what lies behind a length may be any number
        var emissions = Ops.TakeAlongAxis(logProbabilities, Ops.BroadcastTo(labels, [times, batch, states]), 2);
        var before = ShiftStates(labels, 2, blank);
        var leaps = Ops.NotEqual(labels, blank) & Ops.NotEqual(labels, before);

        var isStart = Ops.Arange(states) < 2;
        var path = Ops.Where(isStart, emissions[0], NoPath);
        var result = AtEnd(0, path, Ops.ZerosLike(path));
        for (var t = 1; t < times; t++)
        {
            var leap = Ops.Where(leaps, ShiftStates(path, 2, NoPath), NoPath);
            path = Ops.LogSumExp(Ops.Stack([path, ShiftStates(path, 1, NoPath), leap]), [0]) + emissions[t];
            result = AtEnd(t, path, result);
        }

        // The two last states of each target, or the one blank of an empty one.
        long[] last = [.. targetLengths.Select(n => 2L * n)];
        var ends = Ops.Stack([(Tensor)last, Array.ConvertAll(last, n => Math.Max(0, n - 1))], 1);
        var paths = Ops.TakeAlongAxis(result, ends, 1);
        var isPath = Tensor.From<bool>([.. targetLengths.SelectMany(n => (bool[])[true, n > 0])], [batch, 2]);
        var loss = -Ops.LogSumExp(Ops.Where(isPath, paths, NoPath), [1]);
        loss = Ops.Where(loss < -NoPath / 2, loss, double.PositiveInfinity);
        if (reduction == LossReduction.Mean) loss = loss / Ops.Cast((Tensor)targetLengths.Select(n => (double)Math.Max(1, n)).ToArray(), loss.DType);
        return Reduce(loss, reduction);

        Tensor AtEnd(int time, Tensor now, Tensor otherwise)
        {
            bool[] isLast = [.. inputLengths.Select(n => n == time + 1)];
            return isLast.Contains(true) ? Ops.Where(Ops.ExpandDims(isLast, 1), now, otherwise) : otherwise;
        }
    }

    /// <summary>States moved along the last axis of (batch, states) by a few places; <paramref name="fill"/> comes in.</summary>
    private static Tensor ShiftStates(Tensor x, int places, double fill)
    {
        places = Math.Min(places, x.Shape[1]);
        return Ops.Concatenate([Ops.Full([x.Shape[0], places], fill, x.DType), Ops.SliceAxis(x, 1, 0, x.Shape[1] - places)], 1);
    }
}
