using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradPipelines.Kernels;

/// <summary>4 lanes of float.</summary>
internal readonly unsafe struct Single128 : ILanes<Vector128<float>, float>
{
    public static bool HasMasks => Avx2.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Zero() => Vector128<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* p) => Vector128.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> x, float* p) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float* p) => Vector128.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> x, Vector128<float> y, Vector128<float> z) =>
        Vector128.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> x) => Vector128.Sum(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Relu(Vector128<float> x) =>
        Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), Vector128<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MaskBy(Vector128<float> x, Vector128<float> auxiliary) =>
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(auxiliary, Vector128<float>.Zero), Vector128<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FirstLanes(int count) =>
        Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MaskedLoad(float* p, Vector128<float> mask) => 
        Avx512F.VL.IsSupported ? Avx512F.VL.MaskLoad(p, mask, Vector128<float>.Zero) : Avx.MaskLoad(p, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaskedStore(Vector128<float> x, float* p, Vector128<float> mask)
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

/// <summary>2 lanes of double.</summary>
internal readonly unsafe struct Double128 : ILanes<Vector128<double>, double>
{
    public static bool HasMasks => Avx2.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Zero() => Vector128<double>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(double* p) => Vector128.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<double> x, double* p) => x.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Broadcast(double* p) => Vector128.Create(*p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAdd(Vector128<double> x, Vector128<double> y, Vector128<double> z) =>
        Vector128.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Add(Vector128<double> x, Vector128<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> x) => Vector128.Sum(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Relu(Vector128<double> x) =>
        Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<double>.Zero), Vector128<double>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MaskBy(Vector128<double> x, Vector128<double> auxiliary) =>
        Vector128.ConditionalSelect(Vector128.LessThanOrEqual(auxiliary, Vector128<double>.Zero), Vector128<double>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> FirstLanes(int count) =>
        Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MaskedLoad(double* p, Vector128<double> mask) => 
        Avx512F.VL.IsSupported ? Avx512F.VL.MaskLoad(p, mask, Vector128<double>.Zero) : Avx.MaskLoad(p, mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaskedStore(Vector128<double> x, double* p, Vector128<double> mask)
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
