using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Systems whose matrix has few diagonals, in time proportional to its size: LU with partial pivoting inside the band (LAPACK's gbsv).</summary>
internal static class BandedLoop
{
    /// <summary>A⁻¹·B for stacks of bands (lower + upper + 1, n), where bands[upper + i - j, j] is element (i, j) of A, and of B (n, k).</summary>
    /// <exception cref="LinearAlgebraException">A matrix is singular.</exception>
    public static NdArray Solve(NdArray bands, NdArray b, int lower, int upper) =>
        b.DType == DType.Float32 ? Solve<float>(bands, b, lower, upper) : Solve<double>(bands, b, lower, upper);

    private static NdArray Solve<T>(NdArray bands, NdArray b, int lower, int upper)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = b.Shape[-2], k = b.Shape[-1], height = lower + upper + 1, width = 2 * lower + upper + 1;
        var result = NdArray.Allocate<T>(b.Shape);
        var source = bands.ReadSpan<T>();
        var y = result.Span<T>();
        b.ReadSpan<T>().CopyTo(y);
        var rows = new T[n * width]; // element (i, j) at i·width + j - i + lower; pivoting widens the band by lower
        for (var m = 0; m < MatrixStack.Count(b.Shape); m++)
        {
            var band = source.Slice(m * height * n, height * n);
            Array.Clear(rows);
            for (var i = 0; i < n; i++)
                for (var j = Math.Max(0, i - lower); j <= Math.Min(n - 1, i + upper); j++) rows[i * width + j - i + lower] = band[(upper + i - j) * n + j];
            if (!RowOperations.IsFinite<T>(rows))
            {
                y.Slice(m * n * k, n * k).Fill(T.NaN);
                continue;
            }

            var zero = Eliminate(rows, y.Slice(m * n * k, n * k), n, k, lower, upper, width);
            if (zero >= 0)
                throw new LinearAlgebraException(
                    $"SolveBanded: {MatrixStack.Name(bands.Shape, m)} with {height} diagonals of {n} is singular: column {zero} depends on those before it. " +
                    "Add a small number to the main diagonal.");
        }

        return result;
    }

    private static int Eliminate<T>(T[] a, Span<T> y, int n, int k, int lower, int upper, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int At(int i, int j) => i * width + j - i + lower;
        for (var c = 0; c < n; c++)
        {
            var last = Math.Min(n - 1, c + lower);
            var right = Math.Min(n - 1, c + lower + upper);
            var p = c;
            for (var i = c + 1; i <= last; i++)
                if (T.Abs(a[At(i, c)]) > T.Abs(a[At(p, c)])) p = i;
            if (T.IsZero(a[At(p, c)])) return c;
            if (p != c)
            {
                for (var j = c; j <= right; j++) (a[At(c, j)], a[At(p, j)]) = (a[At(p, j)], a[At(c, j)]);
                for (var j = 0; j < k; j++) (y[c * k + j], y[p * k + j]) = (y[p * k + j], y[c * k + j]);
            }

            for (var i = c + 1; i <= last; i++)
            {
                var factor = a[At(i, c)] / a[At(c, c)];
                for (var j = c + 1; j <= right; j++) a[At(i, j)] -= factor * a[At(c, j)];
                RowOperations.AddScaled(y.Slice(i * k, k), -factor, y.Slice(c * k, k));
            }
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j <= Math.Min(n - 1, i + lower + upper); j++) RowOperations.AddScaled(y.Slice(i * k, k), -a[At(i, j)], y.Slice(j * k, k));
            RowOperations.Multiply(y.Slice(i * k, k), T.One / a[At(i, i)]);
        }

        return -1;
    }
}
