namespace GradPipelines.Tests.Kernels;

/// <summary>Errors in units of the last place of the true value.</summary>
internal static class Ulp
{
    /// <summary>|actual − exact| in ulp of float64 at exact; 0 where actual is ±∞ and exact rounds to it.</summary>
    public static double Error(double actual, BigReal exact)
    {
        if (double.IsNaN(actual))
        {
            return double.PositiveInfinity;
        }

        BigReal value = double.IsInfinity(actual) ? BigReal.Scale(Math.Sign(actual), 1024) : actual;
        if (double.IsInfinity(actual) && BigReal.Abs(exact) > BigReal.Abs(value))
        {
            return exact.IsNegative == value.IsNegative ? 0 : double.PositiveInfinity;
        }

        var unit = exact.IsZero ? -1074 : Math.Max(exact.Log2Floor, -1022) - 52;
        return (double)BigReal.Scale(BigReal.Abs(value - exact), -unit);
    }

    /// <summary>|actual − exact| in ulp of float32 at exact, which is a float64 number; NaN must meet NaN.</summary>
    public static double Error(float actual, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(actual))
        {
            return double.IsNaN(exact) == float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        const double Overflow = 3.402823669209385e38; // 2^128
        var value = float.IsInfinity(actual) ? Math.Sign(actual) * Overflow : actual;
        exact = Math.Clamp(exact, -Overflow, Overflow);
        if (exact == 0)
        {
            return value == 0 ? (double.IsNegative(exact) == float.IsNegative(actual) ? 0 : double.PositiveInfinity) : Math.Abs(value) / 1.4e-45;
        }

        var exponent = Math.Max((int)((BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7FF) - 1023, -126);
        return Math.Abs(value - exact) * BitConverter.Int64BitsToDouble((long)(1023 + 23 - exponent) << 52);
    }
}
