using System.Numerics;
using System.Runtime.InteropServices;

namespace GradPipelines.Kernels;

/// <summary>The inner loops of the factorisations: on rows, which are contiguous, a vector of lanes at a time.</summary>
internal static class RowOperations
{
    /// <summary>y += s·x.</summary>
    public static void AddScaled<T>(Span<T> y, T s, ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
    {
        var ys = MemoryMarshal.Cast<T, Vector<T>>(y);
        var xs = MemoryMarshal.Cast<T, Vector<T>>(x);
        var v = new Vector<T>(s);
        for (var i = 0; i < ys.Length; i++) ys[i] += v * xs[i];
        for (var i = ys.Length * Vector<T>.Count; i < y.Length; i++) y[i] += s * x[i];
    }

    /// <summary>Σ xᵢ·yᵢ.</summary>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, INumber<T>
    {
        var xs = MemoryMarshal.Cast<T, Vector<T>>(x);
        var ys = MemoryMarshal.Cast<T, Vector<T>>(y);
        var sums = Vector<T>.Zero;
        for (var i = 0; i < xs.Length; i++) sums += xs[i] * ys[i];
        var sum = Vector.Sum(sums);
        for (var i = xs.Length * Vector<T>.Count; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    /// <summary>(x, y) becomes (c·x - s·y, s·x + c·y).</summary>
    public static void Rotate<T>(Span<T> x, Span<T> y, T c, T s)
        where T : unmanaged, INumber<T>
    {
        var xs = MemoryMarshal.Cast<T, Vector<T>>(x);
        var ys = MemoryMarshal.Cast<T, Vector<T>>(y);
        Vector<T> cs = new(c), ss = new(s);
        for (var i = 0; i < xs.Length; i++)
        {
            var (a, b) = (xs[i], ys[i]);
            xs[i] = cs * a - ss * b;
            ys[i] = ss * a + cs * b;
        }

        for (var i = xs.Length * Vector<T>.Count; i < x.Length; i++) (x[i], y[i]) = (c * x[i] - s * y[i], s * x[i] + c * y[i]);
    }

    public static void Multiply<T>(Span<T> x, T s)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < x.Length; i++) x[i] *= s;
    }

    /// <summary>√Σ xᵢ², without overflow or underflow of the squares.</summary>
    public static T Norm<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var square = Dot(x, x);
        if (T.IsFinite(square) && square > SmallestSafe<T>()) return T.Sqrt(square);
        var largest = LargestMagnitude(x);
        if (T.IsZero(largest) || !T.IsFinite(largest)) return largest;
        var sum = T.Zero;
        foreach (var v in x) sum += v / largest * (v / largest);
        return largest * T.Sqrt(sum);
    }

    /// <summary>The largest |xᵢ|; NaN if there is one.</summary>
    public static T LargestMagnitude<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
    {
        var largest = T.Zero;
        foreach (var v in x) largest = T.Max(largest, T.Abs(v));
        return largest;
    }

    public static bool IsFinite<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
    {
        foreach (var v in x)
            if (!T.IsFinite(v)) return false;
        return true;
    }

    /// <summary>A power of two near the largest magnitude, so that dividing by it is exact; 1 for zeros.</summary>
    public static T Scale<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = LargestMagnitude(x);
        return T.IsZero(largest) ? T.One : T.ScaleB(T.One, T.ILogB(largest));
    }

    /// <summary>The distance from 1 to the next number.</summary>
    public static T Precision<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => T.BitIncrement(T.One) - T.One;

    /// <summary>Below this a square has lost bits.</summary>
    private static T SmallestSafe<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(T) == typeof(float) ? T.CreateChecked(1e-30) : T.CreateChecked(1e-290);
}
