using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>P·A = L·U with partial pivoting (Golub and Van Loan, algorithm 3.4.1), and what follows from it.</summary>
internal static class LuLoop
{
    /// <summary>A⁻¹·B for stacks of (n, n) and (n, k). NaN in A or B gives NaN.</summary>
    /// <exception cref="LinearAlgebraException">A pivot is exactly zero.</exception>
    public static NdArray Solve(NdArray a, NdArray b, string operation) =>
        a.DType == DType.Float32 ? Solve<float>(a, b, operation) : Solve<double>(a, b, operation);

    /// <summary>The sign of the determinant and the logarithm of its magnitude; 0 and -∞ for a singular matrix, 1 and 0 for an empty one.</summary>
    public static NdArray[] SlogDet(NdArray a) => a.DType == DType.Float32 ? SlogDet<float>(a) : SlogDet<double>(a);

    /// <summary>The determinants.</summary>
    public static NdArray Det(NdArray a) => a.DType == DType.Float32 ? Det<float>(a) : Det<double>(a);

    /// <summary>The cofactors, det(A)·A⁻ᵀ where A has an inverse; right for singular matrices too.</summary>
    public static NdArray Cofactors(NdArray a) => a.DType == DType.Float32 ? Cofactors<float>(a) : Cofactors<double>(a);

    private static NdArray Solve<T>(NdArray a, NdArray b, string operation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = b.Shape[-2], k = b.Shape[-1];
        var result = NdArray.Allocate<T>(b.Shape);
        ReadOnlySpan<T> matrices = a.ReadSpan<T>(), right = b.ReadSpan<T>();
        var y = result.Span<T>();
        var lu = new T[n * n];
        var order = new int[n];
        for (var m = 0; m < MatrixStack.Count(b.Shape); m++)
        {
            matrices.Slice(m * n * n, n * n).CopyTo(lu);
            var source = right.Slice(m * n * k, n * k);
            var target = y.Slice(m * n * k, n * k);
            if (!Factor<T>(lu, n, order, out _, out var zero))
            {
                if (zero >= 0)
                    throw new LinearAlgebraException(
                        $"{operation}: {MatrixStack.Name(a.Shape, m)} of shape ({n}, {n}) is singular: column {zero} depends on those before it. " +
                        "Use LinearAlgebra.Pinv or Lstsq, or add a small multiple of the identity.");
                target.Fill(T.NaN);
                continue;
            }

            for (var i = 0; i < n; i++) source.Slice(order[i] * k, k).CopyTo(target[(i * k)..]);
            TriangularLoop.Substitute<T>(lu, target, n, k, lower: true, unitDiagonal: true);
            TriangularLoop.Substitute<T>(lu, target, n, k, lower: false, unitDiagonal: false);
        }

        return result;
    }

    private static NdArray[] SlogDet<T>(NdArray a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var n = a.Shape[-1];
        NdArray sign = NdArray.Allocate<T>(MatrixStack.With(a.Shape)), log = NdArray.Allocate<T>(sign.Shape);
        Span<T> signs = sign.Span<T>(), logs = log.Span<T>();
        var matrices = a.ReadSpan<T>();
        var lu = new T[n * n];
        var order = new int[n];
        for (var m = 0; m < signs.Length; m++)
        {
            matrices.Slice(m * n * n, n * n).CopyTo(lu);
            if (!Factor<T>(lu, n, order, out var isOdd, out var zero))
            {
                (signs[m], logs[m]) = zero >= 0 ? (T.Zero, T.NegativeInfinity) : (T.NaN, T.NaN);
                continue;
            }

            var (s, sum) = (isOdd ? -T.One : T.One, T.Zero);
            for (var i = 0; i < n; i++)
            {
                var pivot = lu[i * n + i];
                if (T.IsNegative(pivot)) s = -s;
                sum += T.Log(T.Abs(pivot));
            }

            (signs[m], logs[m]) = (s, sum);
        }

        return [sign, log];
    }

    private static NdArray Det<T>(NdArray a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var n = a.Shape[-1];
        var result = NdArray.Allocate<T>(MatrixStack.With(a.Shape));
        var y = result.Span<T>();
        var matrices = a.ReadSpan<T>();
        var lu = new T[n * n];
        var order = new int[n];
        for (var m = 0; m < y.Length; m++)
        {
            matrices.Slice(m * n * n, n * n).CopyTo(lu);
            y[m] = Factor<T>(lu, n, order, out var isOdd, out var zero) ? PivotProduct<T>(lu, n, isOdd) : zero >= 0 ? T.Zero : T.NaN;
        }

        return result;
    }

