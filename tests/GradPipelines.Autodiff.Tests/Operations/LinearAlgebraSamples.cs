using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>Rows for linear algebra. Arguments are made regular, symmetric or positive definite inside the rows, so that any draw will do.</summary>
internal static class LinearAlgebraSamples
{
    private static readonly int[] s_bands = [3, 4];

    public static IEnumerable<OperationSample> All => [.. Systems, .. Determinants, .. Decompositions, .. Norms, .. Functions];

    private static IEnumerable<OperationSample> Systems =>
    [
        new("Solve", [new([3, 3]), new([3, 2])], x => LinearAlgebra.Solve(Regular(x[0]), x[1]), x => Dense.Regular(x[0]).Inverse().Times(Dense.Of(x[1])).ToPlain()),
        new("Solve vector", [new([3, 3]), new([3])], x => LinearAlgebra.Solve(Regular(x[0]), x[1]), x => Dense.Regular(x[0]).Inverse().Times(new Dense(3, 1, x[1].Data)).ToPlain(3)),
        new("Solve one matrix for a stack", [new([2, 2]), new([2, 2, 3])], x => LinearAlgebra.Solve(Regular(x[0]), x[1])[1], x => Dense.Regular(x[0]).Inverse().Times(new Dense(2, 3, x[1].Data[6..])).ToPlain()),
        new("Solve broadcast", [new([2, 2, 2]), new([1, 2, 1])], x => LinearAlgebra.Solve(Regular(x[0]), x[1])[1], x => Dense.Regular(new Plain(x[0].Data[4..], 2, 2)).Inverse().Times(new Dense(2, 1, x[1].Data)).ToPlain()),
        new("Inv", [new([3, 3])], x => LinearAlgebra.Inv(Regular(x[0])), x => Dense.Regular(x[0]).Inverse().ToPlain()),
        new("SolveTriangular lower", [new([3, 3]), new([3, 2])], x => LinearAlgebra.SolveTriangular(Regular(x[0]), x[1], lower: true), x => Dense.Regular(x[0]).Where((i, j) => i >= j).Inverse().Times(Dense.Of(x[1])).ToPlain()),
        new("SolveTriangular transposed", [new([3, 3]), new([3])], x => LinearAlgebra.SolveTriangular(Regular(x[0]), x[1], transposed: true), x => Dense.Regular(x[0]).Where((i, j) => i <= j).Transposed().Inverse().Times(new Dense(3, 1, x[1].Data)).ToPlain(3)),
        new("SolveTriangular unit", [new([3, 3]), new([3, 2])], x => LinearAlgebra.SolveTriangular(x[0], x[1], lower: true, unitDiagonal: true), x => Dense.Of(x[0]).Where((i, j) => i > j).Plus(Dense.Identity(3)).Inverse().Times(Dense.Of(x[1])).ToPlain()),
        new("SolveBanded", [new(s_bands), new([4, 2])], x => LinearAlgebra.SolveBanded(1, 1, Bands(x[0]), x[1]), x => Dense.Banded(x[0]).Inverse().Times(Dense.Of(x[1])).ToPlain()),
        new("SolveSylvester", [new([3, 3]), new([2, 2]), new([3, 2])], x => LinearAlgebra.SolveSylvester(Regular(x[0]), Regular(x[1]), x[2]), x => Dense.Sylvester(Dense.Regular(x[0]), Dense.Regular(x[1]), Dense.Of(x[2])).ToPlain()),
        new("TensorSolve", [new([4, 4]), new([2, 2])], x => LinearAlgebra.TensorSolve(Ops.Reshape(Regular(x[0], 3), 2, 2, 2, 2), x[1]), x => Dense.Regular(x[0], 3).Inverse().Times(new Dense(4, 1, x[1].Data)).ToPlain(2, 2)),
        new("TensorInv", [new([4, 4])], x => LinearAlgebra.TensorInv(Ops.Reshape(Regular(x[0], 3), 4, 2, 2), 1), x => Dense.Regular(x[0], 3).Inverse().ToPlain(2, 2, 4)),
        new("Pinv", [new([3, 2])], x => LinearAlgebra.Pinv(Tall(x[0])), x => Dense.Tall(x[0]).PseudoInverse().ToPlain()),
        new("Pinv wide", [new([2, 3])], x => LinearAlgebra.Pinv(Ops.SwapAxes(Tall(Ops.SwapAxes(x[0], 0, 1)), 0, 1)), x => Dense.Tall(Dense.Of(x[0]).Transposed().ToPlain()).PseudoInverse().Transposed().ToPlain()),
        new("Lstsq", [new([3, 2]), new([3])], x => LinearAlgebra.Lstsq(Tall(x[0]), x[1]), x => Dense.Tall(x[0]).PseudoInverse().Times(new Dense(3, 1, x[1].Data)).ToPlain(2)),
    ];

