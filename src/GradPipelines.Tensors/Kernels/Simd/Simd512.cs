using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>Sixteen float or eight double lanes; needs AVX-512 F, DQ and VL.</summary>
/// <remarks>Every member is one instruction, two at most. The <c>typeof(T)</c> tests are written out, not behind a property: so the JIT
/// drops the other branch before it looks for calls to inline. Behind a property, large kernels passed its limits on inlining
/// (erfc float32: 18 ns an element instead of 2.9).</remarks>
/// <typeparam name="T">float or double.</typeparam>
internal readonly struct Simd512<T>(Vector512<T> value) : ISimd<Simd512<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lanes.</summary>
    public readonly Vector512<T> Value = value;

    /// <summary>True where every member runs in hardware at full width.</summary>
    public static bool IsSupported
    {
        [MethodImpl(Inline)]
        get => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx512DQ.IsSupported;
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Count;
    }

    [MethodImpl(Inline)]
    public static Simd512<T> Create(T value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static Simd512<T> CreateBits(long bits) =>
        typeof(T) == typeof(float) ? new(Vector512.Create((int)bits).As<int, T>()) : new(Vector512.Create(bits).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> Load(ref readonly T source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(Inline)]
    public static void Store(Simd512<T> value, ref T destination) => value.Value.StoreUnsafe(ref destination);

    // Not inlined: they pin, and pinned locals would spoil the loop around. AggressiveOptimization: a tail must not run in tier-0 code.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe Simd512<T> LoadPartial(ref readonly T source, int count)
    {
        Debug.Assert((uint)count < (uint)Count);
        fixed (T* p = &source)
        {
            return typeof(T) == typeof(float)
                ? new(Avx512F.MaskLoad((float*)p, FirstSingles(count), Vector512<float>.Zero).As<float, T>())
                : new(Avx512F.MaskLoad((double*)p, FirstDoubles(count), Vector512<double>.Zero).As<double, T>());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void StorePartial(Simd512<T> value, ref T destination, int count)
    {
        Debug.Assert((uint)count < (uint)Count);
        fixed (T* p = &destination)
        {
            if (typeof(T) == typeof(float))
            {
                Avx512F.MaskStore((float*)p, FirstSingles(count), value.Value.AsSingle());
            }
            else
            {
                Avx512F.MaskStore((double*)p, FirstDoubles(count), value.Value.AsDouble());
            }
        }
    }

    [MethodImpl(Inline)]
    public static Simd512<T> operator +(Simd512<T> a, Simd512<T> b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> operator -(Simd512<T> a, Simd512<T> b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> operator *(Simd512<T> a, Simd512<T> b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> operator /(Simd512<T> a, Simd512<T> b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> operator -(Simd512<T> a) => new(-a.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> operator &(Simd512<T> a, Simd512<T> b) => new(a.Value & b.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> operator |(Simd512<T> a, Simd512<T> b) => new(a.Value | b.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> operator ^(Simd512<T> a, Simd512<T> b) => new(a.Value ^ b.Value);

    [MethodImpl(Inline)]
    public static Simd512<T> AndNot(Simd512<T> a, Simd512<T> b) => new(Vector512.AndNot(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> Fma(Simd512<T> a, Simd512<T> b, Simd512<T> c) => typeof(T) == typeof(float)
        ? new(Avx512F.FusedMultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : new(Avx512F.FusedMultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> Fnma(Simd512<T> a, Simd512<T> b, Simd512<T> c) => typeof(T) == typeof(float)
        ? new(Avx512F.FusedMultiplyAddNegated(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : new(Avx512F.FusedMultiplyAddNegated(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> Min(Simd512<T> a, Simd512<T> b) => new(Vector512.Min(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> Max(Simd512<T> a, Simd512<T> b) => new(Vector512.Max(a.Value, b.Value));

    // vminps and vmaxps return the second operand when either is NaN: the variable comes second.
    [MethodImpl(Inline)]
    public static Simd512<T> AtLeast(Simd512<T> x, Simd512<T> low) => typeof(T) == typeof(float)
        ? new(Avx512F.Max(low.Value.AsSingle(), x.Value.AsSingle()).As<float, T>())
        : new(Avx512F.Max(low.Value.AsDouble(), x.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> AtMost(Simd512<T> x, Simd512<T> high) => typeof(T) == typeof(float)
        ? new(Avx512F.Min(high.Value.AsSingle(), x.Value.AsSingle()).As<float, T>())
        : new(Avx512F.Min(high.Value.AsDouble(), x.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> Clamp(Simd512<T> x, Simd512<T> low, Simd512<T> high) => AtMost(AtLeast(x, low), high);

    [MethodImpl(Inline)]
    public static Simd512<T> Abs(Simd512<T> x) => new(Vector512.Abs(x.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> Sqrt(Simd512<T> x) => new(Vector512.Sqrt(x.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> Round(Simd512<T> x) => typeof(T) == typeof(float)
        ? new(Avx512F.RoundScale(x.Value.AsSingle(), 8).As<float, T>())
        : new(Avx512F.RoundScale(x.Value.AsDouble(), 8).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> Floor(Simd512<T> x) => typeof(T) == typeof(float)
        ? new(Avx512F.RoundScale(x.Value.AsSingle(), 9).As<float, T>())
        : new(Avx512F.RoundScale(x.Value.AsDouble(), 9).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> CopySign(Simd512<T> size, Simd512<T> sign) =>
        Select(SignBit, sign, size);

    [MethodImpl(Inline)]
    public static Simd512<T> LessThan(Simd512<T> a, Simd512<T> b) => new(Vector512.LessThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> LessThanOrEqual(Simd512<T> a, Simd512<T> b) => new(Vector512.LessThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> GreaterThan(Simd512<T> a, Simd512<T> b) => new(Vector512.GreaterThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> GreaterThanOrEqual(Simd512<T> a, Simd512<T> b) => new(Vector512.GreaterThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> Equal(Simd512<T> a, Simd512<T> b) => new(Vector512.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> IsNaN(Simd512<T> x) => new(Vector512.IsNaN(x.Value));

    [MethodImpl(Inline)]
    public static Simd512<T> Select(Simd512<T> mask, Simd512<T> yes, Simd512<T> no) =>
        new(Vector512.ConditionalSelect(mask.Value, yes.Value, no.Value));

    [MethodImpl(Inline)]
    public static bool Any(Simd512<T> mask) => mask.Value.ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static Simd512<T> NoneSet(Simd512<T> x, long bits) => typeof(T) == typeof(float)
        ? new(Vector512.Equals(x.Value.AsInt32() & Vector512.Create((int)bits), Vector512<int>.Zero).As<int, T>())
        : new(Vector512.Equals(x.Value.AsInt64() & Vector512.Create(bits), Vector512<long>.Zero).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> AddBits(Simd512<T> a, Simd512<T> b) => typeof(T) == typeof(float)
        ? new((a.Value.AsInt32() + b.Value.AsInt32()).As<int, T>())
        : new((a.Value.AsInt64() + b.Value.AsInt64()).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> ShiftLeft(Simd512<T> x, int count) => typeof(T) == typeof(float)
        ? new(Vector512.ShiftLeft(x.Value.AsInt32(), count).As<int, T>())
        : new(Vector512.ShiftLeft(x.Value.AsInt64(), count).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> ShiftRight(Simd512<T> x, int count) => typeof(T) == typeof(float)
        ? new(Vector512.ShiftRightLogical(x.Value.AsInt32(), count).As<int, T>())
        : new(Vector512.ShiftRightLogical(x.Value.AsInt64(), count).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd512<T> Scale(Simd512<T> x, Simd512<T> k) => typeof(T) == typeof(float)
        ? new(Avx512F.Scale(x.Value.AsSingle(), k.Value.AsSingle()).As<float, T>())
        : new(Avx512F.Scale(x.Value.AsDouble(), k.Value.AsDouble()).As<double, T>());

    // Control 3 | 2 << 2: interval [0.75, 1.5), NaN for negative arguments. vgetexp is ⌊log2 x⌋, one less than ours where the mantissa is below 1.
    [MethodImpl(Inline)]
    public static Simd512<T> Decompose(Simd512<T> x, out Simd512<T> exponent)
    {
        if (typeof(T) == typeof(float))
        {
            var m = Avx512F.GetMantissa(x.Value.AsSingle(), 3 | (2 << 2));
            var one = Vector512.Create(1f);
            var e = Avx512F.GetExponent(x.Value.AsSingle());
            e += Vector512.ConditionalSelect(Vector512.LessThan(m, one), one, Vector512<float>.Zero);
            exponent = new(e.As<float, T>());
            return new(m.As<float, T>());
        }
        else
        {
            var m = Avx512F.GetMantissa(x.Value.AsDouble(), 3 | (2 << 2));
            var one = Vector512.Create(1.0);
            var e = Avx512F.GetExponent(x.Value.AsDouble());
            e += Vector512.ConditionalSelect(Vector512.LessThan(m, one), one, Vector512<double>.Zero);
            exponent = new(e.As<double, T>());
            return new(m.As<double, T>());
        }
    }

    // The permute looks at the low four bits of the index alone, so it needs no masking.
    [MethodImpl(Inline)]
    public static Simd512<T> Lookup16(ReadOnlySpan<double> table, Simd512<T> index)
    {
        ref var t = ref MemoryMarshal.GetReference(table);
        return new(Avx512F.PermuteVar8x64x2(
            Vector512.LoadUnsafe(ref t), index.Value.AsInt64(), Vector512.LoadUnsafe(ref t, 8)).As<double, T>());
    }

    [MethodImpl(Inline)]
    public static Simd512<T> InDouble<TKernel>(Simd512<T> x)
        where TKernel : IUnaryKernel<double>
    {
        if (typeof(T) != typeof(float))
        {
            return new(TKernel.Invoke(new Simd512<double>(x.Value.AsDouble())).Value.As<double, T>());
        }

        // A loop rather than two calls, so that the kernel is inlined once: two of a large one pass the JIT's limit of locals.
        Vector512<double> low = default, high = default;
        for (var half = 0; half < 2; half++)
        {
            low = high;
            high = TKernel.Invoke(new Simd512<double>(WidenHalf(x, half))).Value;
        }

        return new(Vector512.Narrow(low, high).As<float, T>());
    }

    [MethodImpl(Inline)]
    public static Simd512<T> InDouble<TKernel>(Simd512<T> x, Simd512<T> y)
        where TKernel : IBinaryKernel<double>
    {
        if (typeof(T) != typeof(float))
        {
            return new(TKernel.Invoke(new Simd512<double>(x.Value.AsDouble()), new Simd512<double>(y.Value.AsDouble())).Value.As<double, T>());
        }

        Vector512<double> low = default, high = default;
        for (var half = 0; half < 2; half++)
        {
            low = high;
            high = TKernel.Invoke(new Simd512<double>(WidenHalf(x, half)), new Simd512<double>(WidenHalf(y, half))).Value;
        }

        return new(Vector512.Narrow(low, high).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Simd512<T> ByLane<TKernel>(Simd512<T> mask, Simd512<T> x, Simd512<T> otherwise)
        where TKernel : IScalarKernel<T>
    {
        var result = otherwise.Value;
        var set = mask.Value.ExtractMostSignificantBits();
        for (var i = 0; i < Count; i++)
        {
            if ((set >> i & 1) != 0)
            {
                result = result.WithElement(i, TKernel.Invoke(x.Value[i]));
            }
        }

        return new(result);
    }

    [MethodImpl(Inline)]
    private static Vector512<double> WidenHalf(Simd512<T> x, int half) => half == 0
        ? Vector512.WidenLower(x.Value.AsSingle())
        : Vector512.WidenUpper(x.Value.AsSingle());

    private static Simd512<T> SignBit
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float) ? CreateBits(int.MinValue) : CreateBits(long.MinValue);
    }

    [MethodImpl(Inline)]
    private static Vector512<float> FirstSingles(int count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    [MethodImpl(Inline)]
    private static Vector512<double> FirstDoubles(int count) =>
        Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble();
}
