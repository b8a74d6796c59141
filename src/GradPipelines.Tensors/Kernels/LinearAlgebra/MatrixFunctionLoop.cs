using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Functions of matrices and Sylvester's equation. They are computed in float64 and rounded for float32.</summary>
internal static class MatrixFunctionLoop
{
    // Degrees of the Padé approximants and the 1-norms up to which each is accurate to 2^-53: Higham 2005, table 2.3.
    private static readonly (int Degree, double Limit)[] s_degrees = [(3, 1.495585217958292e-2), (5, 2.539398330063230e-1), (7, 9.504178996162932e-1), (9, 2.097847961257068), (13, 5.371920351148152)];

    /// <summary>e^A by scaling and squaring with Padé approximants. NaN or ∞ in a matrix gives NaN.</summary>
    /// <remarks>Source: Higham 2005, "The scaling and squaring method for the matrix exponential revisited", algorithm 2.3.</remarks>
    public static NdArray Exp(NdArray a) => Each(a, "Expm", Exp);

    /// <summary>The principal square root.</summary>
    /// <exception cref="LinearAlgebraException">A matrix has a negative eigenvalue, or none that is a root.</exception>
    public static NdArray Sqrt(NdArray a) => Each(a, "Sqrtm", (matrix, n, name) =>
    {
        var schur = Schur(matrix, n, name);
        return Real(schur, SchurForm.Sqrt(schur.T, n), name, "square root");
    });

    /// <summary>The principal logarithm, by square roots until the matrix is near 1 and a Padé approximant there.</summary>
    /// <remarks>Source: Higham, "Functions of matrices" (2008), section 11.5; the approximant as Gauss and Legendre's quadrature of ∫ X·(1 + t·X)⁻¹ dt.</remarks>
    /// <exception cref="LinearAlgebraException">A matrix has a negative eigenvalue, or is singular.</exception>
    public static NdArray Log(NdArray a) => Each(a, "Logm", (matrix, n, name) =>
    {
        var schur = Schur(matrix, n, name);
        return Real(schur, Log(schur.T, n), name, "logarithm");
    });

    /// <summary>The X with A·X + X·B = Q for stacks of (m, m), (n, n) and (m, n). Source: Bartels and Stewart 1972.</summary>
    /// <exception cref="LinearAlgebraException">An eigenvalue of A is the negative of one of B.</exception>
    public static NdArray Sylvester(NdArray a, NdArray b, NdArray q)
    {
        int m = q.Shape[-2], n = q.Shape[-1];
        var result = NdArray.Allocate<double>(q.Shape);
        double[] left = a.ToArray<double>(), right = b.ToArray<double>(), target = q.ToArray<double>();
        for (var i = 0; i < MatrixStack.Count(q.Shape); i++)
        {
            var y = result.Span<double>().Slice(i * m * n, m * n);
            ReadOnlySpan<double> ai = left.AsSpan(i * m * m, m * m), bi = right.AsSpan(i * n * n, n * n), qi = target.AsSpan(i * m * n, m * n);
            if (RowOperations.IsFinite(ai) && RowOperations.IsFinite(bi)) Sylvester(Schur(ai, m, "SolveSylvester"), m, Schur(bi, n, "SolveSylvester"), n, qi, y, MatrixStack.Name(q.Shape, i));
            else y.Fill(double.NaN);
        }

        return result.Cast(q.DType);
    }