    private static IEnumerable<OperationSample> Determinants =>
    [
        new("Det", [new([3, 3])], x => LinearAlgebra.Det(Regular(x[0])), x => new Plain([Dense.Regular(x[0]).Determinant()])),
        new("Det gradient", [new([3, 3])], x => Grad(LinearAlgebra.Det)(Regular(x[0])), x => Dense.Regular(x[0]).Inverse().Transposed().Scaled(Dense.Regular(x[0]).Determinant()).ToPlain()),
        new("SlogDet", [new([3, 3])], x => LinearAlgebra.SlogDet(Regular(x[0])) is var (sign, log) ? sign * log : 0, x => new Plain([Math.Log(Dense.Regular(x[0]).Determinant())])),
        new("Cholesky", [new([3, 3])], x => LinearAlgebra.Cholesky(Positive(x[0])), x => Dense.Positive(x[0]).Cholesky().ToPlain()),
    ];

    private static IEnumerable<OperationSample> Decompositions =>
    [
        new("Qr", [new([3, 2])], x => Signed(LinearAlgebra.Qr(Tall(x[0]))), x => Dense.Tall(x[0]).GramSchmidt().Flat()),
        new("Qr wide", [new([2, 3])], x => Signed(LinearAlgebra.Qr(x[0] + Cast(2.0 * Ops.Eye(2, 3), 0.1 * x[0]))), x => Dense.Of(x[0]).Plus(Dense.Identity(2, 3).Scaled(2)).GramSchmidt().Flat()),
        new("Qr complete", [new([3, 2])], x => Projector(LinearAlgebra.Qr(Tall(x[0]), complete: true).Q), x => Dense.Tall(x[0]).Remainder().ToPlain()),
        new("Eigh", [new([3, 3])], x => LinearAlgebra.Eigh(Symmetric(x[0])) is var (w, v) ? Ops.MatMul(v * Ops.Exp(w), v.T) : 0, x => Dense.Symmetric(x[0]).Exp().ToPlain()) { Tolerance = 1e-12, ToleranceReason = "the exponential of eigenvalues up to 5" },
        new("EigvalsH", [new([2, 2])], x => LinearAlgebra.EigvalsH(Symmetric(x[0]), upper: true), x => Dense.Symmetric(x[0]).Eigenvalues2().ToPlain(2)),
        new("Svd", [new([3, 2])], x => LinearAlgebra.Svd(Tall(x[0]), fullMatrices: false) is var (u, s, vh) ? Ops.MatMul(u * (s * s * s), vh) : 0, x => Dense.Tall(x[0]).Cube().ToPlain()) { Tolerance = 1e-12, ToleranceReason = "third powers of singular values up to 4" },
        new("Svd wide", [new([2, 3])], x => LinearAlgebra.Svd(Ops.SwapAxes(Tall(Ops.SwapAxes(x[0], 0, 1)), 0, 1), fullMatrices: false) is var (u, s, vh) ? Ops.MatMul(u * (s * s * s), vh) : 0, x => Dense.Tall(Dense.Of(x[0]).Transposed().ToPlain()).Cube().Transposed().ToPlain()) { Tolerance = 1e-12, ToleranceReason = "third powers of singular values up to 4" },
        new("Svd full", [new([3, 2])], x => Projector(LinearAlgebra.Svd(Tall(x[0])).U), x => Dense.Tall(x[0]).Remainder().ToPlain()),
        new("SingularValues", [new([3, 2])], x => LinearAlgebra.SingularValues(Tall(x[0])), x => Dense.Tall(x[0]).SingularValues2().ToPlain(2)),
    ];

