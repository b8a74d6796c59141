namespace GradPipelines;

/// <content>The Bernoulli distribution.</content>
public static partial class Distributions
{
    /// <summary>One trial of probability p: k is 0 or 1.</summary>
    /// <remarks>k is treated as a constant. From a logit x, log p = -softplus(-x) keeps more digits than log of a probability.</remarks>
    public static class Bernoulli
    {
        /// <summary>P(X = k); 0 where k is neither 0 nor 1.</summary>
        public static Tensor Pmf(Tensor k, Tensor p) => Ops.Exp(LogPmf(k, p));

        /// <summary>k log p + (1 - k) log(1 - p).</summary>
        public static Tensor LogPmf(Tensor k, Tensor p)
        {
            k = Count(k, p);
            return On(Ops.NotEqual(k, 0.0) & Ops.NotEqual(k, 1.0), k, 0, double.NegativeInfinity, n => Special.Xlogy(n, p) + Special.Xlog1py(1.0 - n, -p));
        }

        /// <summary>The same for p = sigmoid(logit), without overflow: k·logit - log(1 + e^logit).</summary>
        public static Tensor LogPmfOfLogit(Tensor k, Tensor logit)
        {
            k = Count(k, logit);
            return On(Ops.NotEqual(k, 0.0) & Ops.NotEqual(k, 1.0), k, 0, double.NegativeInfinity, n => n * logit - Ops.LogAddExp(0.0, logit));
        }

        /// <summary>P(X ≤ k).</summary>
        public static Tensor Cdf(Tensor k, Tensor p) => Ops.Where(Ops.Less(k, 0.0), 0.0, Ops.Where(Ops.Less(k, 1.0), 1.0 - p, 1.0));
    }
}