    /// <summary>The product of the pivots; its exponent is kept apart, so that only the result itself can overflow.</summary>
    private static T PivotProduct<T>(ReadOnlySpan<T> lu, int n, bool isOdd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var product = isOdd ? -T.One : T.One;
        var exponent = 0;
        for (var i = 0; i < n; i++)
        {
            product *= lu[i * n + i];
            var e = T.ILogB(product);
            product = T.ScaleB(product, -e);
            exponent += e;
        }

        return T.ScaleB(product, exponent);
    }

    private static NdArray Cofactors<T>(NdArray a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var n = a.Shape[-1];
        var result = NdArray.Allocate<T>(a.Shape);
        var y = result.Span<T>();
        var matrices = a.ReadSpan<T>();
        var lu = new T[n * n];
        var order = new int[n];
        var inverse = new T[n * n];
        for (var m = 0; m < MatrixStack.Count(a.Shape); m++)
        {
            var matrix = matrices.Slice(m * n * n, n * n);
            var target = y.Slice(m * n * n, n * n);
            matrix.CopyTo(lu);
            var isRegular = Factor<T>(lu, n, order, out var isOdd, out var zero);
            if (!isRegular && zero < 0)
            {
                target.Fill(T.NaN);
            }
            else if (isRegular && PivotRatio<T>(lu, n) > T.Sqrt(RowOperations.Precision<T>()))
            {
                Array.Clear(inverse);
                for (var i = 0; i < n; i++) inverse[i * n + order[i]] = T.One;
                TriangularLoop.Substitute<T>(lu, inverse, n, n, lower: true, unitDiagonal: true);
                TriangularLoop.Substitute<T>(lu, inverse, n, n, lower: false, unitDiagonal: false);
                var det = PivotProduct<T>(lu, n, isOdd);
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < n; j++) target[i * n + j] = det * inverse[j * n + i];
            }
            else
            {
                SingularCofactors(matrix, target, n);
            }
        }

        return result;
    }

    /// <summary>With A = U·S·Vᵀ the cofactors are det(U)·det(V)·U·C·Vᵀ, where Cᵢ is the product of all singular values but the i-th: nothing is divided.</summary>
    private static void SingularCofactors<T>(ReadOnlySpan<T> a, Span<T> y, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] u = new T[n * n], s = new T[n], vt = new T[n * n];
        SvdLoop.Decompose(a, n, n, u, s, vt);
        var order = new int[n];
        T DetOf(T[] q)
        {
            var lu = q.ToArray();
            return Factor<T>(lu, n, order, out var isOdd, out _) ? PivotProduct<T>(lu, n, isOdd) : T.Zero;
        }

        var sign = T.CopySign(T.One, DetOf(u) * DetOf(vt));
        y.Clear();
        for (var k = 0; k < n; k++)
        {
            var c = sign;
            for (var j = 0; j < n; j++)
                if (j != k) c *= s[j];
            for (var i = 0; i < n; i++) RowOperations.AddScaled(y.Slice(i * n, n), c * u[i * n + k], vt.AsSpan(k * n, n));
        }
    }

    private static T PivotRatio<T>(ReadOnlySpan<T> lu, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (least, most) = (T.PositiveInfinity, T.Zero);
        for (var i = 0; i < n; i++)
        {
            var pivot = T.Abs(lu[i * n + i]);
            least = T.Min(least, pivot);
            most = T.Max(most, pivot);
        }

        return least / most;
    }

    /// <summary>In place: L below the diagonal (its own is 1), U on and above; row i of P·A is row order[i] of A.</summary>
    /// <returns>False if a pivot is zero, in column <paramref name="zeroPivot"/>, or if the matrix holds NaN or ∞; then that is -1.</returns>
    public static bool Factor<T>(Span<T> a, int n, Span<int> order, out bool isOdd, out int zeroPivot)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        isOdd = false;
        zeroPivot = -1;
        if (!RowOperations.IsFinite<T>(a)) return false;
        for (var i = 0; i < n; i++) order[i] = i;
        for (var k = 0; k < n; k++)
        {
            var p = k;
            for (var i = k + 1; i < n; i++)
                if (T.Abs(a[i * n + k]) > T.Abs(a[p * n + k])) p = i;
            if (T.IsZero(a[p * n + k]))
            {
                zeroPivot = k;
                return false;
            }

            if (p != k)
            {
                isOdd = !isOdd;
                (order[k], order[p]) = (order[p], order[k]);
                for (var j = 0; j < n; j++) (a[k * n + j], a[p * n + j]) = (a[p * n + j], a[k * n + j]);
            }

            var row = a.Slice(k * n + k + 1, n - k - 1);
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i * n + k] /= a[k * n + k];
                if (!T.IsZero(factor)) RowOperations.AddScaled(a.Slice(i * n + k + 1, n - k - 1), -factor, row);
            }
        }

        return true;
    }
}
