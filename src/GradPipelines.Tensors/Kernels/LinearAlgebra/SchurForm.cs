using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>A = U·T·Uᴴ with upper triangular T and unitary U, both complex: reduction to Hessenberg form and QR steps with Wilkinson's shift, by rotations.</summary>
/// <remarks>
/// The complex form has no 2×2 blocks, so what is built on it (square roots, logarithms, Sylvester's equation) is plain back substitution;
/// it costs about four times the real form. Source: Golub and Van Loan, sections 7.4 and 7.5.
/// </remarks>
internal sealed class SchurForm
{
    private readonly int _n;

    /// <summary>The triangular factor, row by row.</summary>
    public Complex[] T { get; }

    /// <summary>The unitary factor, row by row.</summary>
    public Complex[] U { get; }

    public bool HasConverged { get; }

    public SchurForm(ReadOnlySpan<double> a, int n)
    {
        _n = n;
        T = new Complex[n * n];
        U = new Complex[n * n];
        for (var i = 0; i < n * n; i++) T[i] = a[i];
        for (var i = 0; i < n; i++) U[i * n + i] = 1;
        for (var k = 0; k < n - 2; k++)
            for (var i = n - 1; i > k + 1; i--)
            {
                var (f, g) = Rotation(T[(i - 1) * n + k], T[i * n + k]);
                Rows(i - 1, f, g, k);
                Columns(i - 1, f, g, n);
                T[i * n + k] = 0;
            }

        HasConverged = Iterate();
    }

    /// <summary>U·X·Uᴴ for X upper triangular: the real part, and the largest imaginary magnitude.</summary>
    public double[] Back(Complex[] x, out double imaginary)
    {
        var product = Multiply(Multiply(U, x, _n), ConjugateTransposed(U, _n), _n);
        imaginary = 0;
        var result = new double[_n * _n];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = product[i].Real;
            imaginary = Math.Max(imaginary, Math.Abs(product[i].Imaginary));
        }

        return result;
    }

    /// <summary>The square root of an upper triangular matrix (Björck and Hammarling 1983).</summary>
    public static Complex[] Sqrt(Complex[] t, int n)
    {
        var r = new Complex[n * n];
        for (var j = 0; j < n; j++)
        {
            r[j * n + j] = Complex.Sqrt(t[j * n + j]);
            for (var i = j - 1; i >= 0; i--)
            {
                var sum = t[i * n + j];
                for (var k = i + 1; k < j; k++) sum -= r[i * n + k] * r[k * n + j];
                r[i * n + j] = sum == 0 ? 0 : sum / (r[i * n + i] + r[j * n + j]);
            }
        }

        return r;
    }

    public static Complex[] Multiply(Complex[] a, Complex[] b, int n)
    {
        var c = new Complex[n * n];
        for (var i = 0; i < n; i++)
            for (var k = 0; k < n; k++)
            {
                var s = a[i * n + k];
                if (s == 0) continue;
                for (var j = 0; j < n; j++) c[i * n + j] += s * b[k * n + j];
            }

        return c;
    }

    public static Complex[] ConjugateTransposed(Complex[] a, int n)
    {
        var result = new Complex[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) result[j * n + i] = Complex.Conjugate(a[i * n + j]);
        return result;
    }

    private bool Iterate()
    {
        var norm = T.Length == 0 ? 0 : T.Max(Size);
        var iteration = 0;
        for (var high = _n - 1; high > 0;)
        {
            var low = high;
            for (; low > 0; low--)
            {
                var size = Size(T[(low - 1) * _n + low - 1]) + Size(T[low * _n + low]);
                if (Size(T[low * _n + low - 1]) > 1.1e-16 * (size == 0 ? norm : size)) continue;
                T[low * _n + low - 1] = 0;
                break;
            }

            if (low == high)
            {
                high--;
                iteration = 0;
                continue;
            }

            if (++iteration > 60) return false;
            Step(low, high, iteration % 10 == 0 ? Exceptional(high) : Wilkinson(high));
        }

        return true;
    }

    /// <summary>T - shift = Q·R becomes R·Q + shift, on the rows and columns from low to high.</summary>
    private void Step(int low, int high, Complex shift)
    {
        for (var i = 0; i < _n; i++) T[i * _n + i] -= shift;
        var rotations = new (Complex F, Complex G)[high - low];
        for (var k = low; k < high; k++)
        {
            rotations[k - low] = Rotation(T[k * _n + k], T[(k + 1) * _n + k]);
            Rows(k, rotations[k - low].F, rotations[k - low].G, k);
            T[(k + 1) * _n + k] = 0;
        }

        for (var k = low; k < high; k++) Columns(k, rotations[k - low].F, rotations[k - low].G, Math.Min(k + 2, high + 1));
        for (var i = 0; i < _n; i++) T[i * _n + i] += shift;
    }

    /// <summary>The eigenvalue of the last 2×2 block that is nearer to its last element.</summary>
    private Complex Wilkinson(int high)
    {
        Complex a = T[(high - 1) * _n + high - 1], b = T[(high - 1) * _n + high], c = T[high * _n + high - 1], d = T[high * _n + high];
        var half = (a - d) / 2;
        var root = Complex.Sqrt(half * half + b * c);
        var far = (half.Real * root.Real) + (half.Imaginary * root.Imaginary) >= 0 ? half + root : half - root;
        return far == 0 ? d : d - b * c / far;
    }

    private Complex Exceptional(int high) => T[high * _n + high] + Size(T[high * _n + high - 1]);

    private static double Size(Complex z) => Math.Abs(z.Real) + Math.Abs(z.Imaginary);

    /// <summary>(f, g) of length 1, so that conj(f)·x + conj(g)·y is the length of (x, y) and -g·x + f·y is 0.</summary>
    private static (Complex F, Complex G) Rotation(Complex x, Complex y)
    {
        var length = double.Hypot(double.Hypot(x.Real, x.Imaginary), double.Hypot(y.Real, y.Imaginary));
        return length == 0 ? (1, 0) : (x / length, y / length);
    }

    private void Rows(int i, Complex f, Complex g, int from)
    {
        var (fc, gc) = (Complex.Conjugate(f), Complex.Conjugate(g));
        for (var j = from; j < _n; j++)
        {
            Complex x = T[i * _n + j], y = T[(i + 1) * _n + j];
            T[i * _n + j] = fc * x + gc * y;
            T[(i + 1) * _n + j] = f * y - g * x;
        }
    }

    private void Columns(int j, Complex f, Complex g, int rows)
    {
        Rotate(T, j, f, g, rows);
        Rotate(U, j, f, g, _n);
    }

    private void Rotate(Complex[] m, int j, Complex f, Complex g, int rows)
    {
        var (fc, gc) = (Complex.Conjugate(f), Complex.Conjugate(g));
        for (var i = 0; i < rows; i++)
        {
            Complex x = m[i * _n + j], y = m[i * _n + j + 1];
            m[i * _n + j] = x * f + y * g;
            m[i * _n + j + 1] = y * fc - x * gc;
        }
    }
}
