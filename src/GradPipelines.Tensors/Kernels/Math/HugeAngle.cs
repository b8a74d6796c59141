namespace GradPipelines.Kernels;

/// <summary>Exact reduction of an angle of any size by multiples of π/2, in integer arithmetic.</summary>
/// <remarks>
/// Source: Payne and Hanek, "Radian reduction for trigonometric functions", SIGNUM Newsletter 18 (1983). x = M·2^E; of 2/π only the
/// 192 bits matter whose product with M falls below 4: the higher ones add whole turns, the lower ones less than 2^−137.
/// No double comes closer to a multiple of π/2 than 2^−62 (Kahan and McDonald), so at least 66 correct bits remain.
/// </remarks>
internal static class HugeAngle
{
    /// <summary>64 zero bits, then the first 1 280 bits of 2/π.</summary>
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c,
        0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
        0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08,
        0x56033046fc7b6bab, 0xf0cfbc209af4361d,
    ];

    /// <summary>r + low = x − j·π/2 with |r| ≤ π/4, for x ≥ 2^18; NaN for ∞ and NaN.</summary>
    /// <param name="x">The angle, not negative.</param>
    /// <param name="low">What r lacks, below half a unit of its last place.</param>
    /// <param name="quadrant">j modulo 4.</param>
    public static double Reduce(double x, out double low, out long quadrant)
    {
        if (!double.IsFinite(x))
        {
            low = 0;
            quadrant = 0;
            return double.NaN;
        }

        var bits = BitConverter.DoubleToUInt64Bits(x);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        var exponent = (int)(bits >> 52) - 1075;

        // The window of 192 bits starts where mantissa·bit·2^exponent has the weight 2 (bit 1 of the quadrant).
        var start = exponent - 2 + 64;
        var high = Window(start);
        var middle = Window(start + 64);
        var bottom = Window(start + 128);

        // The low 192 bits of mantissa·window; bit 190 has the weight 1.
        var carry = (ulong)(((UInt128)mantissa * bottom) >> 64);
        var second = (UInt128)mantissa * middle + carry;
        var first = mantissa * high + (ulong)(second >> 64);
        var rest = (ulong)second;
        var last = mantissa * bottom;

        quadrant = (long)(first >> 62);
        var upper = (first << 2) | (rest >> 62);
        var fraction = (Int128)new UInt128(upper, (rest << 2) | (last >> 62)); // as a signed number: in [−1/2, 1/2)
        quadrant += (long)(upper >> 63);

        var hi = (double)fraction;
        var lo = (double)(fraction - (Int128)hi);
        const double Unit = 1.0 / 340282366920938463463374607431768211456.0; // 2^−128
        hi *= Unit;
        lo *= Unit;

        const double HalfPi = 1.5707963267948966;
        const double HalfPiLow = 6.123233995736766e-17;
        var r = hi * HalfPi;
        low = Math.FusedMultiplyAdd(hi, HalfPi, -r) + Math.FusedMultiplyAdd(hi, HalfPiLow, lo * HalfPi);
        var sum = r + low;
        low = (r - sum) + low;
        return sum;
    }

    private static ulong Window(int start)
    {
        var word = start >> 6;
        var shift = start & 63;
        var value = TwoOverPi[word] << shift;
        return shift == 0 ? value : value | (TwoOverPi[word + 1] >> (64 - shift));
    }
}
