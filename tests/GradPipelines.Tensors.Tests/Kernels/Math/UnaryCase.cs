using GradPipelines.Kernels;

namespace GradPipelines.Tests.Kernels;

/// <summary>y[i] = f(x[i]).</summary>
internal delegate void SpanFunction<T>(ReadOnlySpan<T> x, Span<T> y);

/// <summary>One function under test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bound">Largest error allowed, in ulp, in both types (docs/accuracy.md has what was measured).</param>
/// <param name="Low">Where float64 arguments are drawn evenly: from here …</param>
/// <param name="High">… to here; as many more are random bit patterns.</param>
/// <param name="Single">The float32 form in a given vector width (512, 256, 128, 1).</param>
/// <param name="Double">The float64 form.</param>
/// <param name="Reference">The value to 2^−100 for an argument inside the domain.</param>
/// <param name="Domain">Arguments with a finite, nonzero value that the reference can give.</param>
/// <param name="SingleReference">The value in float64, good enough to judge float32.</param>
internal sealed record UnaryCase(
    string Name,
    double Bound,
    double Low,
    double High,
    Func<int, SpanFunction<float>> Single,
    Func<int, SpanFunction<double>> Double,
    Func<BigReal, BigReal> Reference,
    Func<double, bool> Domain,
    Func<double, double> SingleReference)
{
    public static IReadOnlyList<int> Widths { get; } =
        [.. new[] { 512, 256, 128, 1 }.Where(w => w != 512 || Simd512<double>.IsSupported)];

    public static IReadOnlyList<UnaryCase> All { get; } =
    [
        Case<ExpVector>("exp", 1.2, -20, 20, BigReal.Exp, x => Math.Abs(x) < 760, Math.Exp),
        Case<Exp2Vector>("exp2", 1.2, -20, 20, x => BigReal.Exp(x * BigReal.Ln2), x => Math.Abs(x) < 1080, x => Math.Pow(2, x)),
        Case<ExpM1Vector>("expm1", 2, -5, 5, BigReal.ExpM1, x => x < 720 && x > -200, ExpM1),
        Case<LogVector>("log", 1.3, 0, 5, BigReal.Log, x => x > 0, Math.Log),
        Case<Log1PVector>("log1p", 2, -1, 5, BigReal.Log1P, x => x > -1, Log1P),
        Case<Log2Vector>("log2", 2, 0, 5, x => BigReal.Log(x) / BigReal.Ln2, x => x > 0, Math.Log2),
        Case<Log10Vector>("log10", 2, 0, 5, x => BigReal.Log(x) / BigReal.Ln10, x => x > 0, Math.Log10),
        Case<TanhVector>("tanh", 2.6, -5, 5, Tanh, x => Math.Abs(x) < 100, Math.Tanh),
        Case<SinhVector>("sinh", 2, -5, 5, Sinh, x => Math.Abs(x) < 720, Math.Sinh),
        Case<CoshVector>("cosh", 2, -5, 5, x => (BigReal.Exp(x) + BigReal.Exp(-x)) / 2.0, x => Math.Abs(x) < 720, Math.Cosh),
        Case<AsinhVector>("asinh", 2, -5, 5, Asinh, _ => true, Math.Asinh),
        Case<AcoshVector>("acosh", 2, 1, 5, Acosh, x => x > 1, Math.Acosh),
        Case<AtanhVector>("atanh", 2, -1, 1, x => BigReal.Log1P(2.0 * x / (BigReal.One - x)) / 2.0, x => Math.Abs(x) < 1, Math.Atanh),
        Case<SinVector>("sin", 2.5, -10, 10, x => BigReal.SinCos(x).Sin, _ => true, Math.Sin),
        Case<CosVector>("cos", 2.5, -10, 10, x => BigReal.SinCos(x).Cos, _ => true, Math.Cos),
        Case<TanVector>("tan", 2, -10, 10, Tan, _ => true, Math.Tan),
        Case<AsinVector>("asin", 2, -1, 1, x => BigReal.Atan(x / BigReal.Sqrt((BigReal.One - x) * (BigReal.One + x))), x => Math.Abs(x) < 1, Math.Asin),
        Case<AcosVector>("acos", 2, -1, 1, x => 2.0 * BigReal.Atan(BigReal.Sqrt((BigReal.One - x) / (BigReal.One + x))), x => Math.Abs(x) < 1, Math.Acos),
        Case<AtanVector>("atan", 2, -5, 5, BigReal.Atan, _ => true, Math.Atan),
        Case<SigmoidVector>("sigmoid", 2.6, -20, 20, x => BigReal.One / (BigReal.One + BigReal.Exp(-x)), x => Math.Abs(x) < 760, Sigmoid),
        Case<SoftplusVector>("softplus", 2, -20, 20, Softplus, x => Math.Abs(x) < 760, x => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)))),
        Case<LogSigmoidVector>("log-sigmoid", 2, -20, 20, x => -Softplus(-x), x => Math.Abs(x) < 760, x => -(Math.Max(-x, 0) + Log1P(Math.Exp(-Math.Abs(x))))),
        Case<CbrtVector>("cbrt", 1, -5, 5, Cbrt, _ => true, Math.Cbrt),
        Case<ErfVector>("erf", 2, -3, 3, x => BigReal.Abs(x) > 7.0 ? BigReal.One * Math.Sign((double)x) : BigReal.Erf(x), _ => true, ErfReference),
        Case<ErfcVector>("erfc", 2, -3, 10, BigReal.Erfc, x => x is > -6 and < 28, x => ErfcReference(x)),
    ];

    public static UnaryCase ByName(string name) => All.Single(c => c.Name == name);

    public override string ToString() => Name;

    private static UnaryCase Case<TKernel>(
        string name,
        double bound,
        double low,
        double high,
        Func<BigReal, BigReal> reference,
        Func<double, bool> domain,
        Func<double, double> singleReference)
        where TKernel : IUnaryKernel<float>, IUnaryKernel<double> =>
        new(name, bound, low, high, AtWidth<TKernel, float>, AtWidth<TKernel, double>, reference, domain, singleReference);

    private static SpanFunction<T> AtWidth<TKernel, T>(int width)
        where TKernel : IUnaryKernel<T>
        where T : unmanaged => width switch
        {
            512 => KernelLoop.Map<TKernel, T, Simd512<T>>,
            256 => KernelLoop.Map<TKernel, T, Simd256<T>>,
            128 => KernelLoop.Map<TKernel, T, Simd128<T>>,
            1 => KernelLoop.Map<TKernel, T, Simd1<T>>,
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };

    private static BigReal Tanh(BigReal x)
    {
        var m = BigReal.ExpM1(2.0 * x);
        return m / (m + 2.0);
    }

    private static BigReal Sinh(BigReal x)
    {
        var m = BigReal.ExpM1(BigReal.Abs(x));
        var y = (m + m / (m + BigReal.One)) / 2.0;
        return x.IsNegative ? -y : y;
    }

    private static BigReal Asinh(BigReal x)
    {
        var a = BigReal.Abs(x);
        var y = BigReal.Log1P(a + a * a / (BigReal.One + BigReal.Sqrt(BigReal.One + a * a)));
        return x.IsNegative ? -y : y;
    }

    private static BigReal Acosh(BigReal x)
    {
        var t = x - BigReal.One;
        return BigReal.Log1P(t + BigReal.Sqrt(t * (t + 2.0)));
    }

    private static BigReal Tan(BigReal x)
    {
        var (sin, cos) = BigReal.SinCos(x);
        return sin / cos;
    }

    private static BigReal Softplus(BigReal x) => x.IsNegative
        ? BigReal.Log1P(BigReal.Exp(x))
        : x + BigReal.Log1P(BigReal.Exp(-x));

    private static BigReal Cbrt(BigReal x)
    {
        BigReal y = Math.Cbrt((double)x);
        for (var i = 0; i < 2; i++)
        {
            y -= (y * y * y - x) / (3.0 * y * y);
        }

        return y;
    }

    /// <summary>Kahan's correction: within a few ulp of float64.</summary>
    private static double ExpM1(double x)
    {
        var u = Math.Exp(x);
        var m = u - 1;
        return u == 1 ? x : m == -1 || double.IsInfinity(u) ? m : m * x / Math.Log(u);
    }

    private static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    private static double Sigmoid(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    // .NET has no erf: float32 is judged by our float64, which BigReal judges.
    private static double ErfReference(double x)
    {
        var y = 0.0;
        KernelLoop.Map<ErfVector, double, Simd1<double>>(new(in x), new(ref y));
        return y;
    }

    private static double ErfcReference(double x)
    {
        var y = 0.0;
        KernelLoop.Map<ErfcVector, double, Simd1<double>>(new(in x), new(ref y));
        return y;
    }
}
