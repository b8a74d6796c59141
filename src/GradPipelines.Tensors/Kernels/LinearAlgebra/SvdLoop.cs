using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Singular value decomposition by one-sided Jacobi rotations (Hestenes 1958), of the triangular factor where the matrix is tall.</summary>
/// <remarks>Chosen for its accuracy, small singular values included, and its size; a sweep costs about as much as a matrix product, and 6 to 10 are needed.</remarks>
internal static class SvdLoop
{
    private const int SweepLimit = 60;

    /// <summary>U (m, k), the singular values (k) in descending order and Vᵀ (k, n), k = min(m, n). NaN or ∞ in a matrix gives NaN.</summary>
    public static NdArray[] Decompose(NdArray a) => a.DType == DType.Float32 ? Decompose<float>(a) : Decompose<double>(a);

    /// <summary>The pseudoinverse (n, m); singular values up to <paramref name="relativeCutoff"/> times the largest count as zero.</summary>
    public static NdArray PseudoInverse(NdArray a, double relativeCutoff)
    {
        var parts = Decompose(a);
        var (u, s, vt) = (parts[0], parts[1], parts[2]);
        var k = s.Shape[-1];
        if (k == 0) return NdArray.Full(MatrixStack.With(a.Shape, a.Shape[-1], a.Shape[-2]), 0, a.DType);
        var limit = s.Max([s.Rank - 1]).Reshape(MatrixStack.With(a.Shape, 1)) * relativeCutoff;
        var inverse = 1.0 / s;
        var isZero = Elementwise.Relation<LessEqualKernel>(s, limit.BroadcastTo(s.Shape), "pinv");
        inverse = NdArray.Where(isZero, NdArray.Full(Shape.Scalar, 0, a.DType), inverse);
        return MatMulLoop.Multiply(Swap(vt) * inverse.Reshape(MatrixStack.With(a.Shape, 1, k)), Swap(u));
    }

    private static NdArray Swap(NdArray x)
    {
        var order = Enumerable.Range(0, x.Rank).ToArray();
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return x.Transpose(order);
    }

    private static NdArray[] Decompose<T>(NdArray a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int m = a.Shape[-2], n = a.Shape[-1], k = Math.Min(m, n);
        NdArray u = NdArray.Allocate<T>(MatrixStack.With(a.Shape, m, k)), s = NdArray.Allocate<T>(MatrixStack.With(a.Shape, k)), vt = NdArray.Allocate<T>(MatrixStack.With(a.Shape, k, n));
        var matrices = a.ReadSpan<T>();
        for (var i = 0; i < MatrixStack.Count(a.Shape); i++)
        {
            var ui = u.Span<T>().Slice(i * m * k, m * k);
            var si = s.Span<T>().Slice(i * k, k);
            var vi = vt.Span<T>().Slice(i * k * n, k * n);
            var matrix = matrices.Slice(i * m * n, m * n);
            if (!RowOperations.IsFinite(matrix))
            {
                ui.Fill(T.NaN);
                si.Fill(T.NaN);
                vi.Fill(T.NaN);
            }
            else if (!Decompose(matrix, m, n, ui, si, vi))
            {
                throw new LinearAlgebraException($"Svd: {MatrixStack.Name(a.Shape, i)} of shape ({m}, {n}): the Jacobi iteration did not converge in {SweepLimit} sweeps.");
            }
        }

        return [u, s, vt];
    }

    /// <summary>One finite matrix; false if the sweeps do not converge.</summary>
    public static bool Decompose<T>(ReadOnlySpan<T> a, int m, int n, Span<T> u, Span<T> s, Span<T> vt)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (m < n)
        {
            // Aᵀ = V·S·Uᵀ.
            T[] transposed = new T[n * m], v = new T[n * m], ut = new T[m * m];
            Transpose(a, m, n, transposed);
            var converged = Decompose(transposed, n, m, v, s, ut);
            Transpose(v, n, m, vt);
            Transpose(ut, m, m, u);
            return converged;
        }

