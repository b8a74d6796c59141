namespace GradPipelines;

/// <content>The χ² distribution.</content>
public static partial class Distributions
{
    /// <summary>The χ² distribution on [0, ∞), of df &gt; 0 degrees of freedom, which need not be whole: the gamma distribution of shape df/2 and scale 2.</summary>
    public static class ChiSquared
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor df) => Gamma.Pdf(x, 0.5 * df, null, 2.0);

        /// <summary>The logarithm of the density.</summary>
        public static Tensor LogPdf(Tensor x, Tensor df) => Gamma.LogPdf(x, 0.5 * df, null, 2.0);

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor df) => Gamma.Cdf(x, 0.5 * df, null, 2.0);

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor df) => Gamma.LogCdf(x, 0.5 * df, null, 2.0);

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor df) => Gamma.Sf(x, 0.5 * df, null, 2.0);

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor df) => Gamma.LogSf(x, 0.5 * df, null, 2.0);
    }
}
