using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Forward and back substitution, and the Cholesky factor.</summary>
internal static class TriangularLoop
{
    /// <summary>A⁻¹·B for stacks of triangular (n, n) and (n, k); only the named triangle of A is read, without its diagonal if that is taken as 1.</summary>
    /// <exception cref="LinearAlgebraException">A diagonal element is zero.</exception>
    public static NdArray Solve(NdArray a, NdArray b, bool lower, bool unitDiagonal, string operation) =>
        a.DType == DType.Float32 ? Solve<float>(a, b, lower, unitDiagonal, operation) : Solve<double>(a, b, lower, unitDiagonal, operation);

    /// <summary>The lower L with L·Lᵀ = (A + Aᵀ) / 2. NaN gives NaN.</summary>
    /// <exception cref="LinearAlgebraException">A matrix is not positive definite.</exception>
    public static NdArray Cholesky(NdArray a) => a.DType == DType.Float32 ? Cholesky<float>(a) : Cholesky<double>(a);

    private static NdArray Solve<T>(NdArray a, NdArray b, bool lower, bool unitDiagonal, string operation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = b.Shape[-2], k = b.Shape[-1];
        var result = NdArray.Allocate<T>(b.Shape);
        var matrices = a.ReadSpan<T>();
        var y = result.Span<T>();
        b.ReadSpan<T>().CopyTo(y);
        for (var m = 0; m < MatrixStack.Count(b.Shape); m++)
        {
            var matrix = matrices.Slice(m * n * n, n * n);
            for (var i = 0; i < n && !unitDiagonal; i++)
                if (T.IsZero(matrix[i * n + i]))
                    throw new LinearAlgebraException(
                        $"{operation}: {MatrixStack.Name(a.Shape, m)} of shape ({n}, {n}) is singular: element ({i}, {i}) of its diagonal is 0. " +
                        "Columns of the matrix depend on each other; if its diagonal stands for ones, pass unitDiagonal: true.");
            Substitute(matrix, y.Slice(m * n * k, n * k), n, k, lower, unitDiagonal);
        }

        return result;
    }

    /// <summary>In place on the k columns of b: one column by sums of products, several by rows.</summary>
    public static void Substitute<T>(ReadOnlySpan<T> a, Span<T> b, int n, int k, bool lower, bool unitDiagonal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var step = 0; step < n; step++)
        {
            var i = lower ? step : n - 1 - step;
            var (from, to) = lower ? (0, i) : (i + 1, n);
            var row = b.Slice(i * k, k);
            if (k == 1) row[0] -= RowOperations.Dot<T>(a[(i * n + from)..(i * n + to)], b[from..to]);
            else
                for (var j = from; j < to; j++) RowOperations.AddScaled(row, -a[i * n + j], b.Slice(j * k, k));
            if (unitDiagonal) continue;
            var diagonal = a[i * n + i];
            for (var c = 0; c < k; c++) row[c] /= diagonal;
        }
    }

    private static NdArray Cholesky<T>(NdArray a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var n = a.Shape[-1];
        var result = NdArray.Allocate<T>(a.Shape);
        var matrices = a.ReadSpan<T>();
        var y = result.Span<T>();
        y.Clear();
        var half = T.CreateChecked(0.5);
        for (var m = 0; m < MatrixStack.Count(a.Shape); m++)
        {
            var matrix = matrices.Slice(m * n * n, n * n);
            var l = y.Slice(m * n * n, n * n);
            for (var i = 0; i < n; i++)
                for (var j = 0; j <= i; j++)
                {
                    var rest = half * matrix[i * n + j] + half * matrix[j * n + i] - RowOperations.Dot<T>(l.Slice(i * n, j), l.Slice(j * n, j));
                    if (i != j)
                    {
                        l[i * n + j] = rest / l[j * n + j];
                        continue;
                    }

                    if (rest <= T.Zero)
                        throw new LinearAlgebraException(
                            $"Cholesky: {MatrixStack.Name(a.Shape, m)} of shape ({n}, {n}) is not positive definite: its leading {i + 1} rows and columns are not. " +
                            "Add a small multiple of the identity, or use Eigh.");
                    l[i * n + i] = T.Sqrt(rest);
                }
        }

        return result;
    }
}
