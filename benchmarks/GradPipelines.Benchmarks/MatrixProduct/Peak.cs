using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradPipelines.Benchmarks.MatrixProduct;

/// <summary>Multiply-adds from registers: twelve independent chains, so latency is hidden and nothing touches memory.</summary>
internal static class Peak
{
    private const int Chains = 12;

    /// <summary>Operations a second (two for each multiply-add), in 1e9.</summary>
    public static double Measure<T>()
        where T : unmanaged, INumber<T>
    {
        const int count = 1_000_000;
        double best = 0;
        for (var i = 0; i < 9; i++)
        {
            var start = Stopwatch.GetTimestamp();
            if (typeof(T) == typeof(float))
            {
                RunSingle(count);
            }
            else
            {
                RunDouble(count);
            }

            best = Math.Max(best, 2.0 * Chains * Vector512<T>.Count * count / Stopwatch.GetElapsedTime(start).TotalSeconds * 1e-9);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<float> RunSingle(int count)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(1e-3f);
        Vector512<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (var i = 0; i < count; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, x, y);
            s1 = Vector512.FusedMultiplyAdd(s1, x, y);
            s2 = Vector512.FusedMultiplyAdd(s2, x, y);
            s3 = Vector512.FusedMultiplyAdd(s3, x, y);
            s4 = Vector512.FusedMultiplyAdd(s4, x, y);
            s5 = Vector512.FusedMultiplyAdd(s5, x, y);
            s6 = Vector512.FusedMultiplyAdd(s6, x, y);
            s7 = Vector512.FusedMultiplyAdd(s7, x, y);
            s8 = Vector512.FusedMultiplyAdd(s8, x, y);
            s9 = Vector512.FusedMultiplyAdd(s9, x, y);
            s10 = Vector512.FusedMultiplyAdd(s10, x, y);
            s11 = Vector512.FusedMultiplyAdd(s11, x, y);
        }

        return s0 + s1 + s2 + s3 + s4 + s5 + (s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<double> RunDouble(int count)
    {
        Vector512<double> x = Vector512.Create(0.999), y = Vector512.Create(1e-3);
        Vector512<double> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (var i = 0; i < count; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, x, y);
            s1 = Vector512.FusedMultiplyAdd(s1, x, y);
            s2 = Vector512.FusedMultiplyAdd(s2, x, y);
            s3 = Vector512.FusedMultiplyAdd(s3, x, y);
            s4 = Vector512.FusedMultiplyAdd(s4, x, y);
            s5 = Vector512.FusedMultiplyAdd(s5, x, y);
            s6 = Vector512.FusedMultiplyAdd(s6, x, y);
            s7 = Vector512.FusedMultiplyAdd(s7, x, y);
            s8 = Vector512.FusedMultiplyAdd(s8, x, y);
            s9 = Vector512.FusedMultiplyAdd(s9, x, y);
            s10 = Vector512.FusedMultiplyAdd(s10, x, y);
            s11 = Vector512.FusedMultiplyAdd(s11, x, y);
        }

        return s0 + s1 + s2 + s3 + s4 + s5 + (s6 + s7 + s8 + s9 + s10 + s11);
    }
}
