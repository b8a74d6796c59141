namespace GradPipelines;

/// <content>The Dirichlet distribution.</content>
public static partial class Distributions
{
    /// <summary>The Dirichlet distribution on points x of the simplex, of concentrations α &gt; 0; components on the last axis.</summary>
    /// <remarks>The derivative by x is the free one, (α - 1) / x, not projected on the simplex.</remarks>
    public static class Dirichlet
    {
        /// <summary>The density at x (..., k): shape (...).</summary>
        public static Tensor Pdf(Tensor x, Tensor alpha) => Ops.Exp(LogPdf(x, alpha));

        /// <summary>The logarithm of the density: Σ (α - 1) log x + log Γ(Σα) - Σ log Γ(α).</summary>
        public static Tensor LogPdf(Tensor x, Tensor alpha) =>
            Ops.Sum(Special.Xlogy(alpha - 1.0, x), [-1]) + Special.Gammaln(Ops.Sum(alpha, [-1])) - Ops.Sum(Special.Gammaln(alpha), [-1]);
    }
}