    private static IEnumerable<OperationSample> Norms =>
    [
        new("Norm", [new([2, 3])], x => LinearAlgebra.Norm(x[0]), x => new Plain([Math.Sqrt(x[0].Data.Sum(v => v * v))])),
        new("Norm 3", [new([2, 3], Gap: 0.3)], x => LinearAlgebra.Norm(x[0], 3, [1], keepDims: true), x => Plain.Each([2, 1], i => Math.Cbrt(Enumerable.Range(0, 3).Sum(j => Math.Pow(Math.Abs(x[0][i[0], j]), 3))))),
        new("Norm infinite", [new([2, 3], Gap: 0.3)], x => LinearAlgebra.Norm(x[0], double.PositiveInfinity, [-1]), x => Plain.Each([2], i => Enumerable.Range(0, 3).Max(j => Math.Abs(x[0][i[0], j])))),
        new("Norm of rows", [new([2, 3], Gap: 0.3)], x => LinearAlgebra.Norm(x[0], double.NegativeInfinity), x => new Plain([Enumerable.Range(0, 2).Min(i => Enumerable.Range(0, 3).Sum(j => Math.Abs(x[0][i, j])))])),
        new("Norm nuclear", [new([3, 2])], x => LinearAlgebra.Norm(Tall(x[0]), NormOrder.Nuclear, [0, 1], keepDims: true), x => new Plain([Dense.Tall(x[0]).SingularValues2().ToPlain(2).Data.Sum()], 1, 1)),
        new("Cond", [new([2, 2])], x => LinearAlgebra.Cond(Regular(x[0])), x => new Plain([Dense.Regular(x[0]).SingularValues2().ToPlain(2).Data.Aggregate((a, b) => a / b)])),
        new("Cond 1", [new([2, 2], Gap: 0.1)], x => LinearAlgebra.Cond(Regular(x[0]), 1), x => new Plain([Dense.Regular(x[0]).Norm1() * Dense.Regular(x[0]).Inverse().Norm1()])),
    ];

    private static IEnumerable<OperationSample> Functions =>
    [
        new("Expm", [new([3, 3])], x => LinearAlgebra.Expm(x[0]), x => Dense.Of(x[0]).Exp().ToPlain()) { Tolerance = 1e-12, ToleranceReason = "the Taylor series of the reference cancels" },
        new("Logm", [new([2, 2], -0.6, 0.6)], x => LinearAlgebra.Expm(LinearAlgebra.Logm(Regular(x[0])) * 2.0), x => Dense.Regular(x[0]).Times(Dense.Regular(x[0])).ToPlain()) { Tolerance = 1e-12, ToleranceReason = "a logarithm and the exponential of its double" },
        new("Sqrtm", [new([3, 3])], x => LinearAlgebra.Sqrtm(Ops.MatMul(Regular(x[0], 3), Regular(x[0], 3))), x => Dense.Regular(x[0], 3).ToPlain()) { Tolerance = 1e-12, ToleranceReason = "a root of a square" },
        new("MatrixPower", [new([2, 2])], x => LinearAlgebra.MatrixPower(x[0], 5), x => Dense.Of(x[0]).Times(Dense.Of(x[0])).Times(Dense.Of(x[0])).Times(Dense.Of(x[0])).Times(Dense.Of(x[0])).ToPlain()),
        new("MatrixPower negative", [new([2, 2])], x => LinearAlgebra.MatrixPower(Regular(x[0]), -2), x => Dense.Regular(x[0]).Inverse().Times(Dense.Regular(x[0]).Inverse()).ToPlain()),
        new("MultiDot", [new([3]), new([3, 2]), new([2, 2])], x => LinearAlgebra.MultiDot(x), x => new Dense(1, 3, x[0].Data).Times(Dense.Of(x[1])).Times(Dense.Of(x[2])).ToPlain(2)),
    ];

    /// <summary>Far from singular, with positive real parts of the eigenvalues.</summary>
    private static Tensor Regular(Tensor x, double diagonal = 2) => 0.3 * x + Cast(diagonal * Ops.Eye(x.Shape[-1]), 0.3 * x);

