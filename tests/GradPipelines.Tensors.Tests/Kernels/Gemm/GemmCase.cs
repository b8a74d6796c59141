using System.Numerics;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>One product with guarded, unaligned operands, and its check against sums in higher precision.</summary>
/// <remarks>
/// The bound is that of a sum in any order: |error| &lt;= (k + 3) u sum |a b| (Higham, Accuracy and Stability, section 3.1),
/// so nothing in it is tuned. Float sums are compared with sums in double, double ones with sums in twice the precision (two doubles).
/// </remarks>
internal sealed unsafe class GemmCase<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 64;
    private readonly List<nint> memory = [];
    private readonly int m;
    private readonly int n;
    private readonly int k;
    private readonly bool transposeA;
    private readonly bool transposeB;
    private readonly int pad;
    private readonly T* a;
    private readonly T* b;
    private readonly T* c;
    private readonly T* before;
    private readonly T* bias;
    private readonly T* auxiliary;
    private readonly int sizeC;

    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="transposeA">A is stored as its transpose.</param>
    /// <param name="transposeB">B is stored as its transpose.</param>
    /// <param name="pad">Elements by which rows are longer than wide, and by which every matrix is off alignment.</param>
    /// <param name="seed">Of the values, which are in (-1, 1).</param>
    public GemmCase(int m, int n, int k, bool transposeA, bool transposeB, int pad, int seed)
    {
        (this.m, this.n, this.k, this.transposeA, this.transposeB, this.pad) = (m, n, k, transposeA, transposeB, pad);
        var random = new Random(seed);
        a = Fill(random, (transposeA ? k : m) * ((transposeA ? m : k) + pad));
        b = Fill(random, (transposeB ? n : k) * ((transposeB ? k : n) + pad));
        sizeC = m * (n + pad);
        c = Fill(random, sizeC);
        bias = Fill(random, n);
        auxiliary = Fill(random, m * (n + 2 * pad));
        before = Fill(random, sizeC);
        new Span<T>(c - Guard, sizeC + 2 * Guard).CopyTo(new Span<T>(before - Guard, sizeC + 2 * Guard));
    }

    public Span<T> C => new(c, sizeC);

    public T* A => a;

    public void Run(GemmKernels kernels, GemmSteps steps, int threads) =>
        Gemm.Multiply(
            kernels, m, n, k,
            a, transposeA ? 1 : k + pad, transposeA ? m + pad : 1,
            b, transposeB ? 1 : n + pad, transposeB ? k + pad : 1,
            c, n + pad,
            new GemmEpilogue<T>(steps, bias, auxiliary, n + 2 * pad), threads);

    /// <summary>Restores C to what it held before <see cref="Run"/>.</summary>
    public void Reset() => new Span<T>(before, sizeC).CopyTo(C);

    /// <summary>Null, or what is wrong.</summary>
    /// <param name="steps">What <see cref="Run"/> was given.</param>
    /// <param name="every">Compare only every so many-th element, and the last row and column, where the reference is slow.</param>
    public string? Check(GemmSteps steps, int every = 1)
    {
        for (var i = -Guard; i < sizeC + Guard; i++)
        {
            var inside = i >= 0 && i < sizeC && i % (n + pad) < n;
            if (!inside && !c[i].Equals(before[i]))
            {
                return $"wrote outside C, element {i} of {m} x ({n} + {pad})";
            }
        }

        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if ((i * n + j) % every != 0 && i != m - 1 && j != n - 1)
                {
                    continue;
                }

                var (expected, bound) = Expected(steps, i, j);
                var actual = double.CreateChecked(c[i * (n + pad) + j]);
                if (!(Math.Abs(actual - expected) <= bound))
                {
                    return $"C[{i}, {j}] is {actual:R}, not {expected:R} within {bound:E1}";
                }
            }
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var block in memory)
        {
            NativeMemory.Free((void*)block);
        }
    }

    private (double Value, double Bound) Expected(GemmSteps steps, int i, int j)
    {
        double sum = 0, low = 0, magnitude = 0;
        void Add(double x, double y)
        {
            // x y exactly, as two doubles, then a two-sum: about 106 bits in all.
            double product = x * y, rest = Math.FusedMultiplyAdd(x, y, -product), total = sum + product, part = total - sum;
            low += (sum - (total - part)) + (product - part) + rest;
            sum = total;
            magnitude += Math.Abs(product);
        }

        for (var l = 0; l < k; l++)
        {
            Add(
                double.CreateChecked(transposeA ? a[l * (m + pad) + i] : a[i * (k + pad) + l]),
                double.CreateChecked(transposeB ? b[j * (k + pad) + l] : b[l * (n + pad) + j]));
        }

        if (steps.HasFlag(GemmSteps.Accumulate))
        {
            Add(1, double.CreateChecked(before[i * (n + pad) + j]));
        }

        if (steps.HasFlag(GemmSteps.AddBias))
        {
            Add(1, double.CreateChecked(bias[j]));
        }

        var value = sum + low;
        if (steps.HasFlag(GemmSteps.Relu))
        {
            value = Math.Max(value, 0);
        }

        if (steps.HasFlag(GemmSteps.MaskByAuxiliary) && auxiliary[i * (n + 2 * pad) + j] <= T.Zero)
        {
            return (0, 0);
        }

        var roundoff = sizeof(T) == 4 ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);
        return (value, (k + 3) * roundoff * magnitude);
    }

    private T* Fill(Random random, int count)
    {
        var block = (T*)NativeMemory.Alloc((nuint)(count + 2 * Guard + 2 * pad), (nuint)sizeof(T));
        memory.Add((nint)block);
        for (var i = 0; i < count + 2 * Guard + pad; i++)
        {
            block[i] = T.CreateChecked(random.NextDouble() * 2 - 1);
        }

        return block + Guard + pad;
    }
}
