using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradPipelines.Kernels;

/// <summary>An associative operation with its neutral element.</summary>
internal interface IReduction<T>
{
    static abstract T Identity { get; }

    static abstract T Invoke(T a, T b);

    static abstract Vector512<T> Invoke(Vector512<T> a, Vector512<T> b);
}

/// <summary>Reductions over any axes, by one fixed tree.</summary>
/// <remarks>
/// A run of up to <see cref="Block"/> elements is folded in 512-bit lanes (8 of float64, 16 of float32, on every machine: narrower
/// hardware does the same lanes in several instructions), the lanes are folded in order, and longer runs are halved. The tree depends
/// on the length alone, so a result does not depend on the machine's vector width or the number of threads. The error of a sum grows
/// with the logarithm of the length.
/// </remarks>
internal static class ReduceLoop
{
    private const int Block = 256;

    /// <summary>Reduces these axes (sorted, from 0) and drops them.</summary>
    public static NdArray Reduce<T, TOp>(NdArray x, ReadOnlySpan<int> axes)
        where T : unmanaged, INumberBase<T>
        where TOp : IReduction<T>
    {
        var shape = x.Shape.Without(axes);
        var count = 1;
        foreach (var axis in axes) count *= x.Shape[axis];
        var result = NdArray.Allocate<T>(shape);
        var y = result.Span<T>();
        if (count == 0 || x.Size == 0)
        {
            y.Fill(TOp.Identity);
            return result;
        }

        if (x.IsContiguous && IsLeading(axes) && axes.Length < x.Rank)
        {
            Rows<T, TOp>(x.Span<T>(), y, count);
            return result;
        }

        // Kept axes first, reduced axes last: each result is then one contiguous run.
        var order = new int[x.Rank];
        var next = 0;
        for (var i = 0; i < x.Rank; i++)
            if (!axes.Contains(i)) order[next++] = i;
        foreach (var axis in axes) order[next++] = axis;
        var source = x.Transpose(order).ReadSpan<T>();
        for (var i = 0; i < y.Length; i++) y[i] = Fold<T, TOp>(source.Slice(i * count, count));
        return result;
    }

    /// <summary>Folds a contiguous run.</summary>
    public static T Fold<T, TOp>(ReadOnlySpan<T> x)
        where T : unmanaged
        where TOp : IReduction<T>
    {
        if (x.Length <= Block) return FoldBlock<T, TOp>(x);
        var half = (x.Length / 2 + Block - 1) / Block * Block;
        return TOp.Invoke(Fold<T, TOp>(x[..half]), Fold<T, TOp>(x[half..]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T FoldBlock<T, TOp>(ReadOnlySpan<T> x)
        where T : unmanaged
        where TOp : IReduction<T>
    {
        var lanes = Vector512<T>.Count;
        if (x.Length < 2 * lanes)
        {
            var s = TOp.Identity;
            foreach (var v in x) s = TOp.Invoke(s, v);
            return s;
        }

        ref var origin = ref MemoryMarshal.GetReference(x);
        var sum = Vector512.LoadUnsafe(ref origin);
        var i = lanes;
        for (; i <= x.Length - lanes; i += lanes) sum = TOp.Invoke(sum, Vector512.LoadUnsafe(ref origin, (nuint)i));
        var total = sum[0];
        for (var lane = 1; lane < lanes; lane++) total = TOp.Invoke(total, sum[lane]);
        for (; i < x.Length; i++) total = TOp.Invoke(total, x[i]);
        return total;
    }

    private static bool IsLeading(ReadOnlySpan<int> axes)
    {
        for (var i = 0; i < axes.Length; i++)
            if (axes[i] != i) return false;
        return true;
    }

    /// <summary>Folds <paramref name="count"/> rows into one, the rows paired by halves.</summary>
    private static void Rows<T, TOp>(ReadOnlySpan<T> x, Span<T> y, int count)
        where T : unmanaged
        where TOp : IReduction<T>
    {
        if (count <= 32)
        {
            x[..y.Length].CopyTo(y);
            for (var row = 1; row < count; row++) Accumulate<T, TOp>(x.Slice(row * y.Length, y.Length), y);
            return;
        }

        var half = count / 2;
        Rows<T, TOp>(x[..(half * y.Length)], y, half);
        var other = Storage.Uninitialized<T>(y.Length);
        Rows<T, TOp>(x[(half * y.Length)..], other, count - half);
        Accumulate<T, TOp>(other, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<T, TOp>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where TOp : IReduction<T>
    {
        var lanes = Vector512<T>.Count;
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= y.Length - lanes; i += lanes)
            TOp.Invoke(Vector512.LoadUnsafe(ref py, (nuint)i), Vector512.LoadUnsafe(ref px, (nuint)i)).StoreUnsafe(ref py, (nuint)i);
        for (; i < y.Length; i++) y[i] = TOp.Invoke(y[i], x[i]);
    }
}

/// <summary>Addition from 0.</summary>
internal readonly struct SumReduction<T> : IReduction<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.Zero;

    public static T Invoke(T a, T b) => a + b;

    public static Vector512<T> Invoke(Vector512<T> a, Vector512<T> b) => a + b;
}

/// <summary>The largest, NaN where there is one; from the smallest value of the type.</summary>
internal readonly struct MaxReduction<T> : IReduction<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => typeof(T) == typeof(long) ? T.MinValue : T.CreateTruncating(double.NegativeInfinity);

    public static T Invoke(T a, T b) => T.Max(a, b);

    public static Vector512<T> Invoke(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);
}

/// <summary>The smallest, NaN where there is one; from the largest value of the type.</summary>
internal readonly struct MinReduction<T> : IReduction<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Identity => typeof(T) == typeof(long) ? T.MaxValue : T.CreateTruncating(double.PositiveInfinity);

    public static T Invoke(T a, T b) => T.Min(a, b);

    public static Vector512<T> Invoke(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);
}
