using System.Numerics;

namespace GradPipelines.Kernels;

/// <summary>Φ(x): 0 at -∞, 1 at ∞.</summary>
/// <remarks>
/// Computed in double: a series of positive terms near 0 (Abramowitz and Stegun 26.2.11), a continued fraction for the tail (26.2.14),
/// so the lower tail keeps its relative accuracy, 2e-14 where the two meet and better elsewhere.
/// </remarks>
internal readonly struct NormalCdfKernel : IFloating
{
    public static T Invoke<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(Value(double.CreateTruncating(x)));

    private static double Value(double x)
    {
        var z = Math.Abs(x);
        var density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        if (z < 2)
        {
            double term = z, sum = z;
            for (var n = 3; term > sum * 1e-17; n += 2) sum += term *= z * z / n;
            return 0.5 + (x < 0 ? -density : density) * sum;
        }

        // More terms the nearer to 0: 140 at z = 2, 40 far out. NaN and ∞ pass through the density.
        var fraction = 0.0;
        for (var n = 40 + (int)Math.Min(100, 400 / (z * z)); n > 0; n--) fraction = n / (z + fraction);
        var tail = density == 0 ? 0 : density / (z + fraction);
        return x < 0 ? tail : 1 - tail;
    }
}
