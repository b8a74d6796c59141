namespace GradPipelines.Kernels;

/// <summary>A vector of floating-point lanes of any width, so that one source of a function serves all widths.</summary>
/// <remarks>
/// <para>Implemented by <see cref="Simd512{T}"/>, <see cref="Simd256{T}"/>, <see cref="Simd128{T}"/> and the one-lane <see cref="Simd1{T}"/>, for
/// float and double. Every member gives the same bits in every width (multiplications and additions are never contracted; where a
/// fused one is meant, <see cref="Fma"/> is written), so a kernel's result does not depend on the width, the position or the length.</para>
/// <para>A <em>mask</em> is a vector whose lanes are all ones or all zeros. The runtime's own <c>ISimdVector</c> is not public in .NET 10.</para>
/// </remarks>
/// <typeparam name="TSelf">The implementing vector.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal interface ISimd<TSelf, T>
    where TSelf : struct, ISimd<TSelf, T>
    where T : unmanaged
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The value in every lane.</summary>
    static abstract TSelf Create(T value);

    /// <summary>The bit pattern in every lane; for float the low 32 bits count.</summary>
    static abstract TSelf CreateBits(long bits);

    /// <summary>Reads <see cref="Count"/> elements; no alignment needed.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Writes <see cref="Count"/> elements; no alignment needed.</summary>
    static abstract void Store(TSelf value, ref T destination);

    /// <summary>Reads the first <paramref name="count"/> elements, 0 ≤ count &lt; <see cref="Count"/>, and nothing past them; other lanes are 0.</summary>
    static abstract TSelf LoadPartial(ref readonly T source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes, 0 ≤ count &lt; <see cref="Count"/>, and nothing past them.</summary>
    static abstract void StorePartial(TSelf value, ref T destination, int count);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Flips the sign bit, also of zeros and NaN.</summary>
    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    /// <summary>a &amp; ~b.</summary>
    static abstract TSelf AndNot(TSelf a, TSelf b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    /// <summary>c − a·b, rounded once.</summary>
    static abstract TSelf Fnma(TSelf a, TSelf b, TSelf c);

    /// <summary>IEEE 754-2019 minimum: NaN if either is NaN, −0 below +0.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>IEEE 754-2019 maximum: NaN if either is NaN, −0 below +0.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The larger of x and low; NaN in x passes. One instruction, unlike <see cref="Max"/>; low must not be NaN or zero.</summary>
    static abstract TSelf AtLeast(TSelf x, TSelf low);

    /// <summary>The smaller of x and high; NaN in x passes; high must not be NaN or zero.</summary>
    static abstract TSelf AtMost(TSelf x, TSelf high);

    /// <summary><paramref name="x"/> held in [low, high]; NaN passes; low and high must not be NaN or zero.</summary>
    static abstract TSelf Clamp(TSelf x, TSelf low, TSelf high);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf Sqrt(TSelf x);

    /// <summary>Nearest integer, ties to even; keeps −0.</summary>
    static abstract TSelf Round(TSelf x);

    static abstract TSelf Floor(TSelf x);

    /// <summary>The size of one with the sign bit of the other.</summary>
    static abstract TSelf CopySign(TSelf size, TSelf sign);

    /// <summary>Mask of a &lt; b; false where either is NaN, as the other comparisons.</summary>
    static abstract TSelf LessThan(TSelf a, TSelf b);

    static abstract TSelf LessThanOrEqual(TSelf a, TSelf b);

    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    static abstract TSelf GreaterThanOrEqual(TSelf a, TSelf b);

    static abstract TSelf Equal(TSelf a, TSelf b);

    static abstract TSelf IsNaN(TSelf x);

    /// <summary>Lane by lane: yes where the mask is set, else no.</summary>
    static abstract TSelf Select(TSelf mask, TSelf yes, TSelf no);

    /// <summary>True if the mask is set in at least one lane.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>Mask of the lanes in which none of the given bits is set; for float the low 32 bits count.</summary>
    static abstract TSelf NoneSet(TSelf x, long bits);

    /// <summary>Adds the lanes as integers; wraps.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>Shifts the lanes as integers.</summary>
    static abstract TSelf ShiftLeft(TSelf x, int count);

    /// <summary>Shifts the lanes as unsigned integers.</summary>
    static abstract TSelf ShiftRight(TSelf x, int count);

    /// <summary>x·2^⌊k⌋ with one rounding, gradual underflow and overflow to infinity included, for |k| up to 2 000 (float: 250); NaN in either gives NaN.</summary>
    /// <remarks>vscalef where there is AVX-512, else two multiplications: the first is exact for 2^−30 &lt; |x| &lt; 2^30, the only range promised.</remarks>
    static abstract TSelf Scale(TSelf x, TSelf k);

    /// <summary>x = mantissa·2^exponent with the mantissa in [3/4, 3/2), exactly, subnormal numbers included.</summary>
    /// <remarks>+0 gives 1 and −∞, −0 gives 1 or −1 and −∞, +∞ gives 1 and +∞, NaN and negative numbers a NaN mantissa.</remarks>
    static abstract TSelf Decompose(TSelf x, out TSelf exponent);

    /// <summary>table[low four bits of the lane], for double lanes alone; the table has 16 entries at a fixed address (a literal span).</summary>
    static abstract TSelf Lookup16(ReadOnlySpan<double> table, TSelf index);

    /// <summary>The float64 form of a kernel on these lanes: float lanes are widened in two halves and the results rounded.</summary>
    static abstract TSelf InDouble<TKernel>(TSelf x)
        where TKernel : IUnaryKernel<double>;

    /// <summary>As <see cref="InDouble{TKernel}(TSelf)"/>, with two arguments.</summary>
    static abstract TSelf InDouble<TKernel>(TSelf x, TSelf y)
        where TKernel : IBinaryKernel<double>;

    /// <summary>The scalar form of a kernel in the lanes of the mask, <paramref name="otherwise"/> in the others: for arguments an algorithm does not cover.</summary>
    static abstract TSelf ByLane<TKernel>(TSelf mask, TSelf x, TSelf otherwise)
        where TKernel : IScalarKernel<T>;
}
