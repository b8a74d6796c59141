using System.Globalization;
using System.Runtime.CompilerServices;

namespace GradPipelines.Benchmarks.VectorMath;

/// <summary>Largest float32 error of every function of one argument over all 2^32 arguments.</summary>
/// <remarks>
/// The reference is the float64 form of the same function at the same argument: the unit tests bound its own error, below 2.5 ulp of
/// float64, which is 5e-9 ulp of float32, and compare a sample of the float32 results with System.Math as well.
/// </remarks>
internal static class UlpSurvey
{
    private const int Block = 1 << 14;

    /// <summary>Arguments: names of functions (all if none) and <c>stride=k</c> for every k-th argument.</summary>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        ulong stride = 1;
        var names = new HashSet<string>();
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("stride=", StringComparison.Ordinal))
            {
                stride = ulong.Parse(argument.AsSpan(7), CultureInfo.InvariantCulture);
            }
            else
            {
                names.Add(argument);
            }
        }

        float[] x = new float[Block], y = new float[Block];
        double[] wide = new double[Block], exact = new double[Block];
        foreach (var function in VectorFunctions.All)
        {
            if (function.IsBinary || (names.Count > 0 && !names.Contains(function.Name)))
            {
                continue;
            }

            var (single, reference) = (function.Single(0), function.Double(0));
            var worst = 0.0;
            var at = 0f;
            for (ulong bits = 0; bits < 1UL << 32; bits += stride * Block)
            {
                for (var i = 0; i < Block; i++)
                {
                    x[i] = BitConverter.UInt32BitsToSingle((uint)Math.Min(bits + (ulong)i * stride, uint.MaxValue));
                    wide[i] = x[i];
                }

                single(x, x, y);
                reference(wide, wide, exact);
                Worst(x, y, exact, ref worst, ref at);
            }

            Console.WriteLine($"{function.Name,-11} f32 {worst:0.0000} ulp at {at:R}");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Worst(float[] x, float[] y, double[] exact, ref double worst, ref float at)
    {
        for (var i = 0; i < y.Length; i++)
        {
            var error = Error(y[i], exact[i]);
            if (!(error <= worst))
            {
                (worst, at) = (error, x[i]);
            }
        }
    }

    /// <summary>|actual − exact| in ulp of float32 at exact; ∞ where only one of them is NaN or where zeros differ in sign.</summary>
    private static double Error(float actual, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(actual))
        {
            return double.IsNaN(exact) == float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        const double Overflow = 3.402823669209385e38; // 2^128
        var value = float.IsInfinity(actual) ? Math.CopySign(Overflow, actual) : actual;
        exact = Math.Clamp(exact, -Overflow, Overflow);
        if (value == 0 && exact == 0)
        {
            return double.IsNegative(exact) == float.IsNegative(actual) ? 0 : double.PositiveInfinity;
        }

        var exponent = Math.Max((int)((BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7FF) - 1023, -126);
        return Math.Abs(value - exact) * BitConverter.Int64BitsToDouble((long)(1023 + 23 - exponent) << 52);
    }
}
