namespace GradPipelines;

/// <content>The normal distribution.</content>
public static partial class Distributions
{
    /// <summary>The normal distribution, of a mean (0 if null) and a standard deviation (1 if null).</summary>
    public static class Normal
    {
        private const double HalfLogTwoPi = 0.918938533204672741780329736406;

        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor? mean = null, Tensor? scale = null)
        {
            var p = Special.NormalDensity(Standard(x, mean, scale));
            return scale is null ? p : p / scale;
        }

        /// <summary>The logarithm of the density: -z²/2 - log √2π - log scale.</summary>
        public static Tensor LogPdf(Tensor x, Tensor? mean = null, Tensor? scale = null)
        {
            var z = Standard(x, mean, scale);
            return Scaled(-0.5 * (z * z) - HalfLogTwoPi, scale);
        }

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor? mean = null, Tensor? scale = null) => Special.Ndtr(Standard(x, mean, scale));

        /// <summary>log P(X ≤ x), finite far to the left.</summary>
        public static Tensor LogCdf(Tensor x, Tensor? mean = null, Tensor? scale = null) => Special.LogNdtr(Standard(x, mean, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor? mean = null, Tensor? scale = null) => Special.Ndtr(-Standard(x, mean, scale));

        /// <summary>log P(X &gt; x), finite far to the right.</summary>
        public static Tensor LogSf(Tensor x, Tensor? mean = null, Tensor? scale = null) => Special.LogNdtr(-Standard(x, mean, scale));

        /// <summary>The x with P(X ≤ x) = p.</summary>
        public static Tensor Ppf(Tensor p, Tensor? mean = null, Tensor? scale = null)
        {
            var z = Special.Ndtri(p);
            if (scale is not null) z *= scale;
            return mean is null ? z : z + mean;
        }

        /// <summary>½ log(2πe·scale²).</summary>
        public static Tensor Entropy(Tensor scale) => Ops.Log(scale) + (0.5 + HalfLogTwoPi);
    }
}