        if (m == n) return Square(a, n, u, s, vt);
        T[] q = new T[m * n], r = new T[n * n], small = new T[n * n];
        QrLoop.Decompose(a, m, n, q, r);
        if (!Square(r, n, small, s, vt)) return false;
        u.Clear();
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++) RowOperations.AddScaled(u.Slice(i * n, n), q[i * n + j], small.AsSpan(j * n, n));
        return true;
    }

    /// <summary>Rotates pairs of columns of A until all are orthogonal: they are then U·S, and the rotations together are V.</summary>
    private static bool Square<T>(ReadOnlySpan<T> a, int n, Span<T> u, Span<T> s, Span<T> vt)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] w = new T[n * n], v = new T[n * n]; // columns as rows
        Transpose(a, n, n, w);
        for (var i = 0; i < n; i++) v[i * n + i] = T.One;
        var scale = RowOperations.Scale<T>(w);
        RowOperations.Multiply(w, T.One / scale);
        if (!Orthogonalize(w, v, n)) return false;

        var lengths = new T[n];
        for (var i = 0; i < n; i++) lengths[i] = RowOperations.Norm<T>(w.AsSpan(i * n, n));
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => lengths[i])];
        var negligible = n == 0 ? T.Zero : Negligible<T>(n) * lengths[order[0]];
        var rows = new T[n * n];
        for (var i = 0; i < n; i++)
        {
            var from = order[i];
            s[i] = lengths[from] * scale;
            v.AsSpan(from * n, n).CopyTo(vt[(i * n)..]);
            var row = rows.AsSpan(i * n, n);
            w.AsSpan(from * n, n).CopyTo(row);
            if (lengths[from] > negligible) RowOperations.Multiply(row, T.One / lengths[from]);
            else Complete(rows, i, n); // the direction of a vanishing column is noise
        }

        Transpose(rows, n, n, u);
        return true;
    }

    private static bool Orthogonalize<T>(T[] w, T[] v, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tolerance = RowOperations.Precision<T>() * T.Sqrt(T.CreateChecked(n));
        var two = T.CreateChecked(2);
        for (var sweep = 0; sweep < SweepLimit; sweep++)
        {
            var largest = T.Zero;
            for (var i = 0; i < n; i++) largest = T.Max(largest, RowOperations.Dot<T>(w.AsSpan(i * n, n), w.AsSpan(i * n, n)));
            var negligible = largest * Negligible<T>(n) * Negligible<T>(n);
            var rotated = false;
            for (var p = 0; p < n - 1; p++)
                for (var q = p + 1; q < n; q++)
                {
                    Span<T> x = w.AsSpan(p * n, n), y = w.AsSpan(q * n, n);
                    T alpha = RowOperations.Dot<T>(x, x), beta = RowOperations.Dot<T>(y, y), gamma = RowOperations.Dot<T>(x, y);
                    if (alpha <= negligible || beta <= negligible || T.Abs(gamma) <= tolerance * T.Sqrt(alpha) * T.Sqrt(beta)) continue;
                    rotated = true;
                    var zeta = (beta - alpha) / (two * gamma);
                    var t = T.CopySign(T.One, zeta) / (T.Abs(zeta) + T.Hypot(T.One, zeta));
                    var c = T.One / T.Hypot(T.One, t);
                    RowOperations.Rotate(x, y, c, c * t);
                    RowOperations.Rotate(v.AsSpan(p * n, n), v.AsSpan(q * n, n), c, c * t);
                }

            if (!rotated) return true;
        }

        return false;
    }

    /// <summary>Columns shorter than this beside the longest are rounding errors of it.</summary>
    private static T Negligible<T>(int n)
        where T : unmanaged, IFloatingPointIeee754<T> => RowOperations.Precision<T>() * T.CreateChecked(n) / T.CreateChecked(4);

    /// <summary>Row i becomes a unit vector orthogonal to those before it: the axis that they cover least, orthogonalised twice.</summary>
    private static void Complete<T>(T[] rows, int i, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (axis, least) = (0, T.PositiveInfinity);
        for (var c = 0; c < n; c++)
        {
            var covered = T.Zero;
            for (var j = 0; j < i; j++) covered += rows[j * n + c] * rows[j * n + c];
            if (covered < least) (axis, least) = (c, covered);
        }

        var row = rows.AsSpan(i * n, n);
        row.Clear();
        row[axis] = T.One;
        for (var pass = 0; pass < 2; pass++)
            for (var j = 0; j < i; j++) RowOperations.AddScaled(row, -RowOperations.Dot<T>(row, rows.AsSpan(j * n, n)), rows.AsSpan(j * n, n));
        RowOperations.Multiply(row, T.One / RowOperations.Norm<T>(row));
    }

    private static void Transpose<T>(ReadOnlySpan<T> x, int rows, int columns, Span<T> y)
        where T : unmanaged
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) y[j * rows + i] = x[i * columns + j];
    }
}
