namespace GradPipelines;

/// <content>The gamma distribution.</content>
public static partial class Distributions
{
    /// <summary>The gamma distribution on [0, ∞), of a shape a &gt; 0, a location (0 if null) and a scale (1 if null).</summary>
    public static class Gamma
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor a, Tensor? location = null, Tensor? scale = null) => Ops.Exp(LogPdf(x, a, location, scale));

        /// <summary>The logarithm of the density: (a - 1) log z - z - log Γ(a) - log scale.</summary>
        public static Tensor LogPdf(Tensor x, Tensor a, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return Scaled(On(Ops.Less(z, 0.0), z, 1, double.NegativeInfinity, t => Special.Xlogy(a - 1.0, t) - t - Special.Gammaln(a)), scale);
        }

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor a, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return On(Ops.Less(z, 0.0), z, 1, 0, t => Special.Gammainc(a, t));
        }

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor a, Tensor? location = null, Tensor? scale = null) => Ops.Log(Cdf(x, a, location, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor a, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            return On(Ops.Less(z, 0.0), z, 1, 1, t => Special.Gammaincc(a, t));
        }

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor a, Tensor? location = null, Tensor? scale = null) => Ops.Log(Sf(x, a, location, scale));
    }
}