    private static Tensor Symmetric(Tensor x) => 0.2 * (x + x.T) + Cast(Ops.MakeDiagonal(2.0 * Ops.Arange(x.Shape[-1])), 0.2 * x);

    private static Tensor Positive(Tensor x) => 0.2 * (x + x.T) + Cast(2.5 * Ops.Eye(x.Shape[-1]), 0.2 * x);

    /// <summary>Of full rank, with singular values that differ.</summary>
    private static Tensor Tall(Tensor x) => 0.2 * x + Cast(Dense.TallShift, 0.2 * x);

    private static Tensor Bands(Tensor x) => 0.3 * x + Cast(Tensor.From<double>([0, 0, 0, 0, 2, 2, 2, 2, 0, 0, 0, 0], s_bands), 0.3 * x);

    private static Tensor Cast(Tensor x, Tensor like) => Ops.Cast(x, like.DType);

    /// <summary>q over r, with the diagonal of r made positive.</summary>
    private static Tensor Signed((Tensor Q, Tensor R) y)
    {
        var signs = Ops.Sign(Ops.Diagonal(y.R));
        return Ops.Concatenate([Ops.Ravel(y.Q * signs), Ops.Ravel(y.R * Ops.Reshape(signs, -1, 1))]);
    }

    /// <summary>n·nᵀ for the last column.</summary>
    private static Tensor Projector(Tensor q) => Ops.MatMul(Ops.SliceAxis(q, 1, 2, 1), Ops.SliceAxis(q, 1, 2, 1).T);

    /// <summary>Matrices in plain loops, by the textbook's definitions.</summary>
    private sealed class Dense(int rows, int columns, double[] data)
    {
        public static readonly double[,] TallShift = { { 1, 0 }, { 0, 3 }, { 1, 1 } };

        private double this[int i, int j] => data[i * columns + j];

        public static Dense Of(Plain x) => new(x.Shape[0], x.Shape[1], x.Data);

        public static Dense Identity(int rows, int? columns = null) => Each(rows, columns ?? rows, (i, j) => i == j ? 1 : 0);

        public static Dense Regular(Plain x, double diagonal = 2) => Each(x.Shape[0], x.Shape[0], (i, j) => 0.3 * x[i, j] + (i == j ? diagonal : 0));

        public static Dense Symmetric(Plain x) => Each(x.Shape[0], x.Shape[0], (i, j) => 0.2 * (x[i, j] + x[j, i]) + (i == j ? 2 * i : 0));

        public static Dense Positive(Plain x) => Each(x.Shape[0], x.Shape[0], (i, j) => 0.2 * (x[i, j] + x[j, i]) + (i == j ? 2.5 : 0));

        public static Dense Tall(Plain x) => Each(3, 2, (i, j) => 0.2 * x[i, j] + TallShift[i, j]);

        public static Dense Banded(Plain x) => Each(4, 4, (i, j) => Math.Abs(i - j) > 1 ? 0 : 0.3 * x[1 + i - j, j] + (i == j ? 2 : 0));

        public static Dense Sylvester(Dense a, Dense b, Dense q)
        {
            // (a ⊗ 1 + 1 ⊗ bᵀ)·vec x = vec q, x row by row.
            int m = 3, n = 2;
            var system = Each(m * n, m * n, (i, j) => (i % n == j % n ? a[i / n, j / n] : 0) + (i / n == j / n ? b[j % n, i % n] : 0));
            return new Dense(m, n, system.Inverse().Times(new Dense(m * n, 1, Each(m, n, (i, j) => q[i, j]).ToPlain().Data)).ToPlain().Data);
        }

        public Dense Times(Dense b) => Each(rows, b.Columns, (i, j) => Enumerable.Range(0, columns).Sum(k => this[i, k] * b[k, j]));

        public Dense Plus(Dense b) => Each(rows, columns, (i, j) => this[i, j] + b[i, j]);

        public Dense Scaled(double s) => Each(rows, columns, (i, j) => s * this[i, j]);

        public Dense Transposed() => Each(columns, rows, (i, j) => this[j, i]);

        public Dense Where(Func<int, int, bool> keep) => Each(rows, columns, (i, j) => keep(i, j) ? this[i, j] : 0);

