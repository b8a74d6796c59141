using System.Runtime.CompilerServices;

namespace GradPipelines.Kernels;

/// <summary>Sine, for every finite argument; ±∞ gives NaN; ±0 keeps its sign.</summary>
internal readonly struct SinVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Trigonometric.SinSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Trigonometric.SinDouble(x);
}

/// <summary>Cosine, for every finite argument; ±∞ gives NaN.</summary>
internal readonly struct CosVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => Trigonometric.CosSingle(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Trigonometric.CosDouble(x);
}

/// <summary>Tangent, for every finite argument; ±∞ gives NaN; ±0 keeps its sign. float32 is computed in float64.</summary>
internal readonly struct TanVector : IUnaryKernel<float>, IUnaryKernel<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<float>.Invoke<V>(V x) => V.InDouble<TanVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V IUnaryKernel<double>.Invoke<V>(V x) => Trigonometric.TanDouble(x);
}

/// <summary>sin, cos, tan: |x| = j·π/2 + r, two polynomials in r, chosen by the low bits of j.</summary>
/// <remarks>
/// <para>Method: Cody-Waite reduction with fused multiply-adds, float32 in three parts for |x| ≤ 20 000, float64 in four parts of 33
/// bits for |x| ≤ 500 000 with the remainder as r + low. Beyond, lanes take a slow path: float32 goes through float64, float64 through
/// <see cref="HugeAngle"/>, the exact reduction of Payne and Hanek.</para>
/// <para>Source: Cody and Waite, "Software Manual for the Elementary Functions" (1980); fdlibm k_sin.c and k_cos.c for the
/// compensation; polynomials our own (Remez, 50 digits).</para>
/// <para>Measured bounds in ulp, float32 / float64 (docs/accuracy.md): sin 1.56 / 0.82, cos 1.58 / 0.86, tan 0.51 / 1.00.</para>
/// </remarks>
internal static class Trigonometric
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private const float LimitSingle = 20000f;
    private const double LimitDouble = 500000.0;

    [MethodImpl(Inline)]
    public static V SinSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var a = V.Abs(x);
        var r = ReduceSingle(a, out var t);
        var y = ChooseSingle(r, t) ^ (x & V.Create(-0f));
        return V.Any(V.GreaterThan(a, V.Create(LimitSingle))) ? ReplaceLarge<V, SinVector>(x, y) : y;
    }

    [MethodImpl(Inline)]
    public static V CosSingle<V>(V x)
        where V : struct, ISimd<V, float>
    {
        var a = V.Abs(x);
        var r = ReduceSingle(a, out var t);
        var y = ChooseSingle(r, V.AddBits(t, V.CreateBits(1))); // cos x = sin(x + π/2)
        return V.Any(V.GreaterThan(a, V.Create(LimitSingle))) ? ReplaceLarge<V, CosVector>(x, y) : y;
    }

    [MethodImpl(Inline)]
    public static V SinDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        var r = ReduceDouble(a, out var low, out var t);
        var y = ChooseDouble(r, low, t) ^ (x & V.Create(-0.0));
        var huge = V.GreaterThan(a, V.Create(LimitDouble));
        return V.Any(huge) ? V.ByLane<SinOfHuge>(huge, x, y) : y;
    }

    [MethodImpl(Inline)]
    public static V CosDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        var r = ReduceDouble(a, out var low, out var t);
        var y = ChooseDouble(r, low, V.AddBits(t, V.CreateBits(1)));
        var huge = V.GreaterThan(a, V.Create(LimitDouble));
        return V.Any(huge) ? V.ByLane<CosOfHuge>(huge, x, y) : y;
    }

    [MethodImpl(Inline)]
    public static V TanDouble<V>(V x)
        where V : struct, ISimd<V, double>
    {
        var a = V.Abs(x);
        var r = ReduceDouble(a, out var low, out var t);
        var y = RatioDouble(r, low, t) ^ (x & V.Create(-0.0));
        var huge = V.GreaterThan(a, V.Create(LimitDouble));
        return V.Any(huge) ? V.ByLane<TanOfHuge>(huge, x, y) : y;
    }

    /// <summary>r = a − j·π/2 with |r| ≤ π/4 and the bits of j at the bottom of t.</summary>
    /// <remarks>a − j·1.5707964 is exact: a multiple of 2^−23 below 2.</remarks>
    [MethodImpl(Inline)]
    private static V ReduceSingle<V>(V a, out V t)
        where V : struct, ISimd<V, float>
    {
        t = V.Fma(a, V.Create(0.636619772f), V.Create(Exponential.RoundSingle));
        var j = t - V.Create(Exponential.RoundSingle);
        var r = V.Fnma(j, V.Create(1.5707963705062866f), a);
        r = V.Fnma(j, V.Create(-4.371138828673793e-08f), r);
        return V.Fnma(j, V.Create(-1.7151244994428829e-15f), r);
    }

    /// <summary>sin(r + j·π/2).</summary>
    [MethodImpl(Inline)]
    private static V ChooseSingle<V>(V r, V t)
        where V : struct, ISimd<V, float>
    {
        var z = r * r;

        // sin r = r + r³·S(z) [5e-12]; cos r = 1 − z/2 + z²·C(z) [1e-13]
        var s = V.Fma(z, V.Create(2.718162825050606e-6f), V.Create(-0.00019839319398903008f));
        s = V.Fma(z, V.Fma(z, s, V.Create(0.008333329338513082f)), V.Create(-0.16666666641224773f));
        s = V.Fma(z * r, s, r);
        var c = V.Fma(z, V.Create(-2.720885808027363e-7f), V.Create(0.00002479950350984206f));
        c = V.Fma(z, V.Fma(z, c, V.Create(-0.0013888883691759279f)), V.Create(0.04166666662212479f));
        c = V.Fma(z * z, c, V.Fma(z, V.Create(-0.5f), V.Create(1f)));
        var y = V.Select(V.NoneSet(t, 1), s, c);
        return y ^ (V.ShiftLeft(t, 30) & V.Create(-0f));
    }

    /// <summary>r + low = a − j·π/2.</summary>
    /// <remarks>Each part of π/2 has 33 bits, so its product with j &lt; 2^19 is exact.</remarks>
    [MethodImpl(Inline)]
    private static V ReduceDouble<V>(V a, out V low, out V t)
        where V : struct, ISimd<V, double>
    {
        t = V.Fma(a, V.Create(0.6366197723675814), V.Create(Exponential.RoundDouble));
        var j = t - V.Create(Exponential.RoundDouble);
        var first = V.Fnma(j, V.Create(1.5707963267341256), a);
        var r = V.Fnma(j, V.Create(6.077100506303966e-11), first);
        low = V.Fnma(j, V.Create(6.077100506303966e-11), first - r);
        low = V.Fnma(j, V.Create(2.0222662487111665e-21), low);
        low = V.Fnma(j, V.Create(8.4784276603689e-32), low);
        var sum = r + low;
        low = (r - sum) + low;
        return sum;
    }

    /// <summary>sin(r + low + j·π/2) with j in the low bits of t.</summary>
    [MethodImpl(Inline)]
    internal static V ChooseDouble<V>(V r, V low, V t)
        where V : struct, ISimd<V, double>
    {
        SinCosOfRest(r, low, out var sinTail, out var cosHead, out var cosTail);
        var y = V.Select(V.NoneSet(t, 1), r + sinTail, cosHead + cosTail);
        return y ^ (V.ShiftLeft(t, 62) & V.Create(-0.0));
    }

    /// <summary>tan(r + low + j·π/2).</summary>
    [MethodImpl(Inline)]
    internal static V RatioDouble<V>(V r, V low, V t)
        where V : struct, ISimd<V, double>
    {
        SinCosOfRest(r, low, out var sinTail, out var cosHead, out var cosTail);

        // Both to two parts; n/d where j is even, −d/n where it is odd
        var sin = r + sinTail;
        var cos = cosHead + cosTail;
        var sinLow = (r - sin) + sinTail;
        var cosLow = (cosHead - cos) + cosTail;
        var even = V.NoneSet(t, 1);
        var n = V.Select(even, sin, -cos);
        var nLow = V.Select(even, sinLow, -cosLow);
        var d = V.Select(even, cos, sin);
        var dLow = V.Select(even, cosLow, sinLow);
        var inverse = V.Create(1.0) / d;
        var q = n * inverse;
        return V.Fma(V.Fnma(q, dLow, V.Fnma(q, d, n) + nLow), inverse, q);
    }

    /// <summary>sin(r + low) = r + sinTail, cos(r + low) = cosHead + cosTail.</summary>
    [MethodImpl(Inline)]
    private static void SinCosOfRest<V>(V r, V low, out V sinTail, out V cosHead, out V cosTail)
        where V : struct, ISimd<V, double>
    {
        var z = r * r;
        var z2 = z * z;

        // sin r = r + r³·S(z) [3.5e-18]
        var s = V.Fma(
            z2,
            V.Fma(
                z2,
                V.Fma(z, V.Create(1.5896181938508877308e-10), V.Create(-2.5050747866496079065e-8)),
                V.Fma(z, V.Create(2.7557313628779971904e-6), V.Create(-0.00019841269829633027415))),
            V.Fma(z, V.Create(0.0083333333333222051315), V.Create(-0.16666666666666631232)));
        sinTail = V.Fma(z * r, s, low);

        // cos r = 1 − z/2 + z²·C(z) [4.8e-20]; the head 1 − z/2 is rounded, its error and −r·low added to the tail
        var c = V.Fma(
            z2,
            V.Fma(
                z2,
                V.Fma(z, V.Create(-1.1359227250779088429e-11), V.Create(2.0875715420683123634e-9)),
                V.Fma(z, V.Create(-2.7557314296678119438e-7), V.Create(0.000024801587289297378435))),
            V.Fma(z, V.Create(-0.0013888888888873841567), V.Create(0.041666666666666597931)));
        var half = z * V.Create(0.5);
        cosHead = V.Create(1.0) - half;
        cosTail = ((V.Create(1.0) - cosHead) - half) + V.Fnma(r, low, z2 * c);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V ReplaceLarge<V, TKernel>(V x, V y)
        where V : struct, ISimd<V, float>
        where TKernel : IUnaryKernel<double> =>
        V.Select(V.GreaterThan(V.Abs(x), V.Create(LimitSingle)), V.InDouble<TKernel>(x), y);

    private readonly struct SinOfHuge : IScalarKernel<double>
    {
        public static double Invoke(double x)
        {
            var r = HugeAngle.Reduce(Math.Abs(x), out var low, out var quadrant);
            var y = ChooseDouble(new Simd1<double>(r), new(low), Simd1<double>.CreateBits(quadrant)).Value;
            return x < 0 ? -y : y;
        }
    }

    private readonly struct CosOfHuge : IScalarKernel<double>
    {
        public static double Invoke(double x)
        {
            var r = HugeAngle.Reduce(Math.Abs(x), out var low, out var quadrant);
            return ChooseDouble(new Simd1<double>(r), new(low), Simd1<double>.CreateBits(quadrant + 1)).Value;
        }
    }

    private readonly struct TanOfHuge : IScalarKernel<double>
    {
        public static double Invoke(double x)
        {
            var r = HugeAngle.Reduce(Math.Abs(x), out var low, out var quadrant);
            var y = RatioDouble(new Simd1<double>(r), new(low), Simd1<double>.CreateBits(quadrant)).Value;
            return x < 0 ? -y : y;
        }
    }
}
