namespace GradPipelines;

/// <content>The uniform distribution.</content>
public static partial class Distributions
{
    /// <summary>The uniform distribution on [low, high].</summary>
    public static class Uniform
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor low, Tensor high) => Ops.Where(Outside(x, low, high), 0.0, 1.0 / (high - low));

        /// <summary>The logarithm of the density: -log(high - low).</summary>
        public static Tensor LogPdf(Tensor x, Tensor low, Tensor high) => Ops.Where(Outside(x, low, high), double.NegativeInfinity, -Ops.Log(high - low));

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor low, Tensor high) => Ops.Clip((x - low) / (high - low), 0.0, 1.0);

        /// <summary>P(X &gt; x).</summary>
        public static Tensor Sf(Tensor x, Tensor low, Tensor high) => Ops.Clip((high - x) / (high - low), 0.0, 1.0);

        private static Tensor Outside(Tensor x, Tensor low, Tensor high) => Ops.Less(x, low) | Ops.Greater(x, high);
    }
}
