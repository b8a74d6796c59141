namespace GradPipelines;

/// <content>The Weibull distribution.</content>
public static partial class Distributions
{
    /// <summary>The Weibull distribution on [0, ∞), of a shape k &gt; 0 and a scale (1 if null): P(X &gt; x) = exp(-(x / scale)^k).</summary>
    public static class Weibull
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor shape, Tensor? scale = null) => Ops.Exp(LogPdf(x, shape, scale));

        /// <summary>The logarithm of the density: log k + (k - 1) log z - z^k - log scale.</summary>
        public static Tensor LogPdf(Tensor x, Tensor shape, Tensor? scale = null)
        {
            var z = Standard(x, null, scale);
            return Scaled(On(Ops.Less(z, 0.0), z, 1, double.NegativeInfinity, t => Ops.Log(shape) + Special.Xlogy(shape - 1.0, t) - Ops.Pow(t, shape)), scale);
        }

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor shape, Tensor? scale = null) => -Ops.Expm1(LogSf(x, shape, scale));

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor shape, Tensor? scale = null) => Ops.Log(Cdf(x, shape, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor shape, Tensor? scale = null) => Ops.Exp(LogSf(x, shape, scale));

        /// <summary>log P(X &gt; x) = -z^k.</summary>
        public static Tensor LogSf(Tensor x, Tensor shape, Tensor? scale = null)
        {
            var z = Standard(x, null, scale);
            return On(Ops.Less(z, 0.0), z, 1, 0, t => -Ops.Pow(t, shape));
        }
    }
}
