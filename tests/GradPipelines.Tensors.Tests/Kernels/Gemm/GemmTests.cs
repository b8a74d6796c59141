using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

public sealed unsafe class GemmTests
{
    private static readonly (int M, int N, int K)[] Shapes =
    [
        (1, 1, 1), (2, 3, 4), (4, 4, 4), (5, 7, 3), (7, 5, 17), (8, 8, 8), (13, 33, 17), (16, 15, 31), (17, 31, 16), (29, 100, 5),
        (1, 17, 31), (31, 1, 17), (1, 1, 129), (64, 64, 64), (3, 129, 64), (6, 65, 9), (129, 4, 4), (4, 129, 4), (4, 4, 129), (12, 48, 1),
        (100, 100, 100), (25, 47, 129), (33, 80, 40), (129, 31, 129), (129, 10, 64), (70, 3, 100), (1, 2100, 19), (9, 1, 300), (11, 64, 13),
    ];

    private static readonly GemmSteps[] Epilogues =
    [
        GemmSteps.None, GemmSteps.Accumulate, GemmSteps.AddBias | GemmSteps.Relu,
        GemmSteps.Accumulate | GemmSteps.AddBias | GemmSteps.Relu | GemmSteps.MaskByAuxiliary, GemmSteps.MaskByAuxiliary,
    ];

