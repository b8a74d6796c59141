namespace GradPipelines;

/// <content>The normal distribution of vectors.</content>
public static partial class Distributions
{
    /// <summary>The normal distribution of vectors of d components: mean (d) and covariance (d, d).</summary>
    /// <remarks>
    /// By the Cholesky factor l of the covariance: |l⁻¹(x - mean)|² and log det = 2 Σ log lᵢᵢ. The gradient by the covariance is symmetric.
    /// A scalar covariance stands for a 1 × 1 matrix, or that number times the identity.
    /// </remarks>
    public static class MultivariateNormal
    {
        private const double LogTwoPi = 1.83787706640934548356065947281;

        /// <summary>The density at x (..., d).</summary>
        /// <exception cref="LinearAlgebraException">The covariance is not positive definite.</exception>
        public static Tensor Pdf(Tensor x, Tensor mean, Tensor covariance, bool allowSingular = false) => Ops.Exp(LogPdf(x, mean, covariance, allowSingular));

        /// <summary>The logarithm of the density at x (..., d): shape (...).</summary>
        /// <param name="x">The points; a scalar is a point of one component.</param>
        /// <param name="mean">(d), or broadcast to it.</param>
        /// <param name="covariance">(d, d), symmetric.</param>
        /// <param name="allowSingular">
        /// True to take a covariance that is only positive semidefinite: the density in the subspace of its eigenvectors, eigenvalues below
        /// 2e-10 of the largest left out, as SciPy. Points outside that subspace are projected on it.
        /// </param>
        /// <exception cref="LinearAlgebraException">The covariance is not positive definite, and singular ones are not allowed.</exception>
        public static Tensor LogPdf(Tensor x, Tensor mean, Tensor covariance, bool allowSingular = false)
        {
            var difference = x - mean;
            var isScalar = difference.Rank == 0;
            if (isScalar) difference = Ops.Reshape(difference, 1);
            var d = difference.Shape[-1];
            covariance = Matrix(covariance, d);
            return allowSingular ? Singular(difference, covariance) : Regular(difference, covariance, d);
        }

        /// <summary>½ log det(2πe·covariance).</summary>
        /// <exception cref="LinearAlgebraException">The covariance is not positive definite.</exception>
        public static Tensor Entropy(Tensor covariance)
        {
            covariance = Matrix(covariance, covariance.Rank == 0 ? 1 : covariance.Shape[-1]);
            return HalfLogDet(LinearAlgebra.Cholesky(covariance)) + 0.5 * covariance.Shape[-1] * (1 + LogTwoPi);
        }

        private static Tensor Matrix(Tensor covariance, int d) => covariance.Rank == 0 ? covariance * Ops.Cast(Ops.Eye(d), covariance.DType.IsFloating() ? covariance.DType : DType.Float64) : covariance;

        private static Tensor Regular(Tensor difference, Tensor covariance, int d)
        {
            var factor = LinearAlgebra.Cholesky(covariance);

            // The points as columns of one matrix: one triangular solve for all of them.
            int[] batch = difference.Shape.ToArray()[..^1];
            var columns = Ops.Transpose(Ops.Reshape(difference, -1, d));
            var z = LinearAlgebra.SolveTriangular(factor, columns, lower: true);
            return Ops.Reshape(-0.5 * Ops.Sum(z * z, [0]) - HalfLogDet(factor) - 0.5 * d * LogTwoPi, batch);
        }

        private static Tensor Singular(Tensor difference, Tensor covariance)
        {
            var (values, vectors) = LinearAlgebra.Eigh(covariance);
            var kept = Ops.Greater(values, 2.2e-10 * Ops.Max(Ops.Abs(values)));
            var safe = Ops.Where(kept, values, 1.0);
            var z = Ops.MatMul(difference, vectors);
            var terms = Ops.Where(kept, z * z / safe + Ops.Log(safe) + LogTwoPi, 0.0);
            return -0.5 * Ops.Sum(terms, [-1]);
        }

        private static Tensor HalfLogDet(Tensor factor) => Ops.Sum(Ops.Log(Ops.Diagonal(factor, 0, -2, -1)), [-1]);
    }
}
