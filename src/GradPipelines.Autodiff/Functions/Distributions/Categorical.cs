namespace GradPipelines;

/// <content>The categorical distribution.</content>
public static partial class Distributions
{
    /// <summary>One of n classes, by unnormalised logarithms of their probabilities on the last axis.</summary>
    public static class Categorical
    {
        /// <summary>P(X = k), of shape k.</summary>
        public static Tensor Pmf(Tensor k, Tensor logits) => Ops.Exp(LogPmf(k, logits));

        /// <summary>log P(X = k) = logits[k] - log Σ e^logits, for classes k (...) and logits (..., n): shape (...).</summary>
        /// <param name="k">Int64, from 0; they broadcast against the logits without their last axis.</param>
        /// <param name="logits">Any real numbers; -∞ for a class that does not occur.</param>
        public static Tensor LogPmf(Tensor k, Tensor logits)
        {
            int[] batch = logits.Shape.ToArray()[..^1];
            var shape = Shape.Broadcast(k.Shape, batch, "Categorical.LogPmf");
            var logarithms = Ops.BroadcastTo(Special.LogSoftmax(logits, [-1]), [.. shape.ToArray(), logits.Shape[-1]]);
            var picked = Ops.TakeAlongAxis(logarithms, Ops.ExpandDims(Ops.BroadcastTo(k, shape), -1), -1);
            return Ops.Squeeze(picked, [-1]);
        }

        /// <summary>-Σ p log p over the classes.</summary>
        public static Tensor Entropy(Tensor logits)
        {
            var logarithms = Special.LogSoftmax(logits, [-1]);
            return Ops.Sum(Special.Entr(Ops.Exp(logarithms)), [-1]);
        }
    }
}
