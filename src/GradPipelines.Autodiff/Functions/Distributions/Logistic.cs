namespace GradPipelines;

/// <content>The logistic distribution.</content>
public static partial class Distributions
{
    /// <summary>The logistic distribution, of a location (0 if null) and a scale (1 if null): its distribution function is the sigmoid.</summary>
    public static class Logistic
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Exp(LogPdf(x, location, scale));

        /// <summary>The logarithm of the density: -z - 2 log(1 + e^-z) - log scale.</summary>
        public static Tensor LogPdf(Tensor x, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return Scaled(-z - 2.0 * Ops.LogAddExp(0.0, -z), scale);
        }

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Sigmoid(Standard(x, location, scale));

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor? location = null, Tensor? scale = null) => -Ops.LogAddExp(0.0, -Standard(x, location, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Sigmoid(-Standard(x, location, scale));

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor? location = null, Tensor? scale = null) => -Ops.LogAddExp(0.0, Standard(x, location, scale));
    }
}
