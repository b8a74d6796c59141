namespace GradPipelines;

/// <content>The exponential distribution.</content>
public static partial class Distributions
{
    /// <summary>The exponential distribution on [location, ∞), of a location (0 if null) and a scale, its mean above it (1 if null).</summary>
    public static class Exponential
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Exp(LogPdf(x, location, scale));

        /// <summary>The logarithm of the density: -z - log scale.</summary>
        public static Tensor LogPdf(Tensor x, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return Scaled(On(Ops.Less(z, 0.0), z, 1, double.NegativeInfinity, t => -t), scale);
        }

        /// <summary>P(X ≤ x) = 1 - e^-z.</summary>
        public static Tensor Cdf(Tensor x, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return On(Ops.Less(z, 0.0), z, 1, 0, t => -Ops.Expm1(-t));
        }

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return On(Ops.Less(z, 0.0), z, 1, double.NegativeInfinity, t => Ops.Log(-Ops.Expm1(-t)));
        }

        /// <summary>P(X &gt; x) = e^-z.</summary>
        public static Tensor Sf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Exp(LogSf(x, location, scale));

        /// <summary>log P(X &gt; x) = -z.</summary>
        public static Tensor LogSf(Tensor x, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return On(Ops.Less(z, 0.0), z, 1, 0, t => -t);
        }
    }
}
