using GradPipelines.Kernels;

namespace GradPipelines.Benchmarks.VectorMath;

/// <summary>z[i] = f(x[i]), or f(x[i], y[i]).</summary>
internal delegate void VectorFunction<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z);

/// <summary>One function of the library with its counterpart in System.Math and the interval to time it on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Low">Least argument of the timing.</param>
/// <param name="High">Largest argument of the timing.</param>
/// <param name="Single">The float32 form for a width in bits; 0 is the widest.</param>
/// <param name="Double">The float64 form.</param>
/// <param name="SingleReference">System.MathF, element by element.</param>
/// <param name="DoubleReference">System.Math, element by element.</param>
internal sealed record VectorFunctionRow(
    string Name,
    double Low,
    double High,
    Func<int, VectorFunction<float>> Single,
    Func<int, VectorFunction<double>> Double,
    VectorFunction<float> SingleReference,
    VectorFunction<double> DoubleReference)
{
    /// <summary>True if the second argument counts.</summary>
    public bool IsBinary { get; init; }
}

/// <summary>The table of all functions.</summary>
internal static class VectorFunctions
{
    public static IReadOnlyList<VectorFunctionRow> All { get; } =
    [
        Row<ExpVector>("exp", -10, 10, MathF.Exp, Math.Exp),
        Row<Exp2Vector>("exp2", -10, 10, x => MathF.Pow(2, x), x => Math.Pow(2, x)),
        Row<ExpM1Vector>("expm1", -10, 10, x => MathF.Exp(x) - 1, x => Math.Exp(x) - 1),
        Row<LogVector>("log", 0.01, 10, MathF.Log, Math.Log),
        Row<Log1PVector>("log1p", -0.9, 10, x => MathF.Log(1 + x), x => Math.Log(1 + x)),
        Row<Log2Vector>("log2", 0.01, 10, MathF.Log2, Math.Log2),
        Row<Log10Vector>("log10", 0.01, 10, MathF.Log10, Math.Log10),
        Row<TanhVector>("tanh", -5, 5, MathF.Tanh, Math.Tanh),
        Row<SinhVector>("sinh", -10, 10, MathF.Sinh, Math.Sinh),
        Row<CoshVector>("cosh", -10, 10, MathF.Cosh, Math.Cosh),
        Row<AsinhVector>("asinh", -10, 10, MathF.Asinh, Math.Asinh),
        Row<AcoshVector>("acosh", 1, 10, MathF.Acosh, Math.Acosh),
        Row<AtanhVector>("atanh", -1, 1, MathF.Atanh, Math.Atanh),
        Row<SinVector>("sin", -10, 10, MathF.Sin, Math.Sin),
        Row<CosVector>("cos", -10, 10, MathF.Cos, Math.Cos),
        Row<TanVector>("tan", -10, 10, MathF.Tan, Math.Tan),
        Row<AsinVector>("asin", -1, 1, MathF.Asin, Math.Asin),
        Row<AcosVector>("acos", -1, 1, MathF.Acos, Math.Acos),
        Row<AtanVector>("atan", -10, 10, MathF.Atan, Math.Atan),
        Row<SigmoidVector>("sigmoid", -10, 10, x => 1 / (1 + MathF.Exp(-x)), x => 1 / (1 + Math.Exp(-x))),
        Row<SoftplusVector>("softplus", -10, 10, x => MathF.Log(1 + MathF.Exp(x)), x => Math.Log(1 + Math.Exp(x))),
        Row<LogSigmoidVector>("log-sigmoid", -10, 10, x => -MathF.Log(1 + MathF.Exp(-x)), x => -Math.Log(1 + Math.Exp(-x))),
        Row<CbrtVector>("cbrt", -10, 10, MathF.Cbrt, Math.Cbrt),
        Row<ErfVector>("erf", -3, 3),
        Row<ErfcVector>("erfc", -3, 5),
        BinaryRow<PowVector>("pow", 0.01, 10, MathF.Pow, Math.Pow),
        BinaryRow<Atan2Vector>("atan2", -4, 4, MathF.Atan2, Math.Atan2),
    ];

    /// <remarks>Without a counterpart in System.Math (erf, erfc), our own one-lane form stands in.</remarks>
    private static VectorFunctionRow Row<TKernel>(
        string name, double low, double high, Func<float, float>? single = null, Func<double, double>? @double = null)
        where TKernel : IUnaryKernel<float>, IUnaryKernel<double> => new(
            name,
            low,
            high,
            Widths<TKernel, float>,
            Widths<TKernel, double>,
            single is null ? Widths<TKernel, float>(1) : Loop(single),
            @double is null ? Widths<TKernel, double>(1) : Loop(@double));

    private static VectorFunctionRow BinaryRow<TKernel>(
        string name, double low, double high, Func<float, float, float> single, Func<double, double, double> @double)
        where TKernel : IBinaryKernel<float>, IBinaryKernel<double> =>
        new(name, low, high, BinaryWidths<TKernel, float>, BinaryWidths<TKernel, double>, Loop(single), Loop(@double)) { IsBinary = true };

    private static VectorFunction<T> Widths<TKernel, T>(int width)
        where TKernel : IUnaryKernel<T>
        where T : unmanaged => width switch
        {
            512 => (x, _, z) => KernelLoop.Map<TKernel, T, Simd512<T>>(x, z),
            256 => (x, _, z) => KernelLoop.Map<TKernel, T, Simd256<T>>(x, z),
            128 => (x, _, z) => KernelLoop.Map<TKernel, T, Simd128<T>>(x, z),
            1 => (x, _, z) => KernelLoop.Map<TKernel, T, Simd1<T>>(x, z),
            _ => (x, _, z) => KernelLoop.Map<TKernel, T>(x, z),
        };

    private static VectorFunction<T> BinaryWidths<TKernel, T>(int width)
        where TKernel : IBinaryKernel<T>
        where T : unmanaged => width switch
        {
            512 => KernelLoop.Map<TKernel, T, Simd512<T>>,
            256 => KernelLoop.Map<TKernel, T, Simd256<T>>,
            128 => KernelLoop.Map<TKernel, T, Simd128<T>>,
            1 => KernelLoop.Map<TKernel, T, Simd1<T>>,
            _ => KernelLoop.Map<TKernel, T>,
        };

    private static VectorFunction<T> Loop<T>(Func<T, T> function) => (x, _, z) =>
    {
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = function(x[i]);
        }
    };

    private static VectorFunction<T> Loop<T>(Func<T, T, T> function) => (x, y, z) =>
    {
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = function(x[i], y[i]);
        }
    };
}
