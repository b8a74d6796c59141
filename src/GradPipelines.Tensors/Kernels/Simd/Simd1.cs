using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>One lane: the scalar form of every kernel, for strided elements, single values and machines without vectors.</summary>
/// <remarks>Bit for bit the same results as the wider forms.</remarks>
/// <typeparam name="T">float or double.</typeparam>
internal readonly struct Simd1<T>(T value) : ISimd<Simd1<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lane.</summary>
    public readonly T Value = value;

    public static int Count => 1;

    private float F
    {
        [MethodImpl(Inline)]
        get => Unsafe.BitCast<T, float>(Value);
    }

    private double D
    {
        [MethodImpl(Inline)]
        get => Unsafe.BitCast<T, double>(Value);
    }

    private long Bits
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float) ? BitConverter.SingleToInt32Bits(F) : BitConverter.DoubleToInt64Bits(D);
    }

    [MethodImpl(Inline)]
    public static Simd1<T> Create(T value) => new(value);

    [MethodImpl(Inline)]
    public static Simd1<T> CreateBits(long bits) =>
        typeof(T) == typeof(float) ? Of(BitConverter.Int32BitsToSingle((int)bits)) : Of(BitConverter.Int64BitsToDouble(bits));

    [MethodImpl(Inline)]
    public static Simd1<T> Load(ref readonly T source) => new(source);

    [MethodImpl(Inline)]
    public static void Store(Simd1<T> value, ref T destination) => destination = value.Value;

    /// <summary>Count is below 1, so there is nothing to read.</summary>
    public static Simd1<T> LoadPartial(ref readonly T source, int count)
    {
        Debug.Assert(count == 0);
        return default;
    }

    /// <summary>Count is below 1, so there is nothing to write.</summary>
    public static void StorePartial(Simd1<T> value, ref T destination, int count) => Debug.Assert(count == 0);

    [MethodImpl(Inline)]
    public static Simd1<T> operator +(Simd1<T> a, Simd1<T> b) => typeof(T) == typeof(float) ? Of(a.F + b.F) : Of(a.D + b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> operator -(Simd1<T> a, Simd1<T> b) => typeof(T) == typeof(float) ? Of(a.F - b.F) : Of(a.D - b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> operator *(Simd1<T> a, Simd1<T> b) => typeof(T) == typeof(float) ? Of(a.F * b.F) : Of(a.D * b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> operator /(Simd1<T> a, Simd1<T> b) => typeof(T) == typeof(float) ? Of(a.F / b.F) : Of(a.D / b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> operator -(Simd1<T> a) => typeof(T) == typeof(float) ? Of(-a.F) : Of(-a.D);

    [MethodImpl(Inline)]
    public static Simd1<T> operator &(Simd1<T> a, Simd1<T> b) => CreateBits(a.Bits & b.Bits);

    [MethodImpl(Inline)]
    public static Simd1<T> operator |(Simd1<T> a, Simd1<T> b) => CreateBits(a.Bits | b.Bits);

    [MethodImpl(Inline)]
    public static Simd1<T> operator ^(Simd1<T> a, Simd1<T> b) => CreateBits(a.Bits ^ b.Bits);

    [MethodImpl(Inline)]
    public static Simd1<T> AndNot(Simd1<T> a, Simd1<T> b) => CreateBits(a.Bits & ~b.Bits);

    [MethodImpl(Inline)]
    public static Simd1<T> Fma(Simd1<T> a, Simd1<T> b, Simd1<T> c) =>
        typeof(T) == typeof(float) ? Of(MathF.FusedMultiplyAdd(a.F, b.F, c.F)) : Of(Math.FusedMultiplyAdd(a.D, b.D, c.D));

    [MethodImpl(Inline)]
    public static Simd1<T> Fnma(Simd1<T> a, Simd1<T> b, Simd1<T> c) =>
        typeof(T) == typeof(float) ? Of(MathF.FusedMultiplyAdd(-a.F, b.F, c.F)) : Of(Math.FusedMultiplyAdd(-a.D, b.D, c.D));

    [MethodImpl(Inline)]
    public static Simd1<T> Min(Simd1<T> a, Simd1<T> b) => typeof(T) == typeof(float) ? Of(MathF.Min(a.F, b.F)) : Of(Math.Min(a.D, b.D));

    [MethodImpl(Inline)]
    public static Simd1<T> Max(Simd1<T> a, Simd1<T> b) => typeof(T) == typeof(float) ? Of(MathF.Max(a.F, b.F)) : Of(Math.Max(a.D, b.D));

    [MethodImpl(Inline)]
    public static Simd1<T> AtLeast(Simd1<T> x, Simd1<T> low) => Max(low, x);

    [MethodImpl(Inline)]
    public static Simd1<T> AtMost(Simd1<T> x, Simd1<T> high) => Min(high, x);

    [MethodImpl(Inline)]
    public static Simd1<T> Clamp(Simd1<T> x, Simd1<T> low, Simd1<T> high) => Min(high, Max(low, x));

    [MethodImpl(Inline)]
    public static Simd1<T> Abs(Simd1<T> x) => typeof(T) == typeof(float) ? Of(MathF.Abs(x.F)) : Of(Math.Abs(x.D));

    [MethodImpl(Inline)]
    public static Simd1<T> Sqrt(Simd1<T> x) => typeof(T) == typeof(float) ? Of(MathF.Sqrt(x.F)) : Of(Math.Sqrt(x.D));

    [MethodImpl(Inline)]
    public static Simd1<T> Round(Simd1<T> x) => typeof(T) == typeof(float) ? Of(MathF.Round(x.F)) : Of(Math.Round(x.D));

    [MethodImpl(Inline)]
    public static Simd1<T> Floor(Simd1<T> x) => typeof(T) == typeof(float) ? Of(MathF.Floor(x.F)) : Of(Math.Floor(x.D));

    [MethodImpl(Inline)]
    public static Simd1<T> CopySign(Simd1<T> size, Simd1<T> sign) =>
        typeof(T) == typeof(float) ? Of(MathF.CopySign(size.F, sign.F)) : Of(Math.CopySign(size.D, sign.D));

    [MethodImpl(Inline)]
    public static Simd1<T> LessThan(Simd1<T> a, Simd1<T> b) => Mask(typeof(T) == typeof(float) ? a.F < b.F : a.D < b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> LessThanOrEqual(Simd1<T> a, Simd1<T> b) => Mask(typeof(T) == typeof(float) ? a.F <= b.F : a.D <= b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> GreaterThan(Simd1<T> a, Simd1<T> b) => Mask(typeof(T) == typeof(float) ? a.F > b.F : a.D > b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> GreaterThanOrEqual(Simd1<T> a, Simd1<T> b) => Mask(typeof(T) == typeof(float) ? a.F >= b.F : a.D >= b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> Equal(Simd1<T> a, Simd1<T> b) => Mask(typeof(T) == typeof(float) ? a.F == b.F : a.D == b.D);

    [MethodImpl(Inline)]
    public static Simd1<T> IsNaN(Simd1<T> x) => Mask(typeof(T) == typeof(float) ? float.IsNaN(x.F) : double.IsNaN(x.D));

    // Bitwise, so that a half-set "mask" behaves as in the wide forms.
    [MethodImpl(Inline)]
    public static Simd1<T> Select(Simd1<T> mask, Simd1<T> yes, Simd1<T> no) =>
        CreateBits((mask.Bits & yes.Bits) | (~mask.Bits & no.Bits));

    [MethodImpl(Inline)]
    public static bool Any(Simd1<T> mask) => mask.Bits < 0;

    [MethodImpl(Inline)]
    public static Simd1<T> NoneSet(Simd1<T> x, long bits) => Mask((x.Bits & bits) == 0);

    [MethodImpl(Inline)]
    public static Simd1<T> AddBits(Simd1<T> a, Simd1<T> b) => CreateBits(a.Bits + b.Bits);

    [MethodImpl(Inline)]
    public static Simd1<T> ShiftLeft(Simd1<T> x, int count) => CreateBits(x.Bits << count);

    [MethodImpl(Inline)]
    public static Simd1<T> ShiftRight(Simd1<T> x, int count) =>
        CreateBits(typeof(T) == typeof(float) ? (uint)x.Bits >> count : x.Bits >>> count);

    [MethodImpl(Inline)]
    public static Simd1<T> Scale(Simd1<T> x, Simd1<T> k) => SimdEmulation.Scale<Simd1<T>, T>(x, k);

    [MethodImpl(Inline)]
    public static Simd1<T> Decompose(Simd1<T> x, out Simd1<T> exponent) =>
        SimdEmulation.Decompose<Simd1<T>, T>(x, out exponent);

    [MethodImpl(Inline)]
    public static Simd1<T> Lookup16(ReadOnlySpan<double> table, Simd1<T> index) =>
        Of(Unsafe.Add(ref MemoryMarshal.GetReference(table), (nint)(index.Bits & 15)));

    [MethodImpl(Inline)]
    public static Simd1<T> InDouble<TKernel>(Simd1<T> x)
        where TKernel : IUnaryKernel<double> => typeof(T) == typeof(float)
            ? Of((float)TKernel.Invoke(new Simd1<double>(x.F)).Value)
            : Of(TKernel.Invoke(new Simd1<double>(x.D)).Value);

    [MethodImpl(Inline)]
    public static Simd1<T> InDouble<TKernel>(Simd1<T> x, Simd1<T> y)
        where TKernel : IBinaryKernel<double> => typeof(T) == typeof(float)
            ? Of((float)TKernel.Invoke(new Simd1<double>(x.F), new Simd1<double>(y.F)).Value)
            : Of(TKernel.Invoke(new Simd1<double>(x.D), new Simd1<double>(y.D)).Value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Simd1<T> ByLane<TKernel>(Simd1<T> mask, Simd1<T> x, Simd1<T> otherwise)
        where TKernel : IScalarKernel<T> => Any(mask) ? new(TKernel.Invoke(x.Value)) : otherwise;

    [MethodImpl(Inline)]
    private static Simd1<T> Mask(bool set) => CreateBits(set ? -1L : 0L);

    [MethodImpl(Inline)]
    private static Simd1<T> Of(float value) => new(Unsafe.BitCast<float, T>(value));

    [MethodImpl(Inline)]
    private static Simd1<T> Of(double value) => new(Unsafe.BitCast<double, T>(value));
}
