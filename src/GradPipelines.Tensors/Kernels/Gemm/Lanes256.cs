using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>8 lanes of float.</summary>
internal readonly unsafe struct Single256 : ILanes<Vector256<float>, float>
{
    public static bool HasMasks => Avx2.IsSupported;

    /// <summary>The first half of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Lower(Vector256<float> x) => x.GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Zero() => Vector256<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* p) => Vector256.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> x, float* p) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float* p) => Vector256.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> z) =>
        Vector256.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> x) => Vector256.Sum(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MaskBy(Vector256<float> x, Vector256<float> auxiliary) =>
        Vector256.ConditionalSelect(Vector256.LessThanOrEqual(auxiliary, Vector256<float>.Zero), Vector256<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FirstLanes(int count) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MaskedLoad(float* p, Vector256<float> mask) => 
        Avx512F.VL.IsSupported ? Avx512F.VL.MaskLoad(p, mask, Vector256<float>.Zero) : Avx.MaskLoad(p, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaskedStore(Vector256<float> x, float* p, Vector256<float> mask)
    {
        if (Avx512F.VL.IsSupported)
        {
            Avx512F.VL.MaskStore(p, mask, x);
        }
        else
        {
            Avx.MaskStore(p, mask, x);
        }
    }
}

/// <summary>4 lanes of double.</summary>
internal readonly unsafe struct Double256 : ILanes<Vector256<double>, double>
{
    public static bool HasMasks => Avx2.IsSupported;

    /// <summary>The first half of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Lower(Vector256<double> x) => x.GetLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Zero() => Vector256<double>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double* p) => Vector256.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> x, double* p) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Broadcast(double* p) => Vector256.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> x, Vector256<double> y, Vector256<double> z) =>
        Vector256.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> x, Vector256<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> x) => Vector256.Sum(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Relu(Vector256<double> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), Vector256<double>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MaskBy(Vector256<double> x, Vector256<double> auxiliary) =>
        Vector256.ConditionalSelect(Vector256.LessThanOrEqual(auxiliary, Vector256<double>.Zero), Vector256<double>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FirstLanes(int count) =>
        Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MaskedLoad(double* p, Vector256<double> mask) => 
        Avx512F.VL.IsSupported ? Avx512F.VL.MaskLoad(p, mask, Vector256<double>.Zero) : Avx.MaskLoad(p, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaskedStore(Vector256<double> x, double* p, Vector256<double> mask)
    {
        if (Avx512F.VL.IsSupported)
        {
            Avx512F.VL.MaskStore(p, mask, x);
        }
        else
        {
            Avx.MaskStore(p, mask, x);
        }
    }
}
