using GradPipelines.Kernels;

namespace GradPipelines.Tests.Kernels;

/// <summary>z[i] = f(x[i], y[i]).</summary>
internal delegate void SpanFunction2<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z);

/// <summary>One function of two arguments; see <see cref="UnaryCase"/>. System.Math gives the float32 reference and all special values.</summary>
internal sealed record BinaryCase(
    string Name,
    double Bound,
    Func<int, SpanFunction2<float>> Single,
    Func<int, SpanFunction2<double>> Double,
    Func<double, double, BigReal> Reference,
    Func<double, double, double> SystemMath)
{
    public static IReadOnlyList<BinaryCase> All { get; } =
    [
        new("pow", 1.5, Pick<PowVector, float>, Pick<PowVector, double>, (x, y) => BigReal.Exp(y * BigReal.Log(x)), Math.Pow),
        new("atan2", 2, Pick<Atan2Vector, float>, Pick<Atan2Vector, double>, Atan2, Math.Atan2),
    ];

    public static BinaryCase ByName(string name) => All.Single(c => c.Name == name);

    private static BigReal Atan2(double y, double x)
    {
        var angle = BigReal.Atan((BigReal)y / x);
        return x > 0 ? angle : y < 0 ? angle - BigReal.Pi : angle + BigReal.Pi;
    }

    private static SpanFunction2<T> Pick<TKernel, T>(int width)
        where TKernel : IBinaryKernel<T>
        where T : unmanaged => width switch
        {
            512 => KernelLoop.Map<TKernel, T, Simd512<T>>,
            256 => KernelLoop.Map<TKernel, T, Simd256<T>>,
            128 => KernelLoop.Map<TKernel, T, Simd128<T>>,
            1 => KernelLoop.Map<TKernel, T, Simd1<T>>,
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };
}
