namespace GradPipelines;

/// <content>The beta distribution.</content>
public static partial class Distributions
{
    /// <summary>The beta distribution on [0, 1], of two shapes a, b &gt; 0.</summary>
    public static class Beta
    {
        /// <summary>The density.</summary>
        public static Tensor Pdf(Tensor x, Tensor a, Tensor b) => Ops.Exp(LogPdf(x, a, b));

        /// <summary>The logarithm of the density: (a - 1) log x + (b - 1) log(1 - x) - log B(a, b).</summary>
        public static Tensor LogPdf(Tensor x, Tensor a, Tensor b) =>
            On(Outside(x), x, 0.5, double.NegativeInfinity, t => Special.Xlogy(a - 1.0, t) + Special.Xlog1py(b - 1.0, -t) - Special.Betaln(a, b));

        /// <summary>P(X ≤ x).</summary>
        public static Tensor Cdf(Tensor x, Tensor a, Tensor b) => Ops.Where(Ops.Greater(x, 1.0), 1.0, On(Outside(x), x, 0.5, 0, t => Special.Betainc(a, b, t)));

        /// <summary>log P(X ≤ x).</summary>
        public static Tensor LogCdf(Tensor x, Tensor a, Tensor b) => Ops.Log(Cdf(x, a, b));

        /// <summary>P(X &gt; x) = I(b, a, 1 - x).</summary>
        public static Tensor Sf(Tensor x, Tensor a, Tensor b) => Cdf(1.0 - x, b, a);

        /// <summary>log P(X &gt; x).</summary>
        public static Tensor LogSf(Tensor x, Tensor a, Tensor b) => Ops.Log(Sf(x, a, b));

        private static Tensor Outside(Tensor x) => Ops.Less(x, 0.0) | Ops.Greater(x, 1.0);
    }
}
