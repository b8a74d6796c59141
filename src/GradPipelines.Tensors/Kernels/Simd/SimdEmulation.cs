using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Exact stand-ins for vscalef, vgetexp and vgetmant where there is no AVX-512.</summary>
internal static class SimdEmulation
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>See <see cref="ISimd{TSelf, T}.Scale"/>: x·2^⌊k/2⌋ is exact, the second multiplication rounds once.</summary>
    [MethodImpl(Inline)]
    public static V Scale<V, T>(V x, V k)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        var whole = V.Floor(k);
        var first = V.Floor(whole * Constant<V, T>(0.5));
        return x * PowerOfTwo<V, T>(first) * PowerOfTwo<V, T>(whole - first);
    }

    /// <summary>See <see cref="ISimd{TSelf, T}.Decompose"/>.</summary>
    /// <remarks>Subtracting the bits of 3/4 before looking at the exponent field moves the cut from powers of two to 3/4 of them.</remarks>
    [MethodImpl(Inline)]
    public static V Decompose<V, T>(V x, out V exponent)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        var single = typeof(T) == typeof(float);
        var fieldShift = single ? 23 : 52;
        var subnormal = V.LessThan(V.Abs(x), V.CreateBits(1L << fieldShift));
        var scaled = V.Select(subnormal, x * Constant<V, T>(single ? 16777216.0 : 18014398509481984.0), x);
        var offset = V.AddBits(scaled, V.CreateBits(single ? -0x3F400000L : -0x3FE8000000000000L));

        // The field (exponent + 1024, or + 128 for float) sits in the low bits of 2^52 (2^23), which turns an integer into a floating number.
        var field = V.ShiftRight(V.AddBits(offset, V.CreateBits(single ? 0x40000000L : 0x4000000000000000L)), fieldShift);
        var magic = Constant<V, T>(single ? 8388608.0 : 4503599627370496.0);
        exponent = (field | magic) - Constant<V, T>(single ? 8388736.0 : 4503599627371520.0);
        exponent -= V.Select(subnormal, Constant<V, T>(single ? 24.0 : 54.0), Constant<V, T>(0.0));

        // mantissa bits = bits(3/4) + low part of the offset
        var low = V.AndNot(offset, V.CreateBits(single ? -0x800000L : -0x10000000000000L));
        var mantissa = V.AddBits(low, V.CreateBits(single ? 0x3F400000L : 0x3FE8000000000000L));

        var infinity = Constant<V, T>(double.PositiveInfinity);
        var zero = V.Equal(x, Constant<V, T>(0.0));
        var infinite = V.Equal(x, infinity);
        exponent = V.Select(zero, -infinity, V.Select(infinite, infinity, exponent));
        mantissa = V.Select(zero | infinite, Constant<V, T>(1.0), mantissa);
        return V.Select(V.GreaterThanOrEqual(x, Constant<V, T>(0.0)), mantissa, Constant<V, T>(double.NaN));
    }

    // k + 1.5·2^52 holds the integer in its low bits; the shift drops all others.
    [MethodImpl(Inline)]
    private static V PowerOfTwo<V, T>(V k)
        where V : struct, ISimd<V, T>
        where T : unmanaged => typeof(T) == typeof(float)
            ? V.ShiftLeft(k + Constant<V, T>(12582912.0 + 127), 23)
            : V.ShiftLeft(k + Constant<V, T>(6755399441055744.0 + 1023), 52);

    [MethodImpl(Inline)]
    private static V Constant<V, T>(double value)
        where V : struct, ISimd<V, T>
        where T : unmanaged => typeof(T) == typeof(float)
            ? V.Create(Unsafe.BitCast<float, T>((float)value))
            : V.Create(Unsafe.BitCast<double, T>(value));
}
