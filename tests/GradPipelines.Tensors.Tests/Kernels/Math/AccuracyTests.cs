namespace GradPipelines.Tests.Kernels;

public sealed class AccuracyTests(ITestOutputHelper output)
{
    public static TheoryData<string> Functions => [.. UnaryCase.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_AgainstBigReal_StaysWithinTheBound(string name) => Survey(name, 600);

    /// <summary>The figures of docs/accuracy.md: <c>-explicit only -method *Survey*</c>, minutes.</summary>
    /// <remarks>The environment variable ULP_FUNCTION picks one function.</remarks>
    [Theory(Explicit = true)]
    [MemberData(nameof(Functions))]
    public void Float64_Survey(string name)
    {
        if (Environment.GetEnvironmentVariable("ULP_FUNCTION") is null or "" || Environment.GetEnvironmentVariable("ULP_FUNCTION") == name)
        {
            Survey(name, 100_000);
        }
    }

    /// <summary>Every 1009th float and all widths; the benchmark program takes every one.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_EveryThousandthArgument_StaysWithinTheBoundInEveryWidth(string name)
    {
        const uint Stride = 1009;
        const int Block = 4096;
        var function = UnaryCase.ByName(name);
        float[] x = new float[Block], y = new float[Block], other = new float[Block];
        var worst = 0.0;
        var at = 0f;
        for (ulong bits = 0; bits < 1UL << 32; bits += Stride * (ulong)Block)
        {
            for (var i = 0; i < Block; i++)
            {
                x[i] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits + (ulong)i * Stride, uint.MaxValue));
            }

            function.Single(UnaryCase.Widths[0])(x, y);
            foreach (var width in UnaryCase.Widths.Skip(1))
            {
                if (width == 1 && bits / Stride / Block % 8 != 0)
                {
                    continue; // slow, and an eighth shows as much
                }

                function.Single(width)(x, other);
                for (var i = 0; i < Block; i++)
                {
                    if (BitConverter.SingleToInt32Bits(y[i]) != BitConverter.SingleToInt32Bits(other[i]) && !(float.IsNaN(y[i]) && float.IsNaN(other[i])))
                    {
                        Assert.Fail($"{name}({x[i]:R}) is {y[i]:R} at width {UnaryCase.Widths[0]} and {other[i]:R} at width {width}.");
                    }
                }
            }

            for (var i = 0; i < Block; i++)
            {
                var error = Ulp.Error(y[i], function.SingleReference(x[i]));
                if (error > worst)
                {
                    (worst, at) = (error, x[i]);
                }
            }
        }

        output.WriteLine($"{name} float32: {worst:0.000} ulp at {at:R}");
        Assert.True(worst <= function.Bound, $"{name}({at:R}) is {worst:0.000} ulp off; the bound is {function.Bound}.");
    }

    private void Survey(string name, int count)
    {
        var function = UnaryCase.ByName(name);
        var random = new Random(20260101);
        var x = new List<double>(Edges);
        for (var i = 0; i < count; i++)
        {
            x.Add(BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));
            x.Add(function.Low + (function.High - function.Low) * random.NextDouble());
            x.Add(Math.Round((random.NextDouble() - 0.5) * 200_000) * (Math.PI / 2));
            x.Add((random.NextDouble() < 0.5 ? -1 : 1) * Math.Pow(10, 6 * random.NextDouble() - 3));
            x.Add(1 + (random.NextDouble() - 0.5) * Math.Pow(10, -6 * random.NextDouble()));
        }

        var arguments = x.Where(v => double.IsFinite(v) && v != 0 && function.Domain(v)).ToArray();
        double[] y = new double[arguments.Length], other = new double[arguments.Length];
        function.Double(UnaryCase.Widths[0])(arguments, y);
        foreach (var width in UnaryCase.Widths.Skip(1))
        {
            function.Double(width)(arguments, other);
            for (var i = 0; i < y.Length; i++)
            {
                Assert.True(
                    BitConverter.DoubleToInt64Bits(y[i]) == BitConverter.DoubleToInt64Bits(other[i]) || (double.IsNaN(y[i]) && double.IsNaN(other[i])),
                    $"{name}({arguments[i]:R}) is {y[i]:R} at width {UnaryCase.Widths[0]} and {other[i]:R} at width {width}.");
            }
        }

        var worst = 0.0;
        var at = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var error = Ulp.Error(y[i], function.Reference(arguments[i]));
            if (!(error <= worst))
            {
                (worst, at) = (error, arguments[i]);
            }
        }

        output.WriteLine($"{name} float64: {worst:0.000} ulp at {at:R} of {arguments.Length} arguments");
        Assert.True(worst <= function.Bound, $"{name}({at:R}) is {worst:0.000} ulp off; the bound is {function.Bound}.");
    }

    /// <summary>Subnormal numbers, thresholds of overflow and underflow, and the double closest to a multiple of π/2.</summary>
    private static double[] Edges =>
    [
        double.Epsilon, -double.Epsilon, 1e-310, -1e-310, 2.2250738585072014e-308, 1e-300, -1e-300, 1e-20, -1e-20, 0.5, -0.5, 1, -1, 2, -2,
        709.78271289338397, 709.79, -708.39, -708.5, -740, -745.13, -745.14, 710.47, 710.4758600739439, -710.4758600739439, 1023.9999, 1024, -1022, -1074, -1074.5,
        Math.PI, Math.PI / 2, -Math.PI, 6381956970095103.0 * Math.Pow(2, 797), 1e22, 500_000.1, 499_999.9, double.MaxValue, double.MinValue,
        22, 355, 52174, 26.5, 26.54, 27.2, 27.226, 36.7, 37, -36.7,
    ];
}
