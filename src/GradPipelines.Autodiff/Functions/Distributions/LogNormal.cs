namespace GradPipelines;

/// <content>The log-normal distribution.</content>
public static partial class Distributions
{
    /// <summary>The distribution on (0, ∞) of a number whose logarithm is normal, of that mean (0 if null) and standard deviation (1 if null).</summary>
    public static class LogNormal
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor? mean = null, Tensor? scale = null) => Ops.Exp(LogPdf(x, mean, scale));

        /// <summary>The logarithm of the density.</summary>
        public static Tensor LogPdf(Tensor x, Tensor? mean = null, Tensor? scale = null) =>
            On(Ops.LessEqual(x, 0.0), x, 1, double.NegativeInfinity, t => Normal.LogPdf(Ops.Log(t), mean, scale) - Ops.Log(t));

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor? mean = null, Tensor? scale = null) =>
            On(Ops.LessEqual(x, 0.0), x, 1, 0, t => Normal.Cdf(Ops.Log(t), mean, scale));

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor? mean = null, Tensor? scale = null) =>
            On(Ops.LessEqual(x, 0.0), x, 1, double.NegativeInfinity, t => Normal.LogCdf(Ops.Log(t), mean, scale));

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor? mean = null, Tensor? scale = null) =>
            On(Ops.LessEqual(x, 0.0), x, 1, 1, t => Normal.Sf(Ops.Log(t), mean, scale));

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor? mean = null, Tensor? scale = null) =>
            On(Ops.LessEqual(x, 0.0), x, 1, 0, t => Normal.LogSf(Ops.Log(t), mean, scale));
    }
}
