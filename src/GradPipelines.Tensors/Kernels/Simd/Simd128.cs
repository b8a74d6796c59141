using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>Four float or two double lanes; in hardware with SSE4.1 or Arm AdvSimd.</summary>
/// <remarks>Written with the portable vector API; <see cref="Scale"/> and <see cref="Decompose"/> use AVX-512 VL where there is one and
/// exact emulations elsewhere. Without a fused multiply-add in hardware the results stay the same and the speed does not.</remarks>
/// <typeparam name="T">float or double.</typeparam>
internal readonly struct Simd128<T>(Vector128<T> value) : ISimd<Simd128<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lanes.</summary>
    public readonly Vector128<T> Value = value;

    /// <summary>True where every member runs in hardware at full width.</summary>
    public static bool IsSupported
    {
        [MethodImpl(Inline)]
        get => Vector128.IsHardwareAccelerated;
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector128<T>.Count;
    }

    [MethodImpl(Inline)]
    public static Simd128<T> Create(T value) => new(Vector128.Create(value));

    [MethodImpl(Inline)]
    public static Simd128<T> CreateBits(long bits) =>
        typeof(T) == typeof(float) ? new(Vector128.Create((int)bits).As<int, T>()) : new(Vector128.Create(bits).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> Load(ref readonly T source) => new(Vector128.LoadUnsafe(in source));

    [MethodImpl(Inline)]
    public static void Store(Simd128<T> value, ref T destination) => value.Value.StoreUnsafe(ref destination);

    // Element by element through a full-width buffer: vmaskmov would serve x86 alone, and a tail is at most Count - 1 elements.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Simd128<T> LoadPartial(ref readonly T source, int count)
    {
        Debug.Assert((uint)count < (uint)Count);
        var lanes = Vector128<T>.Zero;
        for (var i = 0; i < count; i++)
        {
            lanes = lanes.WithElement(i, Unsafe.Add(ref Unsafe.AsRef(in source), i));
        }

        return new(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void StorePartial(Simd128<T> value, ref T destination, int count)
    {
        Debug.Assert((uint)count < (uint)Count);
        for (var i = 0; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = value.Value.GetElement(i);
        }
    }

    [MethodImpl(Inline)]
    public static Simd128<T> operator +(Simd128<T> a, Simd128<T> b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> operator -(Simd128<T> a, Simd128<T> b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> operator *(Simd128<T> a, Simd128<T> b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> operator /(Simd128<T> a, Simd128<T> b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> operator -(Simd128<T> a) => new(-a.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> operator &(Simd128<T> a, Simd128<T> b) => new(a.Value & b.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> operator |(Simd128<T> a, Simd128<T> b) => new(a.Value | b.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> operator ^(Simd128<T> a, Simd128<T> b) => new(a.Value ^ b.Value);

    [MethodImpl(Inline)]
    public static Simd128<T> AndNot(Simd128<T> a, Simd128<T> b) => new(Vector128.AndNot(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> Fma(Simd128<T> a, Simd128<T> b, Simd128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> Fnma(Simd128<T> a, Simd128<T> b, Simd128<T> c) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(-a.Value.AsSingle(), b.Value.AsSingle(), c.Value.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(-a.Value.AsDouble(), b.Value.AsDouble(), c.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> Min(Simd128<T> a, Simd128<T> b) => new(Vector128.Min(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> Max(Simd128<T> a, Simd128<T> b) => new(Vector128.Max(a.Value, b.Value));

    // The x86 instructions return the second operand when either is NaN, the Arm ones NaN: so the variable comes second.
    [MethodImpl(Inline)]
    public static Simd128<T> AtLeast(Simd128<T> x, Simd128<T> low) => new(Vector128.MaxNative(low.Value, x.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> AtMost(Simd128<T> x, Simd128<T> high) => new(Vector128.MinNative(high.Value, x.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> Clamp(Simd128<T> x, Simd128<T> low, Simd128<T> high) => AtMost(AtLeast(x, low), high);

    [MethodImpl(Inline)]
    public static Simd128<T> Abs(Simd128<T> x) => new(Vector128.Abs(x.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> Sqrt(Simd128<T> x) => new(Vector128.Sqrt(x.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> Round(Simd128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Round(x.Value.AsSingle()).As<float, T>())
        : new(Vector128.Round(x.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> Floor(Simd128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Floor(x.Value.AsSingle()).As<float, T>())
        : new(Vector128.Floor(x.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> CopySign(Simd128<T> size, Simd128<T> sign) =>
        Select(SignBit, sign, size);

    [MethodImpl(Inline)]
    public static Simd128<T> LessThan(Simd128<T> a, Simd128<T> b) => new(Vector128.LessThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> LessThanOrEqual(Simd128<T> a, Simd128<T> b) => new(Vector128.LessThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> GreaterThan(Simd128<T> a, Simd128<T> b) => new(Vector128.GreaterThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> GreaterThanOrEqual(Simd128<T> a, Simd128<T> b) => new(Vector128.GreaterThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> Equal(Simd128<T> a, Simd128<T> b) => new(Vector128.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> IsNaN(Simd128<T> x) => new(Vector128.IsNaN(x.Value));

    [MethodImpl(Inline)]
    public static Simd128<T> Select(Simd128<T> mask, Simd128<T> yes, Simd128<T> no) =>
        new(Vector128.ConditionalSelect(mask.Value, yes.Value, no.Value));

    [MethodImpl(Inline)]
    public static bool Any(Simd128<T> mask) => mask.Value.ExtractMostSignificantBits() != 0;

    [MethodImpl(Inline)]
    public static Simd128<T> NoneSet(Simd128<T> x, long bits) => typeof(T) == typeof(float)
        ? new(Vector128.Equals(x.Value.AsInt32() & Vector128.Create((int)bits), Vector128<int>.Zero).As<int, T>())
        : new(Vector128.Equals(x.Value.AsInt64() & Vector128.Create(bits), Vector128<long>.Zero).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> AddBits(Simd128<T> a, Simd128<T> b) => typeof(T) == typeof(float)
        ? new((a.Value.AsInt32() + b.Value.AsInt32()).As<int, T>())
        : new((a.Value.AsInt64() + b.Value.AsInt64()).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> ShiftLeft(Simd128<T> x, int count) => typeof(T) == typeof(float)
        ? new(Vector128.ShiftLeft(x.Value.AsInt32(), count).As<int, T>())
        : new(Vector128.ShiftLeft(x.Value.AsInt64(), count).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> ShiftRight(Simd128<T> x, int count) => typeof(T) == typeof(float)
        ? new(Vector128.ShiftRightLogical(x.Value.AsInt32(), count).As<int, T>())
        : new(Vector128.ShiftRightLogical(x.Value.AsInt64(), count).As<long, T>());

    [MethodImpl(Inline)]
    public static Simd128<T> Scale(Simd128<T> x, Simd128<T> k)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return SimdEmulation.Scale<Simd128<T>, T>(x, k);
        }

        return typeof(T) == typeof(float)
            ? new(Avx512F.VL.Scale(x.Value.AsSingle(), k.Value.AsSingle()).As<float, T>())
            : new(Avx512F.VL.Scale(x.Value.AsDouble(), k.Value.AsDouble()).As<double, T>());
    }

    // Control 3 | 2 << 2: interval [0.75, 1.5), NaN for negative arguments. vgetexp is ⌊log2 x⌋, one less than ours where the mantissa is below 1.
    [MethodImpl(Inline)]
    public static Simd128<T> Decompose(Simd128<T> x, out Simd128<T> exponent)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return SimdEmulation.Decompose<Simd128<T>, T>(x, out exponent);
        }

        if (typeof(T) == typeof(float))
        {
            var m = Avx512F.VL.GetMantissa(x.Value.AsSingle(), 3 | (2 << 2));
            var one = Vector128.Create(1f);
            var e = Avx512F.VL.GetExponent(x.Value.AsSingle());
            e += Vector128.ConditionalSelect(Vector128.LessThan(m, one), one, Vector128<float>.Zero);
            exponent = new(e.As<float, T>());
            return new(m.As<float, T>());
        }
        else
        {
            var m = Avx512F.VL.GetMantissa(x.Value.AsDouble(), 3 | (2 << 2));
            var one = Vector128.Create(1.0);
            var e = Avx512F.VL.GetExponent(x.Value.AsDouble());
            e += Vector128.ConditionalSelect(Vector128.LessThan(m, one), one, Vector128<double>.Zero);
            exponent = new(e.As<double, T>());
            return new(m.As<double, T>());
        }
    }

    [MethodImpl(Inline)]
    public static unsafe Simd128<T> Lookup16(ReadOnlySpan<double> table, Simd128<T> index)
    {
        var i = index.Value.AsInt64() & Vector128.Create(15L);
        ref var t = ref MemoryMarshal.GetReference(table);
        if (Avx2.IsSupported)
        {
            return new(Avx2.GatherVector128((double*)Unsafe.AsPointer(ref t), i, 8).As<double, T>()); // a fixed address
        }

        return new(Vector128.Create(
            Unsafe.Add(ref t, (nint)i[0]),
            Unsafe.Add(ref t, (nint)i[1])).As<double, T>());
    }

    [MethodImpl(Inline)]
    public static Simd128<T> InDouble<TKernel>(Simd128<T> x)
        where TKernel : IUnaryKernel<double>
    {
        if (typeof(T) != typeof(float))
        {
            return new(TKernel.Invoke(new Simd128<double>(x.Value.AsDouble())).Value.As<double, T>());
        }

        // A loop rather than two calls, so that the kernel is inlined once: two of a large one pass the JIT's limit of locals.
        Vector128<double> low = default, high = default;
        for (var half = 0; half < 2; half++)
        {
            low = high;
            high = TKernel.Invoke(new Simd128<double>(WidenHalf(x, half))).Value;
        }

        return new(Vector128.Narrow(low, high).As<float, T>());
    }

    [MethodImpl(Inline)]
    public static Simd128<T> InDouble<TKernel>(Simd128<T> x, Simd128<T> y)
        where TKernel : IBinaryKernel<double>
    {
        if (typeof(T) != typeof(float))
        {
            return new(TKernel.Invoke(new Simd128<double>(x.Value.AsDouble()), new Simd128<double>(y.Value.AsDouble())).Value.As<double, T>());
        }

        Vector128<double> low = default, high = default;
        for (var half = 0; half < 2; half++)
        {
            low = high;
            high = TKernel.Invoke(new Simd128<double>(WidenHalf(x, half)), new Simd128<double>(WidenHalf(y, half))).Value;
        }

        return new(Vector128.Narrow(low, high).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Simd128<T> ByLane<TKernel>(Simd128<T> mask, Simd128<T> x, Simd128<T> otherwise)
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
    private static Vector128<double> WidenHalf(Simd128<T> x, int half) => half == 0
        ? Vector128.WidenLower(x.Value.AsSingle())
        : Vector128.WidenUpper(x.Value.AsSingle());

    private static Simd128<T> SignBit
    {
        [MethodImpl(Inline)]
        get => typeof(T) == typeof(float) ? CreateBits(int.MinValue) : CreateBits(long.MinValue);
    }
}
