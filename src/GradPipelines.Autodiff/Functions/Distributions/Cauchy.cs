namespace GradPipelines;

/// <content>The Cauchy distribution.</content>
public static partial class Distributions
{
    /// <summary>The Cauchy distribution, of a location (0 if null) and a scale (1 if null).</summary>
    public static class Cauchy
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Exp(LogPdf(x, location, scale));

        /// <summary>The logarithm of the density: -log(1 + z²) - log π - log scale.</summary>
        public static Tensor LogPdf(Tensor x, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return Scaled(-Ops.Log1p(z * z) - Math.Log(Math.PI), scale);
        }

        /// <summary>P(X ≤ x): the angle of (-z, 1) in half turns, which keeps the left tail.</summary>
        public static Tensor Cdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Atan2(1.0, -Standard(x, location, scale)) / Math.PI;

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Log(Cdf(x, location, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Atan2(1.0, Standard(x, location, scale)) / Math.PI;

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Log(Sf(x, location, scale));
    }
}
