namespace GradPipelines;

/// <content>Student's t distribution.</content>
public static partial class Distributions
{
    /// <summary>Student's t distribution, of df &gt; 0 degrees of freedom, a location (0 if null) and a scale (1 if null).</summary>
    public static class StudentT
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor df, Tensor? location = null, Tensor? scale = null) => Ops.Exp(LogPdf(x, df, location, scale));

        /// <summary>The logarithm of the density.</summary>
        public static Tensor LogPdf(Tensor x, Tensor df, Tensor? location = null, Tensor? scale = null)
        {
            var z = Standard(x, location, scale);
            var factor = -Special.Betaln(0.5 * df, 0.5) - 0.5 * Ops.Log(df);
            return Scaled(factor - 0.5 * (df + 1.0) * Ops.Log1p(z * z / df), scale);
        }

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor df, Tensor? location = null, Tensor? scale = null) => Special.Stdtr(df, Standard(x, location, scale));

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor df, Tensor? location = null, Tensor? scale = null) => Logarithm(df, Standard(x, location, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor df, Tensor? location = null, Tensor? scale = null) => Special.Stdtr(df, -Standard(x, location, scale));

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor df, Tensor? location = null, Tensor? scale = null) => Logarithm(df, -Standard(x, location, scale));

        /// <summary>From the smaller tail: at the right log(1 - q) of a small q.</summary>
        private static Tensor Logarithm(Tensor df, Tensor z)
        {
            var right = Ops.Greater(z, 0.0);
            var tail = Special.Stdtr(df, Ops.Where(right, -z, z));
            return Ops.Where(right, Ops.Log1p(-tail), Ops.Log(tail));
        }
    }
}
