namespace GradPipelines;

/// <content>The Laplace distribution.</content>
public static partial class Distributions
{
    /// <summary>The Laplace distribution, of a location (0 if null) and a scale (1 if null).</summary>
    public static class Laplace
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Ops.Exp(LogPdf(x, location, scale));

        /// <summary>The logarithm of the density: -|z| - log 2 - log scale; the derivative at the kink is 0.</summary>
        public static Tensor LogPdf(Tensor x, Tensor? location = null, Tensor? scale = null) =>
            Scaled(-Ops.Abs(Standard(x, location, scale)) - Math.Log(2), scale);

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Standardised(Standard(x, location, scale));

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor? location = null, Tensor? scale = null) => Logarithm(Standard(x, location, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor? location = null, Tensor? scale = null) => Standardised(-Standard(x, location, scale));

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor? location = null, Tensor? scale = null) => Logarithm(-Standard(x, location, scale));

        private static Tensor Standardised(Tensor z)
        {
            var (left, tail) = Tail(z);
            return Ops.Where(left, tail, 1.0 - tail);
        }

        private static Tensor Logarithm(Tensor z)
        {
            var (left, tail) = Tail(z);
            return Ops.Where(left, z - Math.Log(2), Ops.Log1p(-tail));
        }

        /// <summary>½e^-|z|, with the slope of its side at 0 (that of |z| would be 0).</summary>
        private static (Tensor IsLeft, Tensor Tail) Tail(Tensor z)
        {
            var left = Ops.Less(z, 0.0);
            return (left, 0.5 * Ops.Exp(Ops.Where(left, z, -z)));
        }
    }
}