    private static void Sylvester(SchurForm a, int m, SchurForm b, int n, ReadOnlySpan<double> q, Span<double> x, string name)
    {
        // F = Uᴴ·Q·V, then T·Y + Y·S = F column by column, then X = U·Y·Vᴴ.
        var f = new Complex[m * n];
        for (var i = 0; i < m; i++)
            for (var k = 0; k < m; k++)
                for (var j = 0; j < n; j++) f[i * n + j] += Complex.Conjugate(a.U[k * m + i]) * q[k * n + j];
        f = Times(f, m, n, b.U);
        var size = a.T.Concat(b.T).Select(Complex.Abs).DefaultIfEmpty().Max();
        for (var c = 0; c < n; c++)
            for (var i = m - 1; i >= 0; i--)
            {
                var sum = f[i * n + c];
                for (var k = 0; k < c; k++) sum -= f[i * n + k] * b.T[k * n + c];
                for (var k = i + 1; k < m; k++) sum -= a.T[i * m + k] * f[k * n + c];
                var divisor = a.T[i * m + i] + b.T[c * n + c];
                if (Complex.Abs(divisor) <= 1e-15 * size)
                    throw new LinearAlgebraException($"SolveSylvester: {name}: an eigenvalue of the first matrix is the negative of one of the second, so there is no single solution. Add a small multiple of the identity to one of them.");
                f[i * n + c] = sum / divisor;
            }

        f = Times(f, m, n, SchurForm.ConjugateTransposed(b.U, n));
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                Complex sum = 0;
                for (var k = 0; k < m; k++) sum += a.U[i * m + k] * f[k * n + j];
                x[i * n + j] = sum.Real;
            }
    }

    private static Complex[] Times(Complex[] f, int m, int n, Complex[] v)
    {
        var y = new Complex[m * n];
        for (var i = 0; i < m; i++)
            for (var k = 0; k < n; k++)
                for (var j = 0; j < n; j++) y[i * n + j] += f[i * n + k] * v[k * n + j];
        return y;
    }

    private delegate double[] MatrixFunction(ReadOnlySpan<double> matrix, int n, string name);

    private static NdArray Each(NdArray a, string function, MatrixFunction f)
    {
        var n = a.Shape[-1];
        var values = a.ToArray<double>();
        var result = NdArray.Allocate<double>(a.Shape);
        for (var i = 0; i < MatrixStack.Count(a.Shape); i++)
        {
            var matrix = values.AsSpan(i * n * n, n * n);
            var y = result.Span<double>()[(i * n * n)..];
            if (RowOperations.IsFinite<double>(matrix)) f(matrix, n, $"{function}: {MatrixStack.Name(a.Shape, i)} of shape ({n}, {n})").CopyTo(y);
            else y[..(n * n)].Fill(double.NaN);
        }

        return result.Cast(a.DType);
    }

    private static double[] Exp(ReadOnlySpan<double> matrix, int n, string name)
    {
        if (n == 0) return [];
        var a = NdArray.From(matrix, [n, n]);
        var norm = a.Abs().Sum([0]).Max().Item();
        foreach (var (degree, limit) in s_degrees)
            if (norm <= limit || degree == 13)
            {
                var squarings = norm <= limit ? 0 : (int)Math.Ceiling(Math.Log2(norm / limit));
                var y = Pade(a * Math.ScaleB(1, -squarings), degree);
                for (var i = 0; i < squarings; i++) y = MatMulLoop.Multiply(y, y);
                return y.ToArray<double>();
            }

        throw new InvalidOperationException(name);
    }

    /// <summary>The diagonal Padé approximant (V - U)⁻¹·(V + U) of e^A, U the odd and V the even part; by Horner's rule in A².</summary>
    private static NdArray Pade(NdArray a, int degree)
    {
        var n = a.Shape[0];
        var identity = new double[n * n];
        for (var i = 0; i < n; i++) identity[i * n + i] = 1;
        var one = NdArray.From<double>(identity, [n, n]);
        var c = new double[degree + 1];
        c[0] = 1;
        for (var k = 1; k <= degree; k++) c[k] = c[k - 1] * (degree - k + 1) / (k * (2.0 * degree - k + 1));
        var square = MatMulLoop.Multiply(a, a);
        NdArray u = one * c[degree], v = one * c[degree - 1];
        for (var k = degree - 2; k >= 1; k -= 2)
        {
            u = MatMulLoop.Multiply(square, u) + one * c[k];
            v = MatMulLoop.Multiply(square, v) + one * c[k - 1];
        }

        u = MatMulLoop.Multiply(a, u);
        return LuLoop.Solve(v - u, v + u, "Expm");
    }

    private static Complex[] Log(Complex[] t, int n)
    {
        var root = t;
        var roots = 0;
        for (; roots < 100 && DistanceFromOne(root, n) > 0.25; roots++) root = SchurForm.Sqrt(root, n);
        for (var i = 0; i < n; i++) root[i * n + i] -= 1; // a copy, unless no root was taken
        var log = new Complex[n * n];
        foreach (var (node, weight) in Quadrature(8))
        {
            // (1 + node·X)·Y = X by back substitution.
            for (var j = 0; j < n; j++)
            {
                var y = new Complex[j + 1];
                for (var i = j; i >= 0; i--)
                {
                    var sum = root[i * n + j];
                    for (var k = i + 1; k <= j; k++) sum -= node * root[i * n + k] * y[k];
                    y[i] = sum / (1 + node * root[i * n + i]);
                    log[i * n + j] += weight * y[i];
                }
            }
        }

        for (var i = 0; i < log.Length; i++) log[i] *= Math.ScaleB(1, roots);
        return log;
    }

    private static double DistanceFromOne(Complex[] t, int n)
    {
        var largest = 0.0;
        for (var j = 0; j < n; j++)
        {
            var sum = 0.0;
            for (var i = 0; i <= j; i++) sum += Complex.Abs(t[i * n + j] - (i == j ? 1 : 0));
            largest = Math.Max(largest, sum);
        }

        return largest;
    }

    /// <summary>Gauss and Legendre's nodes and weights on [0, 1]: the roots of the Legendre polynomial by Newton's method.</summary>
    private static IEnumerable<(double Node, double Weight)> Quadrature(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var x = Math.Cos(Math.PI * (i - 0.25) / (count + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 20; step++)
            {
                double last = 1, p = x;
                for (var k = 2; k <= count; k++) (last, p) = (p, ((2 * k - 1) * x * p - (k - 1) * last) / k);
                slope = count * (x * p - last) / (x * x - 1);
                x -= p / slope;
            }

            yield return ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope));
        }
    }

    private static SchurForm Schur(ReadOnlySpan<double> matrix, int n, string name)
    {
        var schur = new SchurForm(matrix, n);
        return schur.HasConverged ? schur : throw new LinearAlgebraException($"{name}: the QR iteration for its eigenvalues did not converge.");
    }

    private static double[] Real(SchurForm schur, Complex[] x, string name, string what)
    {
        var y = schur.Back(x, out var imaginary);
        var size = y.Length == 0 ? 0 : y.Max(Math.Abs);
        if (!double.IsFinite(size)) throw new LinearAlgebraException($"{name} is singular and has no {what}. Add a small multiple of the identity.");
        return imaginary <= 1e-7 * size ? y : throw new LinearAlgebraException($"{name} has a negative eigenvalue, so its principal {what} is complex. Shift the matrix by a multiple of the identity.");
    }
}
