namespace GradPipelines.Kernels;

/// <summary>Fills arrays from a Philox stream: element i comes from block i / 2, so any part can be drawn alone.</summary>
internal static class RandomLoop
{
    private const double Unit = 1.0 / (1UL << 53);

    public static void Uniform(ulong key, Span<double> y)
    {
        for (var i = 0; i < y.Length; i += 2)
        {
            var (u, v) = Pair(key, (ulong)i / 2);
            y[i] = u;
            if (i + 1 < y.Length) y[i + 1] = v;
        }
    }

    public static void Normal(ulong key, Span<double> y)
    {
        for (var i = 0; i < y.Length; i += 2)
        {
            var (u, v) = Pair(key, (ulong)i / 2);
            var radius = Math.Sqrt(-2 * Math.Log(1 - u)); // 1 - u lies in (0, 1]
            var (sin, cos) = Math.SinCos(2 * Math.PI * v);
            y[i] = radius * cos;
            if (i + 1 < y.Length) y[i + 1] = radius * sin;
        }
    }

    public static void Permutation(ulong key, Span<long> y)
    {
        for (var i = 0; i < y.Length; i++) y[i] = i;
        for (var i = y.Length - 1; i > 0; i--)
        {
            var (a, b, _, _) = Philox.Block(key, (ulong)i);
            var j = (int)Math.BigMul(a | ((ulong)b << 32), (ulong)i + 1, out _); // the high half: a number in [0, i]
            (y[i], y[j]) = (y[j], y[i]);
        }
    }

    private static (double U, double V) Pair(ulong key, ulong counter)
    {
        var (a, b, c, d) = Philox.Block(key, counter);
        return (((((ulong)a << 32) | b) >> 11) * Unit, ((((ulong)c << 32) | d) >> 11) * Unit);
    }
}
