namespace GradPipelines.Kernels.Vectorized;

/// <summary>Elementary functions of contiguous float32 and float64 elements, y[i] = f(x[i]).</summary>
/// <remarks>
/// Input and output have equal lengths (else <see cref="ArgumentException"/>) and are the same memory or do not overlap. The widest
/// vectors of the machine are used; results do not depend on the width, the position, the length or the alignment.
/// Special values and errors: at each kernel struct and in docs/accuracy.md.
/// </remarks>
internal static class VectorMath
{
    /// <summary>e^x; see <see cref="ExpKernel"/>.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ExpKernel, float>(x, y);

    /// <inheritdoc cref="Exp(ReadOnlySpan{float}, Span{float})"/>
    public static void Exp(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ExpKernel, double>(x, y);

    /// <summary>2^x; see <see cref="Exp2Kernel"/>.</summary>
    public static void Exp2(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Exp2Kernel, float>(x, y);

    /// <inheritdoc cref="Exp2(ReadOnlySpan{float}, Span{float})"/>
    public static void Exp2(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Exp2Kernel, double>(x, y);

    /// <summary>e^x − 1; see <see cref="ExpM1Kernel"/>.</summary>
    public static void ExpM1(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ExpM1Kernel, float>(x, y);

    /// <inheritdoc cref="ExpM1(ReadOnlySpan{float}, Span{float})"/>
    public static void ExpM1(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ExpM1Kernel, double>(x, y);

    /// <summary>Natural logarithm; see <see cref="LogKernel"/>.</summary>
    public static void Log(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<LogKernel, float>(x, y);

    /// <inheritdoc cref="Log(ReadOnlySpan{float}, Span{float})"/>
    public static void Log(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<LogKernel, double>(x, y);

    /// <summary>log(1 + x); see <see cref="Log1PKernel"/>.</summary>
    public static void Log1P(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Log1PKernel, float>(x, y);

    /// <inheritdoc cref="Log1P(ReadOnlySpan{float}, Span{float})"/>
    public static void Log1P(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Log1PKernel, double>(x, y);

    /// <summary>Logarithm to base 2; see <see cref="Log2Kernel"/>.</summary>
    public static void Log2(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Log2Kernel, float>(x, y);

    /// <inheritdoc cref="Log2(ReadOnlySpan{float}, Span{float})"/>
    public static void Log2(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Log2Kernel, double>(x, y);

    /// <summary>Logarithm to base 10; see <see cref="Log10Kernel"/>.</summary>
    public static void Log10(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Log10Kernel, float>(x, y);

    /// <inheritdoc cref="Log10(ReadOnlySpan{float}, Span{float})"/>
    public static void Log10(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Log10Kernel, double>(x, y);

    /// <summary>Hyperbolic sine; see <see cref="SinhKernel"/>.</summary>
    public static void Sinh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SinhKernel, float>(x, y);

    /// <inheritdoc cref="Sinh(ReadOnlySpan{float}, Span{float})"/>
    public static void Sinh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SinhKernel, double>(x, y);

    /// <summary>Hyperbolic cosine; see <see cref="CoshKernel"/>.</summary>
    public static void Cosh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<CoshKernel, float>(x, y);

    /// <inheritdoc cref="Cosh(ReadOnlySpan{float}, Span{float})"/>
    public static void Cosh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<CoshKernel, double>(x, y);

    /// <summary>Hyperbolic tangent; see <see cref="TanhKernel"/>.</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<TanhKernel, float>(x, y);

    /// <inheritdoc cref="Tanh(ReadOnlySpan{float}, Span{float})"/>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<TanhKernel, double>(x, y);

    /// <summary>Inverse hyperbolic sine; see <see cref="AsinhKernel"/>.</summary>
    public static void Asinh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AsinhKernel, float>(x, y);

    /// <inheritdoc cref="Asinh(ReadOnlySpan{float}, Span{float})"/>
    public static void Asinh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AsinhKernel, double>(x, y);

    /// <summary>Inverse hyperbolic cosine; see <see cref="AcoshKernel"/>.</summary>
    public static void Acosh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AcoshKernel, float>(x, y);

    /// <inheritdoc cref="Acosh(ReadOnlySpan{float}, Span{float})"/>
    public static void Acosh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AcoshKernel, double>(x, y);

    /// <summary>Inverse hyperbolic tangent; see <see cref="AtanhKernel"/>.</summary>
    public static void Atanh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AtanhKernel, float>(x, y);

    /// <inheritdoc cref="Atanh(ReadOnlySpan{float}, Span{float})"/>
    public static void Atanh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AtanhKernel, double>(x, y);

    /// <summary>Sine; see <see cref="SinKernel"/>.</summary>
    public static void Sin(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SinKernel, float>(x, y);

    /// <inheritdoc cref="Sin(ReadOnlySpan{float}, Span{float})"/>
    public static void Sin(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SinKernel, double>(x, y);

    /// <summary>Cosine; see <see cref="CosKernel"/>.</summary>
    public static void Cos(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<CosKernel, float>(x, y);

    /// <inheritdoc cref="Cos(ReadOnlySpan{float}, Span{float})"/>
    public static void Cos(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<CosKernel, double>(x, y);

    /// <summary>Tangent; see <see cref="TanKernel"/>.</summary>
    public static void Tan(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<TanKernel, float>(x, y);

    /// <inheritdoc cref="Tan(ReadOnlySpan{float}, Span{float})"/>
    public static void Tan(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<TanKernel, double>(x, y);

    /// <summary>Arc sine; see <see cref="AsinKernel"/>.</summary>
    public static void Asin(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AsinKernel, float>(x, y);

    /// <inheritdoc cref="Asin(ReadOnlySpan{float}, Span{float})"/>
    public static void Asin(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AsinKernel, double>(x, y);

    /// <summary>Arc cosine; see <see cref="AcosKernel"/>.</summary>
    public static void Acos(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AcosKernel, float>(x, y);

    /// <inheritdoc cref="Acos(ReadOnlySpan{float}, Span{float})"/>
    public static void Acos(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AcosKernel, double>(x, y);

    /// <summary>Arc tangent; see <see cref="AtanKernel"/>.</summary>
    public static void Atan(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AtanKernel, float>(x, y);

    /// <inheritdoc cref="Atan(ReadOnlySpan{float}, Span{float})"/>
    public static void Atan(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AtanKernel, double>(x, y);

    /// <summary>1/(1 + e^−x); see <see cref="SigmoidKernel"/>.</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SigmoidKernel, float>(x, y);

    /// <inheritdoc cref="Sigmoid(ReadOnlySpan{float}, Span{float})"/>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SigmoidKernel, double>(x, y);

    /// <summary>log(1 + e^x); see <see cref="SoftplusKernel"/>.</summary>
    public static void Softplus(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SoftplusKernel, float>(x, y);

    /// <inheritdoc cref="Softplus(ReadOnlySpan{float}, Span{float})"/>
    public static void Softplus(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SoftplusKernel, double>(x, y);

    /// <summary>log(1/(1 + e^−x)); see <see cref="LogSigmoidKernel"/>.</summary>
    public static void LogSigmoid(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<LogSigmoidKernel, float>(x, y);

    /// <inheritdoc cref="LogSigmoid(ReadOnlySpan{float}, Span{float})"/>
    public static void LogSigmoid(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<LogSigmoidKernel, double>(x, y);

    /// <summary>Cube root; see <see cref="CbrtKernel"/>.</summary>
    public static void Cbrt(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<CbrtKernel, float>(x, y);

    /// <inheritdoc cref="Cbrt(ReadOnlySpan{float}, Span{float})"/>
    public static void Cbrt(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<CbrtKernel, double>(x, y);

    /// <summary>Error function; see <see cref="ErfKernel"/>.</summary>
    public static void Erf(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ErfKernel, float>(x, y);

    /// <inheritdoc cref="Erf(ReadOnlySpan{float}, Span{float})"/>
    public static void Erf(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ErfKernel, double>(x, y);

    /// <summary>1 − erf x; see <see cref="ErfcKernel"/>.</summary>
    public static void Erfc(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ErfcKernel, float>(x, y);

    /// <inheritdoc cref="Erfc(ReadOnlySpan{float}, Span{float})"/>
    public static void Erfc(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ErfcKernel, double>(x, y);

    /// <summary>x^y; see <see cref="PowKernel"/>.</summary>
    public static void Pow(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z) => KernelLoop.Map<PowKernel, float>(x, y, z);

    /// <inheritdoc cref="Pow(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void Pow(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z) => KernelLoop.Map<PowKernel, double>(x, y, z);

    /// <summary>Angle of the point (x, y); see <see cref="Atan2Kernel"/>.</summary>
    public static void Atan2(ReadOnlySpan<float> y, ReadOnlySpan<float> x, Span<float> z) => KernelLoop.Map<Atan2Kernel, float>(y, x, z);

    /// <inheritdoc cref="Atan2(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void Atan2(ReadOnlySpan<double> y, ReadOnlySpan<double> x, Span<double> z) => KernelLoop.Map<Atan2Kernel, double>(y, x, z);
}
