using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Eigenvalues and eigenvectors of symmetric matrices.</summary>
/// <remarks>
/// Householder reduction to tridiagonal form (Golub and Van Loan, algorithm 8.3.1), then QL steps with implicit shifts (Dubrulle, Martin
/// and Wilkinson 1968, "imtql2"). Eigenvectors are kept as rows, so that every rotation is of two contiguous rows.
/// </remarks>
internal static class EighLoop
{
    /// <summary>Eigenvalues in ascending order, and eigenvectors of unit length as columns. NaN or ∞ in a matrix gives NaN.</summary>
    public static NdArray[] Decompose(NdArray a) => a.DType == DType.Float32 ? Decompose<float>(a) : Decompose<double>(a);

    private static NdArray[] Decompose<T>(NdArray a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var n = a.Shape[-1];
        NdArray values = NdArray.Allocate<T>(MatrixStack.With(a.Shape, n)), vectors = NdArray.Allocate<T>(a.Shape);
        var matrices = a.ReadSpan<T>();
        Span<T> d = values.Span<T>(), v = vectors.Span<T>();
        T[] work = new T[n * n], z = new T[n * n], e = new T[n];
        for (var m = 0; m < MatrixStack.Count(a.Shape); m++)
        {
            var own = d.Slice(m * n, n);
            var columns = v.Slice(m * n * n, n * n);
            matrices.Slice(m * n * n, n * n).CopyTo(work);
            if (!RowOperations.IsFinite<T>(work))
            {
                own.Fill(T.NaN);
                columns.Fill(T.NaN);
                continue;
            }

            var scale = RowOperations.Scale<T>(work);
            RowOperations.Multiply(work, T.One / scale);
            Tridiagonal(work, n, own, e, z);
            if (!ImplicitQl(own, e, z, n))
                throw new LinearAlgebraException($"Eigh: {MatrixStack.Name(a.Shape, m)} of shape ({n}, {n}): the QL iteration did not converge.");
            Sort(own, z, n);
            RowOperations.Multiply(own, scale);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++) columns[i * n + j] = z[j * n + i];
        }

        return [values, vectors];
    }

    /// <summary>Diagonal d, off-diagonal e, and z with zᵀ·(tridiagonal)·z the matrix. The matrix is overwritten by the reflectors.</summary>
    private static void Tridiagonal<T>(T[] a, int n, Span<T> d, T[] e, T[] z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] tau = new T[n], product = new T[n];
        var half = T.CreateChecked(0.5);
        for (var k = 0; k < n - 2; k++)
        {
            var size = n - k - 1;
            var v = a.AsSpan(k * n + k + 1, size); // row k is column k
            tau[k] = QrLoop.Reflector(v, out e[k]);
            if (T.IsZero(tau[k])) continue;
            var w = product.AsSpan(0, size);
            for (var i = 0; i < size; i++) w[i] = tau[k] * RowOperations.Dot<T>(a.AsSpan((k + 1 + i) * n + k + 1, size), v);
            RowOperations.AddScaled(w, -half * tau[k] * RowOperations.Dot<T>(w, v), v);
            for (var i = 0; i < size; i++)
            {
                var row = a.AsSpan((k + 1 + i) * n + k + 1, size);
                RowOperations.AddScaled(row, -v[i], w);
                RowOperations.AddScaled(row, -w[i], v);
            }
        }

        for (var i = 0; i < n; i++) d[i] = a[i * n + i];
        if (n > 1) e[n - 2] = a[(n - 2) * n + n - 1];
        if (n > 0) e[n - 1] = T.Zero;
        Array.Clear(z);
        for (var i = 0; i < n; i++) z[i * n + i] = T.One;
        for (var k = n - 3; k >= 0; k--)
        {
            if (T.IsZero(tau[k])) continue;
            var v = a.AsSpan(k * n + k + 1, n - k - 1);
            for (var i = k + 1; i < n; i++)
            {
                var row = z.AsSpan(i * n + k + 1, n - k - 1);
                RowOperations.AddScaled(row, -tau[k] * RowOperations.Dot<T>(row, v), v);
            }
        }
    }

    private static bool ImplicitQl<T>(Span<T> d, T[] e, T[] z, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var two = T.CreateChecked(2);
        for (var l = 0; l < n; l++)
        {
            for (var iteration = 0; ; iteration++)
            {
                var m = l;
                for (; m < n - 1; m++)
                {
                    var size = T.Abs(d[m]) + T.Abs(d[m + 1]);
                    if (T.Abs(e[m]) + size == size) break;
                }

                if (m == l) break;
                if (iteration == 60) return false;
                var g = (d[l + 1] - d[l]) / (two * e[l]);
                g = d[m] - d[l] + e[l] / (g + T.CopySign(T.Hypot(g, T.One), g));
                T s = T.One, c = T.One, p = T.Zero;
                var i = m - 1;
                for (; i >= l; i--)
                {
                    T f = s * e[i], b = c * e[i];
                    var r = e[i + 1] = T.Hypot(f, g);
                    if (T.IsZero(r))
                    {
                        d[i + 1] -= p; // the matrix splits here
                        e[m] = T.Zero;
                        break;
                    }

                    s = f / r;
                    c = g / r;
                    g = d[i + 1] - p;
                    r = (d[i] - g) * s + two * c * b;
                    p = s * r;
                    d[i + 1] = g + p;
                    g = c * r - b;
                    RowOperations.Rotate(z.AsSpan(i * n, n), z.AsSpan((i + 1) * n, n), c, s);
                }

                if (i >= l) continue;
                d[l] -= p;
                e[l] = g;
                e[m] = T.Zero;
            }
        }

        return true;
    }

    private static void Sort<T>(Span<T> d, T[] z, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = z.ToArray();
        var order = Enumerable.Range(0, n).ToArray();
        d.Sort(order.AsSpan());
        for (var i = 0; i < n; i++) rows.AsSpan(order[i] * n, n).CopyTo(z.AsSpan(i * n));
    }
}