        public Plain ToPlain(params int[] shape) => new(data, shape.Length == 0 ? [rows, columns] : shape);

        public Plain Flat() => new(data, data.Length);

        public double Norm1() => Enumerable.Range(0, columns).Max(j => Enumerable.Range(0, rows).Sum(i => Math.Abs(this[i, j])));

        /// <summary>By cofactors along the first row.</summary>
        public double Determinant() => rows == 1 ? this[0, 0] : Enumerable.Range(0, columns).Sum(j => (j % 2 == 0 ? 1 : -1) * this[0, j] * Minor(0, j).Determinant());

        /// <summary>By Cramer's rule.</summary>
        public Dense Inverse()
        {
            var det = Determinant();
            return rows == 1 ? new Dense(1, 1, [1 / det]) : Each(rows, rows, (i, j) => ((i + j) % 2 == 0 ? 1 : -1) * Minor(j, i).Determinant() / det);
        }

        public Dense PseudoInverse() => Transposed().Times(this).Inverse().Times(Transposed());

        /// <summary>The projector on what is orthogonal to the columns.</summary>
        public Dense Remainder() => Identity(rows).Plus(Times(PseudoInverse()).Scaled(-1));

        public Dense Cube() => Times(Transposed()).Times(this);

        /// <summary>The Taylor series at a quarter, squared twice.</summary>
        public Dense Exp()
        {
            Dense sum = Identity(rows), term = sum;
            for (var k = 1; k < 40; k++) sum = sum.Plus(term = term.Times(this).Scaled(0.25 / k));
            sum = sum.Times(sum);
            return sum.Times(sum);
        }

        public Dense Cholesky()
        {
            var l = new double[rows, rows];
            for (var j = 0; j < rows; j++)
                for (var i = j; i < rows; i++)
                {
                    var rest = this[i, j];
                    for (var k = 0; k < j; k++) rest -= l[i, k] * l[j, k];
                    l[i, j] = i == j ? Math.Sqrt(rest) : rest / l[j, j];
                }

            return Each(rows, rows, (i, j) => l[i, j]);
        }

        /// <summary>q, then r with a positive diagonal, as one column.</summary>
        public Dense GramSchmidt()
        {
            var k = Math.Min(rows, columns);
            double[,] q = new double[rows, k], r = new double[k, columns];
            for (var j = 0; j < columns; j++)
            {
                var rest = Enumerable.Range(0, rows).Select(i => this[i, j]).ToArray();
                for (var c = 0; c < Math.Min(j, k); c++)
                {
                    r[c, j] = Enumerable.Range(0, rows).Sum(i => q[i, c] * this[i, j]);
                    for (var i = 0; i < rows; i++) rest[i] -= r[c, j] * q[i, c];
                }

                if (j >= k) continue;
                r[j, j] = Math.Sqrt(rest.Sum(v => v * v));
                for (var i = 0; i < rows; i++) q[i, j] = rest[i] / r[j, j];
            }

            double[] all = [.. q.Cast<double>(), .. r.Cast<double>()];
            return new Dense(1, all.Length, all);
        }

        /// <summary>Of a symmetric (2, 2), ascending.</summary>
        public Dense Eigenvalues2()
        {
            double middle = (this[0, 0] + this[1, 1]) / 2, radius = Math.Sqrt(Math.Pow((this[0, 0] - this[1, 1]) / 2, 2) + this[0, 1] * this[0, 1]);
            return new Dense(2, 1, [middle - radius, middle + radius]);
        }

        /// <summary>Of two columns, descending.</summary>
        public Dense SingularValues2()
        {
            var squares = Transposed().Times(this).Eigenvalues2().ToPlain(2).Data;
            return new Dense(2, 1, [Math.Sqrt(squares[1]), Math.Sqrt(squares[0])]);
        }

        private int Columns => columns;

        private static Dense Each(int rows, int columns, Func<int, int, double> element) =>
            new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(i => element(i / columns, i % columns))]);

        private Dense Minor(int row, int column) => Each(rows - 1, rows - 1, (i, j) => this[i < row ? i : i + 1, j < column ? j : j + 1]);
    }
}
