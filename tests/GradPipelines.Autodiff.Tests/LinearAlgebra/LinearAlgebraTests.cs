using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>What the table's rows do not reach: larger matrices, both precisions, special matrices, messages.</summary>
public class LinearAlgebraTests
{
    /// <summary>Sizes on both sides of the vector width and of an odd tail, and the rounding unit of the dtype.</summary>
    public static TheoryData<int, DType> Sizes => new([.. from n in (int[])[1, 2, 3, 5, 8, 17, 40, 90] from dtype in (DType[])[DType.Float64, DType.Float32] select (n, dtype)]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Solve_LeavesASmallResidual(int n, DType dtype)
    {
        var (a, b) = (Random(1, dtype, n, n), Random(2, dtype, n, 3));
        Near(Ops.MatMul(a, LinearAlgebra.Solve(a, b)), b, 400 * n, dtype);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cholesky_MultipliesBack(int n, DType dtype)
    {
        var x = Random(3, dtype, n, n);
        var a = Ops.MatMul(x, x.T) + Ops.Eye(n, dtype: dtype);
        var l = LinearAlgebra.Cholesky(a);
        Near(Ops.MatMul(l, l.T), a, n, dtype);
        Assert.Equal(Ops.Tril(l).ToArray<double>(), l.ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Qr_IsOrthogonalAndMultipliesBack(int n, DType dtype)
    {
        foreach (var (rows, columns) in (ReadOnlySpan<(int, int)>)[(n, n), (n + 3, n), (n, n + 2)])
        {
            var a = Random(4, dtype, rows, columns);
            var (q, r) = LinearAlgebra.Qr(a, complete: true);
            Near(Ops.MatMul(q, r), a, 4 * n, dtype);
            Near(Ops.MatMul(q.T, q), Ops.Eye(rows, dtype: dtype), 4 * n, dtype);
            Assert.Equal(Ops.Triu(r).ToArray<double>(), r.ToArray<double>());
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Eigh_IsOrthogonalAndMultipliesBack(int n, DType dtype)
    {
        var x = Random(5, dtype, n, n);
        var a = x + x.T;
        var (w, v) = LinearAlgebra.Eigh(a);
        Near(Ops.MatMul(v * w, v.T), a, 10 * n, dtype);
        Near(Ops.MatMul(v.T, v), Ops.Eye(n, dtype: dtype), 10 * n, dtype);
        Assert.Equal(Ops.Sort(w).ToArray<double>(), w.ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Svd_IsOrthogonalAndMultipliesBack(int n, DType dtype)
    {
        foreach (var (rows, columns) in (ReadOnlySpan<(int, int)>)[(n, n), (n + 3, n), (n, n + 2)])
        {
            var a = Random(6, dtype, rows, columns);
            var (u, s, vh) = LinearAlgebra.Svd(a, fullMatrices: true);
            Near(Ops.MatMul(u[.., ..n] * s, vh[..n]), a, 10 * n, dtype);
            Near(Ops.MatMul(u.T, u), Ops.Eye(rows, dtype: dtype), 10 * n, dtype);
            Near(Ops.MatMul(vh, vh.T), Ops.Eye(columns, dtype: dtype), 10 * n, dtype);
            Assert.Equal(Ops.Flip(Ops.Sort(s)).ToArray<double>(), s.ToArray<double>());
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void SquareRootAndExponential_MultiplyBack(int n, DType dtype)
    {
        var x = Random(7, dtype, n, n) / Math.Sqrt(n);
        var root = LinearAlgebra.Sqrtm(Ops.MatMul(x, x.T) + Ops.Eye(n, dtype: dtype));
        Near(Ops.MatMul(root, root), Ops.MatMul(x, x.T) + Ops.Eye(n, dtype: dtype), 20 * n, dtype);
        Near(Ops.MatMul(LinearAlgebra.Expm(x), LinearAlgebra.Expm(-x)), Ops.Eye(n, dtype: dtype), 100 * n, dtype);
        foreach (var size in (ReadOnlySpan<double>)[0.5, 0.01]) // with and without square roots
            Near(LinearAlgebra.Logm(LinearAlgebra.Expm(x * size)), x * size, 200 * n, dtype);
    }

    [Fact]
    public void Sylvester_SatisfiesItsEquation()
    {
        Tensor a = Random(8, DType.Float64, 12, 12), b = Random(9, DType.Float64, 7, 7), q = Random(10, DType.Float64, 12, 7);
        a += 9.0 * Ops.Eye(12);
        var x = LinearAlgebra.SolveSylvester(a, b, q);
        Near(Ops.MatMul(a, x) + Ops.MatMul(x, b), q, 100, DType.Float64);
    }

    [Fact]
    public void Banded_AgreesWithSolve_WhenRowsAreExchanged()
    {
        const int n = 9;
        var bands = Random(11, DType.Float64, 4, n); // no dominant diagonal: pivoting takes place
        var dense = Ops.Zeros([n, n]);
        for (var row = 0; row < 4; row++)
        {
            var offset = 1 - row; // one diagonal above, two below
            var diagonal = offset > 0 ? bands[row, offset..] : bands[row, ..(n + offset)];
            dense += Ops.MakeDiagonal(diagonal, offset);
        }

        var b = Random(12, DType.Float64, n, 2);
        Near(LinearAlgebra.SolveBanded(2, 1, bands, b), LinearAlgebra.Solve(dense, b), 1000, DType.Float64);
        CheckGrads<Tensor[], Tensor>(x => LinearAlgebra.SolveBanded(2, 1, x[0], x[1]), [bands, b], tolerance: 1e-4);
    }

    [Fact]
    public void SingularMatrix_IsNamedWithItsPlaceAndARepair()
    {
        Tensor stack = Ops.Stack([Ops.Eye(2), Ops.Ones([2, 2])]);
        var e = Assert.Throws<LinearAlgebraException>(() => LinearAlgebra.Inv(stack));
        Assert.Equal("Inv: matrix (1) of shape (2, 2) is singular: column 1 depends on those before it. Use LinearAlgebra.Pinv or Lstsq, or add a small multiple of the identity.", e.Message);
        e = Assert.Throws<LinearAlgebraException>(() => Vmap<Tensor, Tensor>(LinearAlgebra.Inv)(stack));
        Assert.Contains("matrix (1)", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<LinearAlgebraException>(() => LinearAlgebra.Cholesky(-Ops.Eye(3)));
        Assert.Equal("Cholesky: the matrix of shape (3, 3) is not positive definite: its leading 1 rows and columns are not. Add a small multiple of the identity, or use Eigh.", e.Message);
        e = Assert.Throws<LinearAlgebraException>(() => LinearAlgebra.SolveTriangular(Ops.Eye(2) * Tensor.From<double>([1, 0], [2]), Ops.Ones([2])));
        Assert.Contains("element (1, 1) of its diagonal is 0", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<LinearAlgebraException>(() => Grad(x => Ops.Sum(LinearAlgebra.Qr(x).Q))(Ops.Zeros([3, 2])));
        Assert.StartsWith("Qr (derivative): the matrix", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<LinearAlgebraException>(() => LinearAlgebra.Sqrtm(-Ops.Eye(2)));
        Assert.Contains("its principal square root is complex", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<LinearAlgebraException>(() => LinearAlgebra.Logm(Ops.Zeros([2, 2])));
        Assert.Contains("has no logarithm", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<LinearAlgebraException>(() => LinearAlgebra.SolveSylvester(Ops.Eye(2), -Ops.Eye(2), Ops.Ones([2, 2])));
        Assert.Contains("there is no single solution", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongShapes_AreNamed()
    {
        Assert.Equal("Inv: shape (2, 3) is no square matrix: the last two axes must be equal.", Assert.Throws<ShapeException>(() => LinearAlgebra.Inv(Ops.Ones([2, 3]))).Message);
        Assert.Contains("(3, 3) and (2): axis -1 of the right side must have size 3", Assert.Throws<ShapeException>(() => LinearAlgebra.Solve(Ops.Eye(3), Ops.Ones([2]))).Message, StringComparison.Ordinal);
        Assert.Contains("no norm of order 3 for matrices", Assert.Throws<ArgumentException>(() => LinearAlgebra.Norm(Ops.Eye(3), 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Determinant_OfASingularMatrix_IsZeroWithItsCofactorsAsGradient()
    {
        Tensor a = new double[,] { { 1, 2, 3 }, { 2, 4, 6 }, { 1, 0, 1 } };
        Assert.Equal(0, LinearAlgebra.Det(a).Item());
        Numbers.AreClose([4, 4, -4, -2, -2, 2, 0, 0, 0], Grad(LinearAlgebra.Det)(a).ToArray<double>(), 1e-14);
        Numbers.AreClose([0, 0, 0, 0], Grad(LinearAlgebra.Det)(Ops.Zeros([2, 2])).ToArray<double>(), 0);
        var (sign, log) = LinearAlgebra.SlogDet(a);
        Assert.Equal((0, double.NegativeInfinity), (sign.Item(), log.Item()));
        Assert.Contains("SlogDet (derivative)", Assert.Throws<LinearAlgebraException>(() => Grad(x => LinearAlgebra.SlogDet(x).LogAbsDet)(a)).Message, StringComparison.Ordinal);
        foreach (var singular in (ReadOnlySpan<Tensor>)[a, Ops.Zeros([2, 2]), Ops.Zeros([3, 3]), Ops.Ones([3, 3])]) CheckGrads(LinearAlgebra.Det, singular);
        Assert.Contains("Det (third derivative)", Assert.Throws<LinearAlgebraException>(() => Grad(x => Ops.Sum(Hessian(LinearAlgebra.Det)(x)))(a)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Determinant_OverflowsOnlyWithItsResult()
    {
        var a = Ops.MakeDiagonal(Tensor.From<double>([1e200, 1e200, 1e-200, -1e-200], [4]));
        Numbers.AreClose([-1], [LinearAlgebra.Det(a).Item()], 1e-15);
    }

    [Fact]
    public void EqualEigenvalues_HaveFiniteGradientsOfTheValues_AndNoneOfTheVectors()
    {
        Numbers.AreClose([1, 0, 0, 1], Grad(x => Ops.Sum(LinearAlgebra.EigvalsH(x)))(Ops.Eye(2)).ToArray<double>(), 1e-15);
        Assert.Equal(1, Ops.Sum(Grad(x => LinearAlgebra.SingularValues(x)[0])(Ops.Eye(2))).Item(), 1e-15);
        var g = Grad(x => Ops.Sum(LinearAlgebra.Eigh(x).Vectors * Tensor.From<double>([1, 2, 3, 5], [2, 2])))(Ops.Eye(2));
        Assert.All(Ops.Tril(g).ToArray<double>()[2..3], v => Assert.False(double.IsFinite(v)));
    }

    [Fact]
    public void RankDeficientMatrices_HaveOrthogonalSingularVectors()
    {
        Tensor row = new double[] { 1, 2, 3, 4 };
        foreach (var a in (ReadOnlySpan<Tensor>)[Ops.Zeros([4, 4]), Ops.Outer(row, row), Ops.Outer(row, row)[.., ..3], Ops.Outer(row, row) * 1e200, Ops.Outer(row, row) * 1e-200])
        {
            var (u, s, vh) = LinearAlgebra.Svd(a, fullMatrices: false);
            Near(Ops.MatMul(u.T, u), Ops.Eye(u.Shape[1]), 10, DType.Float64);
            Near(Ops.MatMul(vh, vh.T), Ops.Eye(vh.Shape[0]), 10, DType.Float64);
            var scale = Math.Max(1e-300, Ops.Max(Ops.Abs(a)).Item());
            Near(Ops.MatMul(u * (s / scale), vh), a / scale, 100, DType.Float64);
        }

        var p = LinearAlgebra.Pinv(Ops.Outer(row, row));
        Near(p, Ops.Outer(row, row) / 900.0, 1, DType.Float64);
        CheckGrads(x => LinearAlgebra.Pinv(Ops.Outer(x, x)), row); // the rank stays 1
    }

    [Fact]
    public void NaN_GivesNaNAndNoException()
    {
        Tensor a = new double[,] { { 1, double.NaN }, { double.NaN, 4 } };
        foreach (var f in (ReadOnlySpan<Func<Tensor, Tensor>>)[
            LinearAlgebra.Inv, LinearAlgebra.Det, x => LinearAlgebra.SlogDet(x).LogAbsDet, LinearAlgebra.Cholesky, x => LinearAlgebra.Eigh(x).Vectors, x => LinearAlgebra.Eigh(x).Values,
            LinearAlgebra.SingularValues, x => LinearAlgebra.Pinv(x), x => LinearAlgebra.Qr(x).R, LinearAlgebra.Expm, LinearAlgebra.Logm, LinearAlgebra.Sqrtm, x => LinearAlgebra.Norm(x, 2),
            x => LinearAlgebra.SolveSylvester(x, Ops.Eye(2), Ops.Eye(2)), x => LinearAlgebra.SolveBanded(0, 1, x, Ops.Ones([2]))])
            Assert.Contains(f(a).ToArray<double>(), double.IsNaN);
    }

    [Fact]
    public void EmptyMatricesAndStacks_KeepTheirShapes()
    {
        Assert.Equal(1, LinearAlgebra.Det(Ops.Zeros([0, 0])).Item());
        foreach (var empty in (ReadOnlySpan<Shape>)[[0, 0], [0, 3, 3]]) Assert.Equal(empty, LinearAlgebra.Inv(Ops.Zeros(empty)).Shape);
        foreach (var empty in (ReadOnlySpan<Shape>)[[0, 0], [0, 2, 2], [2, 0, 0]])
        {
            var x = Ops.Zeros(empty);
            Assert.Equal(empty, LinearAlgebra.Cholesky(x).Shape);
            Assert.Equal(empty, LinearAlgebra.Eigh(x).Vectors.Shape);
            Assert.Equal(empty, LinearAlgebra.Svd(x).U.Shape);
            Assert.Equal(empty, LinearAlgebra.Qr(x).Q.Shape);
            Assert.Equal(empty, LinearAlgebra.Pinv(x).Shape);
            Assert.Equal(empty, LinearAlgebra.Expm(x).Shape);
            Assert.Equal(empty, LinearAlgebra.Sqrtm(x).Shape);
        }

        Assert.Equal(new[] { 2, 0 }, LinearAlgebra.Svd(Ops.Zeros([2, 3, 0])).S.Shape.ToArray());
    }

    [Fact]
    public void Expm_OfLargeMatrices_ScalesAndSquares()
    {
        Tensor rotation = new double[,] { { 0, -100 }, { 100, 0 } };
        var (sin, cos) = Math.SinCos(100);
        Numbers.AreClose([cos, -sin, sin, cos], LinearAlgebra.Expm(rotation).ToArray<double>(), 1e-12); // ten squarings of rounding errors
        Numbers.AreClose([Math.Exp(-700), 0, 0, Math.Exp(5)], LinearAlgebra.Expm(Ops.MakeDiagonal(Tensor.From<double>([-700, 5], [2]))).ToArray<double>(), 1e-12);
    }

    [Fact]
    public void Integers_BecomeFloat64()
    {
        Tensor a = Ops.Cast(2.0 * Ops.Eye(2), DType.Int64);
        Assert.Equal(DType.Float64, LinearAlgebra.Inv(a).DType);
        Numbers.AreClose([0.5, 0, 0, 0.5], LinearAlgebra.Inv(a).ToArray<double>(), 0);
        Assert.Equal(4, LinearAlgebra.Det(a).Item());
    }

    [Fact]
    public void ThirdDerivatives_AgreeWithFiniteDifferences()
    {
        Tensor a = Random(13, DType.Float64, 3, 3) * 0.3 + 2.0 * Ops.Eye(3);
        CheckGrads(LinearAlgebra.Inv, a, order: 3, tolerance: 1e-5);
        CheckGrads(x => LinearAlgebra.Cholesky(Ops.MatMul(x, x.T)), a, order: 3, tolerance: 1e-5);
        CheckGrads(x => LinearAlgebra.Eigh(Ops.MatMul(x, x.T) + Ops.MakeDiagonal(Tensor.From<double>([0, 3, 7], [3]))).Values, a, order: 3, tolerance: 1e-4);
        CheckGrads(x => LinearAlgebra.SlogDet(x).LogAbsDet, a, order: 3, tolerance: 1e-5);
        CheckGrads(LinearAlgebra.Det, a, order: 3, tolerance: 1e-5);
    }

    private static Tensor Random(long seed, DType dtype, params int[] shape) => Ops.Cast(Key.FromSeed(seed).Normal(shape), dtype);

    /// <summary>Equal to that many rounding units of the largest element.</summary>
    private static void Near(Tensor actual, Tensor expected, double units, DType dtype)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(dtype, actual.DType);
        if (expected.Size == 0) return;
        var unit = dtype == DType.Float64 ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1f) - 1;
        var scale = Math.Max(1, Ops.Max(Ops.Abs(expected)).Item());
        Assert.InRange(Ops.Max(Ops.Abs(actual - expected)).Item(), 0, units * unit * scale);
    }
}
