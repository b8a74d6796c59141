using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>A = Q·R by Householder reflections, with LAPACK's signs: the diagonal of R is of the sign opposite to the column's leading element.</summary>
internal static class QrLoop
{
    /// <summary>Q (m, n) with orthonormal columns and R (n, n) upper triangular, for stacks of (m, n) with m ≥ n.</summary>
    public static NdArray[] Decompose(NdArray a) => a.DType == DType.Float32 ? Decompose<float>(a) : Decompose<double>(a);

    /// <summary>For stacks of (m, k) with orthonormal columns: (m, m - k) further orthonormal columns.</summary>
    public static NdArray Complement(NdArray q) => q.DType == DType.Float32 ? Complement<float>(q) : Complement<double>(q);

    private static NdArray[] Decompose<T>(NdArray a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int m = a.Shape[-2], n = a.Shape[-1];
        NdArray q = NdArray.Allocate<T>(a.Shape), r = NdArray.Allocate<T>(MatrixStack.With(a.Shape, n, n));
        var matrices = a.ReadSpan<T>();
        for (var i = 0; i < MatrixStack.Count(a.Shape); i++)
            Decompose(matrices.Slice(i * m * n, m * n), m, n, q.Span<T>().Slice(i * m * n, m * n), r.Span<T>().Slice(i * n * n, n * n));
        return [q, r];
    }

    public static void Decompose<T>(ReadOnlySpan<T> a, int m, int n, Span<T> q, Span<T> r)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] work = a.ToArray(), reflectors = new T[n * m], tau = new T[n], row = new T[n];
        Reflect(work, m, n, reflectors, tau, row);
        r.Clear();
        for (var i = 0; i < n; i++) work.AsSpan(i * n + i, n - i).CopyTo(r[(i * n + i)..]);
        Columns(reflectors, tau, m, n, 0, n, q, row);
    }

    private static NdArray Complement<T>(NdArray q)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int m = q.Shape[-2], k = q.Shape[-1], rest = m - k;
        var result = NdArray.Allocate<T>(MatrixStack.With(q.Shape, m, rest));
        var matrices = q.ReadSpan<T>();
        T[] reflectors = new T[k * m], tau = new T[k], row = new T[Math.Max(k, rest)];
        for (var i = 0; i < MatrixStack.Count(q.Shape); i++)
        {
            Reflect(matrices.Slice(i * m * k, m * k).ToArray(), m, k, reflectors, tau, row);
            Columns(reflectors, tau, m, k, k, m, result.Span<T>().Slice(i * m * rest, m * rest), row);
        }

        return result;
    }

    /// <summary>Makes R of a, in place; the j-th reflector 1 - tau·v·vᵀ lies in row j of <paramref name="reflectors"/>, from element j on.</summary>
    private static void Reflect<T>(T[] a, int m, int n, T[] reflectors, T[] tau, T[] row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var j = 0; j < n; j++)
        {
            var v = reflectors.AsSpan(j * m + j, m - j);
            for (var i = j; i < m; i++) v[i - j] = a[i * n + j];
            tau[j] = Reflector(v, out a[j * n + j]);
            Apply(v, tau[j], a.AsSpan(), m - j, n, j, j + 1, row);
        }
    }

    /// <summary>Turns a vector x into v with v₀ = 1 and (1 - tau·v·vᵀ)·x = beta·e₀; tau is 0 where nothing lies below the first element.</summary>
    public static T Reflector<T>(Span<T> x, out T beta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var alpha = beta = x[0];
        var below = RowOperations.Norm<T>(x[1..]);
        x[0] = T.One;
        if (T.IsZero(below)) return T.Zero;
        beta = -T.CopySign(T.Hypot(alpha, below), alpha);
        RowOperations.Multiply(x[1..], T.One / (alpha - beta));
        return (beta - alpha) / beta;
    }

    /// <summary>The columns from first to last of H₀·H₁·…, by applying the reflectors, the last one first, to those of the identity.</summary>
    private static void Columns<T>(T[] reflectors, T[] tau, int m, int k, int first, int last, Span<T> q, T[] row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = last - first;
        q.Clear();
        for (var c = 0; c < width; c++) q[(first + c) * width + c] = T.One;
        for (var j = k - 1; j >= 0; j--) Apply(reflectors.AsSpan(j * m + j, m - j), tau[j], q, m - j, width, j, 0, row);
    }

    /// <summary>Applies 1 - tau·v·vᵀ to the last rows of x, from column <paramref name="from"/> on.</summary>
    private static void Apply<T>(ReadOnlySpan<T> v, T tau, Span<T> x, int rows, int width, int top, int from, T[] row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.IsZero(tau) || from >= width) return;
        var sums = row.AsSpan(0, width - from);
        sums.Clear();
        for (var i = 0; i < rows; i++) RowOperations.AddScaled(sums, v[i], x.Slice((top + i) * width + from, width - from));
        for (var i = 0; i < rows; i++) RowOperations.AddScaled(x.Slice((top + i) * width + from, width - from), -tau * v[i], sums);
    }
}