    public static TheoryData<int, bool> Kernels()
    {
        var all = new TheoryData<int, bool> { { 512, false }, { 256, false }, { 128, false } };
        if (Avx512F.IsSupported)
        {
            all.Add(512, true);
        }

        if (Avx2.IsSupported)
        {
            all.Add(256, true);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Multiply_OfFloats_IsWithinTheBoundOfItsSums(int bits, bool emitted) => CheckShapes<float>(bits, emitted);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Multiply_OfDoubles_IsWithinTheBoundOfItsSums(int bits, bool emitted) => CheckShapes<double>(bits, emitted);

    [Theory]
    [InlineData(200, 300, 700)]
    [InlineData(37, 1100, 1030)]
    [InlineData(300, 64, 1500)]
    [InlineData(64, 600, 900)]
    public void Multiply_OfLargeMatrices_IsWithinTheBoundInEveryLayout(int m, int n, int k)
    {
        for (var layout = 0; layout < 4; layout++)
        {
            Check<float>(GemmKernels.For<float>(), m, n, k, layout, pad: 3, GemmSteps.Accumulate | GemmSteps.AddBias, threads: 2, every: 23);
            Check<double>(GemmKernels.For<double>(), m, n, k, layout, pad: 0, GemmSteps.Relu, threads: 1, every: 23);
        }
    }

    [Fact]
    public void Multiply_OnTwoThreads_GivesTheBytesOfOne()
    {
        foreach (var (m, n, k) in new[] { (64, 64, 64), (100, 100, 100), (129, 257, 600), (513, 70, 1100), (515, 10, 128), (7, 900, 300), (900, 1, 300), (1, 900, 300) })
        {
            for (var layout = 0; layout < 4; layout++)
            {
                CheckThreads<float>(m, n, k, layout);
                CheckThreads<double>(m, n, k, layout);
            }
        }
    }

    [Fact]
    public void Multiply_OfNothing_WritesNothing()
    {
        double* nowhere = null;
        Gemm.Multiply(0, 5, 5, nowhere, 5, 1, nowhere, 5, 1, nowhere, 5);
        Gemm.Multiply(5, 0, 5, nowhere, 5, 1, nowhere, 0, 1, nowhere, 0);
    }

    [Fact]
    public void Multiply_WithEmptySums_GivesTheEpilogueOfZero()
    {
        float[] c = [1, 2, 3, 4, 5, 6], bias = [-1, 2];
        fixed (float* pointer = c, row = bias)
        {
            Gemm.Multiply(2, 2, 0, pointer, 0, 1, pointer, 2, 1, pointer, 3, new GemmEpilogue<float>(GemmSteps.AddBias | GemmSteps.Relu, row));
        }

        Assert.Equal([0, 2, 3, 0, 2, 6], c);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Multiply_OfZeroAndNonFinite_IsNaN(double value)
    {
        foreach (var (m, n, k) in new[] { (3, 3, 3), (20, 40, 30), (1, 9, 9), (9, 1, 9) })
        {
            double[] a = new double[m * k], b = new double[k * n], c = new double[m * n];
            b[(k - 1) * n] = value;
            fixed (double* pa = a, pb = b, pc = c)
            {
                Gemm.Multiply(m, n, k, pa, k, 1, pb, n, 1, pc, n, new GemmEpilogue<double>(GemmSteps.Relu));
            }

            for (var i = 0; i < c.Length; i++)
            {
                Assert.Equal(i % n == 0 ? double.NaN : 0, c[i]);
            }
        }
    }

    [Fact]
    public void Multiply_WithAnyStrides_ReadsTheElementsTheyName()
    {
        // A: every third column of every second row; B: a broadcast column (stride 0) of a reversed vector.
        const int m = 19, n = 37, k = 23;
        var values = new double[m * 2 * k * 3 + k];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i % 17 - 8;
        }

        var c = new double[m * n];
        fixed (double* a = values, pc = c)
        {
            Gemm.Multiply(m, n, k, a, 2 * 3 * k, 3, a + k - 1, -1, 0, pc, n);
        }

        for (var i = 0; i < m; i++)
        {
            double expected = 0;
            for (var l = 0; l < k; l++)
            {
                expected += values[i * 6 * k + 3 * l] * values[k - 1 - l];
            }

            Assert.All(c[(i * n)..((i + 1) * n)], x => Assert.Equal(expected, x));
        }
    }

    [Theory]
    [InlineData(5, 3, 4, 6, false)]
    [InlineData(5, 3, 4, 6, true)]
    [InlineData(3, 70, 40, 50, false)]
    [InlineData(1, 90, 40, 50, false)]
    [InlineData(40, 1, 33, 20, false)]
    [InlineData(40, 7, 1, 20, true)]
    [InlineData(4, 2, 3, 0, false)]
    public void MultiplyBatched_IsALoopOfProducts(int count, int m, int n, int k, bool sameB)
    {
        var random = new Random(1);
        var a = Enumerable.Range(0, count * m * k).Select(_ => random.NextDouble()).ToArray();
        var b = Enumerable.Range(0, (sameB ? 1 : count) * k * n).Select(_ => random.NextDouble()).ToArray();
        var bias = Enumerable.Range(0, n).Select(_ => random.NextDouble()).ToArray();
        var auxiliary = Enumerable.Range(0, count * m * n).Select(_ => random.NextDouble() - 0.5).ToArray();
        foreach (var threads in new[] { 1, 2 })
        {
            double[] c = new double[count * m * n], expected = new double[count * m * n];
            fixed (double* pa = a, pb = b, pc = c, pe = expected, row = bias, mask = auxiliary)
            {
                const GemmSteps steps = GemmSteps.AddBias | GemmSteps.MaskByAuxiliary;
                Gemm.MultiplyBatched(
                    count, m, n, k, pa, m * k, k, 1, pb, sameB ? 0 : k * n, n, 1, pc, m * n, n,
                    new GemmEpilogue<double>(steps, row, mask, n), m * n, threads);
                for (var i = 0; i < count; i++)
                {
                    Gemm.Multiply(
                        m, n, k, pa + i * m * k, k, 1, pb + (sameB ? 0 : i * k * n), n, 1, pe + i * m * n, n,
                        new GemmEpilogue<double>(steps, row, mask + i * m * n, n));
                }
            }

            // A batch that is one product may sum in another order: a few roundings of sums below 50.
            Assert.All(c.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-13));
        }
    }

    private static void CheckShapes<T>(int bits, bool emitted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernels = GemmKernels.Create<T>(bits, emitted);
        var number = 0;
        foreach (var (m, n, k) in Shapes)
        {
            for (var layout = 0; layout < 4; layout++)
            {
                Check<T>(kernels, m, n, k, layout, pad: number % 3, Epilogues[number % Epilogues.Length], threads: 1);
                number++;
            }
        }
    }

    private static void Check<T>(GemmKernels kernels, int m, int n, int k, int layout, int pad, GemmSteps steps, int threads, int every = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var product = new GemmCase<T>(m, n, k, (layout & 1) != 0, (layout & 2) != 0, pad, seed: m + n + k);
        product.Run(kernels, steps, threads);
        var wrong = product.Check(steps, every);
        Assert.True(wrong is null, $"{typeof(T).Name} {m} x {n} x {k}, layout {layout}, pad {pad}, {steps}: {wrong}");
    }

    private static void CheckThreads<T>(int m, int n, int k, int layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var product = new GemmCase<T>(m, n, k, (layout & 1) != 0, (layout & 2) != 0, pad: 1, seed: 7);
        product.Run(GemmKernels.For<T>(), GemmSteps.Accumulate, threads: 1);
        var one = product.C.ToArray();
        foreach (var threads in new[] { 2, 3, 5 })
        {
            product.Reset();
            product.Run(GemmKernels.For<T>(), GemmSteps.Accumulate, threads);
            Assert.True(product.C.SequenceEqual(one), $"{typeof(T).Name} {m} x {n} x {k}, layout {layout}, {threads} threads");
        }
    }
}
