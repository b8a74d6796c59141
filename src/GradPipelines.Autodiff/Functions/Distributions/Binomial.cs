namespace GradPipelines;

/// <content>The binomial distribution.</content>
public static partial class Distributions
{
    /// <summary>The binomial distribution of successes k among n trials of probability p.</summary>
    /// <remarks>k and n are treated as constants: they are whole, and have no derivative.</remarks>
    public static class Binomial
    {
        /// <summary>P(X = k); 0 where k is not 0, 1, …, n.</summary>
        public static Tensor Pmf(Tensor k, Tensor n, Tensor p) => Ops.Exp(LogPmf(k, n, p));

        /// <summary>log C(n, k) + k log p + (n - k) log(1 - p).</summary>
        public static Tensor LogPmf(Tensor k, Tensor n, Tensor p)
        {
            (k, n) = (Count(k, p), Count(n, p));
            return On(NotACount(k) | Ops.Greater(k, n), k, 0, double.NegativeInfinity, m =>
                Special.Xlogy(m, p) + Special.Xlog1py(n - m, -p) - Special.Betaln(m + 1.0, n - m + 1.0) - Ops.Log(n + 1.0));
        }

        /// <summary>P(X ≤ k) = I(n - k, k + 1, 1 - p).</summary>
        public static Tensor Cdf(Tensor k, Tensor n, Tensor p)
        {
            (k, n) = (Ops.Floor(Count(k, p)), Count(n, p));
            var all = Ops.GreaterEqual(k, n);
            var inside = Ops.Where(Ops.Less(k, 0.0) | all, 0.0, k);
            var safeN = Ops.Where(Ops.Less(n, 1.0), 1.0, n);
            return Ops.Where(all, 1.0, Ops.Where(Ops.Less(k, 0.0), 0.0, Special.Betainc(safeN - inside, inside + 1.0, 1.0 - p)));
        }

        /// <summary>P(X &gt; k).</summary>
        public static Tensor Sf(Tensor k, Tensor n, Tensor p)
        {
            (k, n) = (Ops.Floor(Count(k, p)), Count(n, p));
            var all = Ops.GreaterEqual(k, n);
            var inside = Ops.Where(Ops.Less(k, 0.0) | all, 0.0, k);
            var safeN = Ops.Where(Ops.Less(n, 1.0), 1.0, n);
            return Ops.Where(all, 0.0, Ops.Where(Ops.Less(k, 0.0), 1.0, Special.Betainc(inside + 1.0, safeN - inside, p)));
        }
    }
}
