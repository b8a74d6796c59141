namespace GradPipelines;

/// <content>The Poisson distribution.</content>
public static partial class Distributions
{
    /// <summary>The Poisson distribution of counts k = 0, 1, …, of a mean ≥ 0.</summary>
    /// <remarks>k is treated as a constant: it is whole, and has no derivative.</remarks>
    public static class Poisson
    {
        /// <summary>P(X = k); 0 where k is negative or not whole.</summary>
        public static Tensor Pmf(Tensor k, Tensor mean) => Ops.Exp(LogPmf(k, mean));

        /// <summary>k log(mean) - mean - log k!.</summary>
        public static Tensor LogPmf(Tensor k, Tensor mean)
        {
            k = Count(k, mean);
            return On(NotACount(k), k, 0, double.NegativeInfinity, n => Special.Xlogy(n, mean) - mean - Special.Gammaln(n + 1.0));
        }

        /// <summary>P(X ≤ k) = Q(⌊k⌋ + 1, mean).</summary>
        public static Tensor Cdf(Tensor k, Tensor mean)
        {
            k = Ops.Floor(Count(k, mean));
            return On(Ops.Less(k, 0.0), k, 0, 0, n => Special.Gammaincc(n + 1.0, mean));
        }

        /// <summary>log P(X ≤ k).</summary>
        public static Tensor LogCdf(Tensor k, Tensor mean) => Ops.Log(Cdf(k, mean));

        /// <summary>P(X &gt; k) = P(⌊k⌋ + 1, mean).</summary>
        public static Tensor Sf(Tensor k, Tensor mean)
        {
            k = Ops.Floor(Count(k, mean));
            return On(Ops.Less(k, 0.0), k, 0, 1, n => Special.Gammainc(n + 1.0, mean));
        }
    }

    /// <summary>A count without a derivative, in the dtype of the parameter, so that int64 beside float32 does not widen it.</summary>
    private static Tensor Count(Tensor k, Tensor parameter) => Ops.Cast(Ops.StopGradient(k), Promotion.Floating(parameter).DType);

    /// <summary>Negative, or not whole.</summary>
    private static Tensor NotACount(Tensor k) => Ops.Less(k, 0.0) | Ops.NotEqual(k, Ops.Floor(k));
}
