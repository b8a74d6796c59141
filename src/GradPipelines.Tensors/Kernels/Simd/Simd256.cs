using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>Eight float or four double lanes; in hardware with AVX2.</summary>
/// <remarks>Written with the portable vector API; <see cref="Scale"/> and <see cref="Decompose"/> use AVX-512 VL where there is one and
/// exact emulations elsewhere. Without a fused multiply-add in hardware the results stay the same and the speed does not.</remarks>
/// <typeparam name="T">float or double.</typeparam>
internal readonly struct Simd256<T>(Vector256<T> value) : ISimd<Simd256<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lanes.</summary>
    public readonly Vector256<T> Value = value;

    /// <summary>True where every member runs in hardware at full width.</summary>
    public static bool IsSupported
    {
        [MethodImpl(Inline)]
        get => Vector256.IsHardwareAccelerated;
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Count;
    }

    [MethodImpl(Inline)]
    public static Simd256<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static Simd256<T> CreateBits(long bits) =>
        typeof(T) == typeof(float) ? new(Vector256.Create((int)bits).As<int, T>()) : new(Vector256.Create(bits).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> Load(ref readonly T source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(Inline)]
    public static void Store(Simd256<T> value, ref T destination) => value.Value.StoreUnsafe(ref destination);

    // Element by element through a full-width buffer: vmaskmov would serve x86 alone, and a tail is at most Count - 1 elements.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Simd256<T> LoadPartial(ref readonly T source, int count)
    {
        Debug.Assert((uint)count < (uint)Count);
        var lanes = Vector256<T>.Zero;
        for (var i = 0; i < count; i++)
        {
            lanes = lanes.WithElement(i, Unsafe.Add(ref Unsafe.AsRef(in source), i));
        }

        return new(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void StorePartial(Simd256<T> value, ref T destination, int count)
    {
        Debug.Assert((uint)count < (uint)Count);
        for (var i = 0; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = value.Value.GetElement(i);
        }
    }

    [MethodImpl(Inline)]
    public static Simd256<T> operator +(Simd256<T> a, Simd256<T> b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> operator -(Simd256<T> a, Simd256<T> b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> operator *(Simd256<T> a, Simd256<T> b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> operator /(Simd256<T> a, Simd256<T> b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> operator -(Simd256<T> a) => new(-a.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> operator &(Simd256<T> a, Simd256<T> b) => new(a.Value & b.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> operator |(Simd256<T> a, Simd256<T> b) => new(a.Value | b.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> operator ^(Simd256<T> a, Simd256<T> b) => new(a.Value ^ b.Value);

    [MethodImpl(Inline)]
    public static Simd256<T> AndNot(Simd256<T> a, Simd256<T> b) => new(Vector256.AndNot(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> Fma(Simd256<T> a, Simd256<T> b, Simd256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> Fnma(Simd256<T> a, Simd256<T> b, Simd256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(-a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(-a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> Min(Simd256<T> a, Simd256<T> b) => new(Vector256.Min(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> Max(Simd256<T> a, Simd256<T> b) => new(Vector256.Max(a.Value, b.Value));

    // The x86 instructions return the second operand when either is NaN, the Arm ones NaN: so the variable comes second.
    [MethodImpl(Inline)]
    public static Simd256<T> AtLeast(Simd256<T> x, Simd256<T> low) => new(Vector256.MaxNative(low.Value, x.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> AtMost(Simd256<T> x, Simd256<T> high) => new(Vector256.MinNative(high.Value, x.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> Clamp(Simd256<T> x, Simd256<T> low, Simd256<T> high) => AtMost(AtLeast(x, low), high);

    [MethodImpl(Inline)]
    public static Simd256<T> Abs(Simd256<T> x) => new(Vector256.Abs(x.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> Sqrt(Simd256<T> x) => new(Vector256.Sqrt(x.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> Round(Simd256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Round(x.Value.AsSingle()).As<float, T>())
        : new(Vector256.Round(x.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> Floor(Simd256<T> x) => typeof(T) == typeof(float)
        ? new(Vector256.Floor(x.Value.AsSingle()).As<float, T>())
        : new(Vector256.Floor(x.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> CopySign(Simd256<T> size, Simd256<T> sign) =>
        Select(SignBit, sign, size);

    [MethodImpl(Inline)]
    public static Simd256<T> LessThan(Simd256<T> a, Simd256<T> b) => new(Vector256.LessThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> LessThanOrEqual(Simd256<T> a, Simd256<T> b) => new(Vector256.LessThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> GreaterThan(Simd256<T> a, Simd256<T> b) => new(Vector256.GreaterThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> GreaterThanOrEqual(Simd256<T> a, Simd256<T> b) => new(Vector256.GreaterThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> Equal(Simd256<T> a, Simd256<T> b) => new(Vector256.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> IsNaN(Simd256<T> x) => new(Vector256.IsNaN(x.Value));

    [MethodImpl(Inline)]
    public static Simd256<T> Select(Simd256<T> mask, Simd256<T> yes, Simd256<T> no) =>
        new(Vector256.ConditionalSelect(mask.Value, yes.Value, no.Value));

    [MethodImpl(Inline)]
    public static bool Any(Simd256<T> mask) => mask.Value.ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static Simd256<T> NoneSet(Simd256<T> x, long bits) => typeof(T) == typeof(float)
        ? new(Vector256.Equals(x.Value.AsInt32() & Vector256.Create((int)bits), Vector256<int>.Zero).As<int, T>())
        : new(Vector256.Equals(x.Value.AsInt64() & Vector256.Create(bits), Vector256<long>.Zero).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> AddBits(Simd256<T> a, Simd256<T> b) => typeof(T) == typeof(float)
        ? new((a.Value.AsInt32() + b.Value.AsInt32()).As<int, T>())
        : new((a.Value.AsInt64() + b.Value.AsInt64()).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> ShiftLeft(Simd256<T> x, int count) => typeof(T) == typeof(float)
        ? new(Vector256.ShiftLeft(x.Value.AsInt32(), count).As<int, T>())
        : new(Vector256.ShiftLeft(x.Value.AsInt64(), count).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> ShiftRight(Simd256<T> x, int count) => typeof(T) == typeof(float)
        ? new(Vector256.ShiftRightLogical(x.Value.AsInt32(), count).As<int, T>())
        : new(Vector256.ShiftRightLogical(x.Value.AsInt64(), count).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd256<T> Scale(Simd256<T> x, Simd256<T> k)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return SimdEmulation.Scale<Simd256<T>, T>(x, k);
        }

        return typeof(T) == typeof(float)
            ? new(Avx512F.VL.Scale(x.Value.AsSingle(), k.Value.AsSingle()).As<float, T>())
            : new(Avx512F.VL.Scale(x.Value.AsDouble(), k.Value.AsDouble()).As<double, T>());
    }

    // Control 3 | 2 << 2: interval [0.75, 1.5), NaN for negative arguments. vgetexp is ⌊log2 x⌋, one less than ours where the mantissa is below 1.
    [MethodImpl(Inline)]
    public static Simd256<T> Decompose(Simd256<T> x, out Simd256<T> exponent)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return SimdEmulation.Decompose<Simd256<T>, T>(x, out exponent);
        }

        if (typeof(T) == typeof(float))
        {
            var m = Avx512F.VL.GetMantissa(x.Value.AsSingle(), 3 | (2 << 2));
            var one = Vector256.Create(1f);
            var e = Avx512F.VL.GetExponent(x.Value.AsSingle());
            e += Vector256.ConditionalSelect(Vector256.LessThan(m, one), one, Vector256<float>.Zero);
            exponent = new(e.As<float, T>());
            return new(m.As<float, T>());
        }
        else
        {
            var m = Avx512F.VL.GetMantissa(x.Value.AsDouble(), 3 | (2 << 2));
            var one = Vector256.Create(1.0);
            var e = Avx512F.VL.GetExponent(x.Value.AsDouble());
            e += Vector256.ConditionalSelect(Vector256.LessThan(m, one), one, Vector256<double>.Zero);
            exponent = new(e.As<double, T>());
            return new(m.As<double, T>());
        }
    }

    [MethodImpl(Inline)]
    public static unsafe Simd256<T> Lookup16(ReadOnlySpan<double> table, Simd256<T> index)
    {
        var i = index.Value.AsInt64() & Vector256.Create(15L);
        ref var t = ref MemoryMarshal.GetReference(table);
        if (Avx2.IsSupported)
        {
            return new(Avx2.GatherVector256((double*)Unsafe.AsPointer(ref t), i, 8).As<double, T>()); // a fixed address
        }

        return new(Vector256.Create(
            Unsafe.Add(ref t, (nint)i[0]),
            Unsafe.Add(ref t, (nint)i[1]),
            Unsafe.Add(ref t, (nint)i[2]),
            Unsafe.Add(ref t, (nint)i[3])).As<double, T>());
    }

    [MethodImpl(Inline)]
    public static Simd256<T> InDouble<TKernel>(Simd256<T> x)
        where TKernel : IUnaryKernel<double>
    {
        if (typeof(T) != typeof(float))
        {
            return new(TKernel.Invoke(new Simd256<double>(x.Value.AsDouble())).Value.As<double, T>());
        }

        // A loop rather than two calls, so that the kernel is inlined once: two of a large one pass the JIT's limit of locals.
        Vector256<double> low = default, high = default;
        for (var half = 0; half < 2; half++)
        {
            low = high;
            high = TKernel.Invoke(new Simd256<double>(WidenHalf(x, half))).Value;
        }

        return new(Vector256.Narrow(low, high).As<float, T>());
    }

    [MethodImpl(Inline)]
    public static Simd256<T> InDouble<TKernel>(Simd256<T> x, Simd256<T> y)
        where TKernel : IBinaryKernel<double>
    {
        if (typeof(T) != typeof(float))
        {
            return new(TKernel.Invoke(new Simd256<double>(x.Value.AsDouble()), new Simd256<double>(y.Value.AsDouble())).Value.As<double, T>());
        }

        Vector256<double> low = default, high = default;
        for (var half = 0; half < 2; half++)
        {
            low = high;
            high = TKernel.Invoke(new Simd256<double>(WidenHalf(x, half)), new Simd256<double>(WidenHalf(y, half))).Value;
        }

        return new(Vector256.Narrow(low, high).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Simd256<T> ByLane<TKernel>(Simd256<T> mask, Simd256<T> x, Simd256<T> otherwise)
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
    private static Vector256<double> WidenHalf(Simd256<T> x, int half) => half == 0
        ? Vector256.WidenLower(x.Value.AsSingle())
        : Vector256.WidenUpper(x.Value.AsSingle());

    private static Simd256<T> SignBit
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float) ? CreateBits(int.MinValue) : CreateBits(long.MinValue);
    }
}
