using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>Runs a kernel over contiguous elements, in the widest vectors the machine has.</summary>
/// <remarks>The last, partial vector is loaded and stored by mask, so an element's result does not depend on where it stands.
/// Input and output may be the same memory; otherwise they must not overlap.
/// AggressiveOptimization: no tier-0 phase, in which a vector kernel is 10 to 50 times slower; kernels are inlined all the same.</remarks>
internal static class KernelLoop
{
    /// <summary>y[i] = f(x[i]).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Map<TKernel, T>(ReadOnlySpan<T> x, Span<T> y)
        where TKernel : IUnaryKernel<T>
        where T : unmanaged
    {
        RequireLength(x.Length, y.Length, nameof(x));
        if (Simd512<T>.IsSupported)
        {
            Map<TKernel, T, Simd512<T>>(x, y);
        }
        else if (Simd256<T>.IsSupported)
        {
            Map<TKernel, T, Simd256<T>>(x, y);
        }
        else if (Simd128<T>.IsSupported)
        {
            Map<TKernel, T, Simd128<T>>(x, y);
        }
        else
        {
            Map<TKernel, T, Simd1<T>>(x, y);
        }
    }

    /// <summary>z[i] = f(x[i], y[i]).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Map<TKernel, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where TKernel : IBinaryKernel<T>
        where T : unmanaged
    {
        RequireLength(x.Length, z.Length, nameof(x));
        RequireLength(y.Length, z.Length, nameof(y));
        if (Simd512<T>.IsSupported)
        {
            Map<TKernel, T, Simd512<T>>(x, y, z);
        }
        else if (Simd256<T>.IsSupported)
        {
            Map<TKernel, T, Simd256<T>>(x, y, z);
        }
        else if (Simd128<T>.IsSupported)
        {
            Map<TKernel, T, Simd128<T>>(x, y, z);
        }
        else
        {
            Map<TKernel, T, Simd1<T>>(x, y, z);
        }
    }

    /// <summary>The loop in one given width. One vector a round, for the reorder window of current cores overlaps the rounds by itself; two for short kernels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TKernel, T, V>(ReadOnlySpan<T> x, Span<T> y)
        where TKernel : IUnaryKernel<T>
        where T : unmanaged
        where V : struct, ISimd<V, T>
    {
        if (TKernel.IsShort)
        {
            MapTwo<TKernel, T, V>(x, y);
        }
        else
        {
            MapOne<TKernel, T, V>(x, y);
        }
    }

    // Two methods: in one, the JIT would inline the kernel into the branch not taken as well, and large kernels would then pass its limit
    // of locals, after which nothing more is inlined (erf float64: 60 ns an element instead of 2.7).
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MapOne<TKernel, T, V>(ReadOnlySpan<T> x, Span<T> y)
        where TKernel : IUnaryKernel<T>
        where T : unmanaged
        where V : struct, ISimd<V, T>
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var destination = ref MemoryMarshal.GetReference(y);
        nint i = 0;
        for (; i <= y.Length - V.Count; i += V.Count)
        {
            V.Store(TKernel.Invoke(V.Load(ref Unsafe.Add(ref source, i))), ref Unsafe.Add(ref destination, i));
        }

        if (i < y.Length)
        {
            MapLast<TKernel, T, V>(ref Unsafe.Add(ref source, i), ref Unsafe.Add(ref destination, i), y.Length - (int)i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MapTwo<TKernel, T, V>(ReadOnlySpan<T> x, Span<T> y)
        where TKernel : IUnaryKernel<T>
        where T : unmanaged
        where V : struct, ISimd<V, T>
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var destination = ref MemoryMarshal.GetReference(y);
        nint i = 0;
        for (; i <= y.Length - 2 * V.Count; i += 2 * V.Count)
        {
            var a = TKernel.Invoke(V.Load(ref Unsafe.Add(ref source, i)));
            var b = TKernel.Invoke(V.Load(ref Unsafe.Add(ref source, i + V.Count)));
            V.Store(a, ref Unsafe.Add(ref destination, i));
            V.Store(b, ref Unsafe.Add(ref destination, i + V.Count));
        }

        if (i < y.Length)
        {
            MapOne<TKernel, T, V>(x[(int)i..], y[(int)i..]);
        }
    }

    /// <inheritdoc cref="Map{TKernel, T, V}(ReadOnlySpan{T}, Span{T})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Map<TKernel, T, V>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where TKernel : IBinaryKernel<T>
        where T : unmanaged
        where V : struct, ISimd<V, T>
    {
        ref var left = ref MemoryMarshal.GetReference(x);
        ref var right = ref MemoryMarshal.GetReference(y);
        ref var destination = ref MemoryMarshal.GetReference(z);
        nint i = 0;
        for (; i <= z.Length - V.Count; i += V.Count)
        {
            var value = TKernel.Invoke(V.Load(ref Unsafe.Add(ref left, i)), V.Load(ref Unsafe.Add(ref right, i)));
            V.Store(value, ref Unsafe.Add(ref destination, i));
        }

        if (i < z.Length)
        {
            MapLast<TKernel, T, V>(
                ref Unsafe.Add(ref left, i), ref Unsafe.Add(ref right, i), ref Unsafe.Add(ref destination, i), z.Length - (int)i);
        }
    }

    // The last vector has its own method, compiled only when met: a second copy of a large kernel in the loop's method comes near the
    // JIT's limits on inlining.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MapLast<TKernel, T, V>(ref T source, ref T destination, int count)
        where TKernel : IUnaryKernel<T>
        where T : unmanaged
        where V : struct, ISimd<V, T> =>
        V.StorePartial(TKernel.Invoke(V.LoadPartial(ref source, count)), ref destination, count);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void MapLast<TKernel, T, V>(ref T left, ref T right, ref T destination, int count)
        where TKernel : IBinaryKernel<T>
        where T : unmanaged
        where V : struct, ISimd<V, T> =>
        V.StorePartial(TKernel.Invoke(V.LoadPartial(ref left, count), V.LoadPartial(ref right, count)), ref destination, count);

    private static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Length {actual} of {name} must equal length {expected} of the output.", name);
        }
    }
}
