namespace GradPipelines.Tests.Kernels;

public sealed class BinaryFunctionTests(ITestOutputHelper output)
{
    public static TheoryData<string> Functions => [.. BinaryCase.All.Select(c => c.Name)];

    /// <summary>Every pair of them, in every width, must give what System.Math gives (IEEE 754-2019, 9.2.1).</summary>
    private static double[] Special =>
    [
        0.0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1.5, -1.5, 1e300, -1e300, 9007199254740993.0, -9007199254740992.0,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 1e-310,
    ];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float64_AgainstBigReal_StaysWithinTheBound(string name) => Survey(name, 2000);

    [Theory(Explicit = true)]
    [MemberData(nameof(Functions))]
    public void Float64_Survey(string name) => Survey(name, 300_000);

    [Theory]
    [MemberData(nameof(Functions))]
    public void SpecialValues_OfEveryPair_AreThoseOfSystemMath(string name)
    {
        var function = BinaryCase.ByName(name);
        var pairs = Special.SelectMany(x => Special.Select(y => (x, y))).ToArray();
        double[] x = [.. pairs.Select(p => p.x)], y = [.. pairs.Select(p => p.y)];
        var z = new double[x.Length];
        float[] xf = [.. x.Select(v => (float)v)], yf = [.. y.Select(v => (float)v)];
        var zf = new float[x.Length];
        foreach (var width in UnaryCase.Widths)
        {
            function.Double(width)(x, y, z);
            function.Single(width)(xf, yf, zf);
            for (var i = 0; i < z.Length; i++)
            {
                AssertSame(function.SystemMath(x[i], y[i]), z[i], $"{name}({x[i]:R}, {y[i]:R}) float64 at width {width}");
                AssertSame((float)function.SystemMath(xf[i], yf[i]), zf[i], $"{name}({xf[i]:R}, {yf[i]:R}) float32 at width {width}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_RandomPairs_AreRoundedFloat64(string name)
    {
        var function = BinaryCase.ByName(name);
        var random = new Random(7);
        const int Count = 500_000;
        float[] x = new float[Count], y = new float[Count], z = new float[Count], other = new float[Count];
        for (var i = 0; i < Count; i++)
        {
            x[i] = (i & 1) == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : 4 * random.NextSingle();
            y[i] = (i & 2) == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : 100 * random.NextSingle() - 50;
        }

        function.Single(UnaryCase.Widths[0])(x, y, z);
        foreach (var width in UnaryCase.Widths.Skip(1))
        {
            function.Single(width)(x, y, other);
            Assert.Equal(z, other);
        }

        var worst = 0.0;
        for (var i = 0; i < Count; i++)
        {
            worst = Math.Max(worst, Ulp.Error(z[i], function.SystemMath(x[i], y[i])));
        }

        output.WriteLine($"{name} float32: {worst:0.000} ulp");
        Assert.True(worst <= 0.51, $"{name}: {worst:0.000} ulp.");
    }

    private static void AssertSame(double expected, double actual, string what)
    {
        var same = double.IsNaN(expected) ? double.IsNaN(actual)
            : double.IsFinite(expected) && expected != 0 ? Math.Abs(actual / expected - 1) < 1e-15 || Math.Abs(actual - expected) <= double.Epsilon
            : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual);
        Assert.True(same, $"{what} is {actual:R}, not {expected:R}.");
    }

    private void Survey(string name, int count)
    {
        var function = BinaryCase.ByName(name);
        var random = new Random(20260102);
        var pairs = new List<(double X, double Y)>();
        for (var i = 0; i < count; i++)
        {
            double u = random.NextDouble(), v = random.NextDouble();
            var x = (i & 3) switch
            {
                0 => Math.Exp(1400 * u - 700),
                1 => 1 + (u - 0.5) * Math.Pow(10, -8 * random.NextDouble()),
                2 => 10 * u,
                _ => Math.Pow(2, 20 * u - 10),
            };
            var limit = Math.Min(745 / Math.Abs(Math.Log(x)), 1e15); // pow: the whole range of results
            var y = name == "pow" ? limit * (2 * v - 1) : (i & 4) == 0 ? x * Math.Tan(3.1 * v - 1.55) : Math.Exp(200 * v - 100);
            x = name == "pow" || (i & 8) == 0 ? x : -x;
            if (double.IsFinite(y) && y != 0)
            {
                pairs.Add((x, y));
            }
        }

        double[] left = [.. pairs.Select(p => p.X)], right = [.. pairs.Select(p => p.Y)];
        double[] z = new double[left.Length], other = new double[left.Length];
        function.Double(UnaryCase.Widths[0])(left, right, z);
        foreach (var width in UnaryCase.Widths.Skip(1))
        {
            function.Double(width)(left, right, other);
            Assert.Equal(z, other);
        }

        var worst = 0.0;
        var at = 0;
        for (var i = 0; i < z.Length; i++)
        {
            var error = Ulp.Error(z[i], function.Reference(left[i], right[i]));
            if (!(error <= worst))
            {
                (worst, at) = (error, i);
            }
        }

        output.WriteLine($"{name} float64: {worst:0.000} ulp at ({left[at]:R}, {right[at]:R}) of {z.Length} pairs");
        Assert.True(worst <= function.Bound, $"{name}({left[at]:R}, {right[at]:R}) is {worst:0.000} ulp off; the bound is {function.Bound}.");
    }
}
