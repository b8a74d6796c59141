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
/// <param name="Exact">System.Math in float64, the reference of the float32 accuracy.</param>
internal sealed record VectorFunctionRow(
    string Name,
    double Low,
    double High,
    Func<int, VectorFunction<float>> Single,
    Func<int, VectorFunction<double>> Double,
    VectorFunction<float> SingleReference,
    VectorFunction<double> DoubleReference,
    Func<double, double> Exact);

/// <summary>The table of all functions.</summary>
internal static class VectorFunctions
{
    public static IReadOnlyList<VectorFunctionRow> All { get; } =
    [
        Row<ExpKernel>("exp", -10, 10, MathF.Exp, Math.Exp, Math.Exp),
        Row<Exp2Kernel>("exp2", -10, 10, x => MathF.Pow(2, x), x => Math.Pow(2, x), x => Math.Pow(2, x)),
        Row<ExpM1Kernel>("expm1", -10, 10, x => MathF.Exp(x) - 1, x => Math.Exp(x) - 1, ExpM1),
        Row<LogKernel>("log", 0.01, 10, MathF.Log, Math.Log, Math.Log),
        Row<Log1PKernel>("log1p", -0.9, 10, x => MathF.Log(1 + x), x => Math.Log(1 + x), Log1P),
        Row<Log2Kernel>("log2", 0.01, 10, MathF.Log2, Math.Log2, Math.Log2),
        Row<Log10Kernel>("log10", 0.01, 10, MathF.Log10, Math.Log10, Math.Log10),
        Row<TanhKernel>("tanh", -5, 5, MathF.Tanh, Math.Tanh, Math.Tanh),
        Row<SinhKernel>("sinh", -10, 10, MathF.Sinh, Math.Sinh, Math.Sinh),
        Row<CoshKernel>("cosh", -10, 10, MathF.Cosh, Math.Cosh, Math.Cosh),
        Row<AsinhKernel>("asinh", -10, 10, MathF.Asinh, Math.Asinh, Math.Asinh),
        Row<AcoshKernel>("acosh", 1, 10, MathF.Acosh, Math.Acosh, Math.Acosh),
        Row<AtanhKernel>("atanh", -1, 1, MathF.Atanh, Math.Atanh, Math.Atanh),
        Row<SigmoidKernel>("sigmoid", -10, 10, x => 1 / (1 + MathF.Exp(-x)), x => 1 / (1 + Math.Exp(-x)), Sigmoid),
        Row<SoftplusKernel>("softplus", -10, 10, x => MathF.Log(1 + MathF.Exp(x)), x => Math.Log(1 + Math.Exp(x)), Softplus),
        Row<LogSigmoidKernel>("log-sigmoid", -10, 10, x => -MathF.Log(1 + MathF.Exp(-x)), x => -Math.Log(1 + Math.Exp(-x)), x => -Softplus(-x)),
        Row<SinKernel>("sin", -10, 10, MathF.Sin, Math.Sin, Math.Sin),
        Row<CosKernel>("cos", -10, 10, MathF.Cos, Math.Cos, Math.Cos),
        Row<TanKernel>("tan", -10, 10, MathF.Tan, Math.Tan, Math.Tan),
    ];

    private static VectorFunctionRow Row<TKernel>(
        string name, double low, double high, Func<float, float> single, Func<double, double> @double, Func<double, double> exact)
        where TKernel : IUnaryKernel<float>, IUnaryKernel<double> =>
        new(name, low, high, Widths<TKernel, float>, Widths<TKernel, double>, Loop(single), Loop(@double), exact);

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

    private static VectorFunction<T> Loop<T>(Func<T, T> function) => (x, _, z) =>
    {
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = function(x[i]);
        }
    };

    /// <summary>e^x − 1 by Kahan's correction, within a few ulp of float64: enough to judge float32.</summary>
    private static double ExpM1(double x)
    {
        var u = Math.Exp(x);
        var m = u - 1;
        return u == 1 ? x : m == -1 || double.IsInfinity(u) ? m : m * x / Math.Log(u);
    }

    /// <summary>log(1 + x), likewise.</summary>
    private static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    private static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));
}
