namespace GradPipelines.Kernels;

/// <summary>Elementary functions of contiguous float32 and float64 elements, y[i] = f(x[i]).</summary>
/// <remarks>
/// Input and output have equal lengths (else <see cref="ArgumentException"/>) and are the same memory or do not overlap. The widest
/// vectors of the machine are used; results do not depend on the width, the position, the length or the alignment.
/// Special values and errors: at each kernel struct and in docs/accuracy.md.
/// </remarks>
internal static class VectorMath
{
    /// <summary>e^x; see <see cref="ExpVector"/>.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ExpVector, float>(x, y);

    /// <inheritdoc cref="Exp(ReadOnlySpan{float}, Span{float})"/>
    public static void Exp(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ExpVector, double>(x, y);

    /// <summary>2^x; see <see cref="Exp2Vector"/>.</summary>
    public static void Exp2(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Exp2Vector, float>(x, y);

    /// <inheritdoc cref="Exp2(ReadOnlySpan{float}, Span{float})"/>
    public static void Exp2(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Exp2Vector, double>(x, y);

    /// <summary>e^x − 1; see <see cref="ExpM1Vector"/>.</summary>
    public static void ExpM1(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ExpM1Vector, float>(x, y);

    /// <inheritdoc cref="ExpM1(ReadOnlySpan{float}, Span{float})"/>
    public static void ExpM1(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ExpM1Vector, double>(x, y);

    /// <summary>Natural logarithm; see <see cref="LogVector"/>.</summary>
    public static void Log(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<LogVector, float>(x, y);

    /// <inheritdoc cref="Log(ReadOnlySpan{float}, Span{float})"/>
    public static void Log(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<LogVector, double>(x, y);

    /// <summary>log(1 + x); see <see cref="Log1PVector"/>.</summary>
    public static void Log1P(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Log1PVector, float>(x, y);

    /// <inheritdoc cref="Log1P(ReadOnlySpan{float}, Span{float})"/>
    public static void Log1P(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Log1PVector, double>(x, y);

    /// <summary>Logarithm to base 2; see <see cref="Log2Vector"/>.</summary>
    public static void Log2(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Log2Vector, float>(x, y);

    /// <inheritdoc cref="Log2(ReadOnlySpan{float}, Span{float})"/>
    public static void Log2(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Log2Vector, double>(x, y);

    /// <summary>Logarithm to base 10; see <see cref="Log10Vector"/>.</summary>
    public static void Log10(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<Log10Vector, float>(x, y);

    /// <inheritdoc cref="Log10(ReadOnlySpan{float}, Span{float})"/>
    public static void Log10(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<Log10Vector, double>(x, y);

    /// <summary>Hyperbolic sine; see <see cref="SinhVector"/>.</summary>
    public static void Sinh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SinhVector, float>(x, y);

    /// <inheritdoc cref="Sinh(ReadOnlySpan{float}, Span{float})"/>
    public static void Sinh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SinhVector, double>(x, y);

    /// <summary>Hyperbolic cosine; see <see cref="CoshVector"/>.</summary>
    public static void Cosh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<CoshVector, float>(x, y);

    /// <inheritdoc cref="Cosh(ReadOnlySpan{float}, Span{float})"/>
    public static void Cosh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<CoshVector, double>(x, y);

    /// <summary>Hyperbolic tangent; see <see cref="TanhVector"/>.</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<TanhVector, float>(x, y);

    /// <inheritdoc cref="Tanh(ReadOnlySpan{float}, Span{float})"/>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<TanhVector, double>(x, y);

    /// <summary>Inverse hyperbolic sine; see <see cref="AsinhVector"/>.</summary>
    public static void Asinh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AsinhVector, float>(x, y);

    /// <inheritdoc cref="Asinh(ReadOnlySpan{float}, Span{float})"/>
    public static void Asinh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AsinhVector, double>(x, y);

    /// <summary>Inverse hyperbolic cosine; see <see cref="AcoshVector"/>.</summary>
    public static void Acosh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AcoshVector, float>(x, y);

    /// <inheritdoc cref="Acosh(ReadOnlySpan{float}, Span{float})"/>
    public static void Acosh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AcoshVector, double>(x, y);

    /// <summary>Inverse hyperbolic tangent; see <see cref="AtanhVector"/>.</summary>
    public static void Atanh(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AtanhVector, float>(x, y);

    /// <inheritdoc cref="Atanh(ReadOnlySpan{float}, Span{float})"/>
    public static void Atanh(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AtanhVector, double>(x, y);

    /// <summary>Sine; see <see cref="SinVector"/>.</summary>
    public static void Sin(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SinVector, float>(x, y);

    /// <inheritdoc cref="Sin(ReadOnlySpan{float}, Span{float})"/>
    public static void Sin(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SinVector, double>(x, y);

    /// <summary>Cosine; see <see cref="CosVector"/>.</summary>
    public static void Cos(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<CosVector, float>(x, y);

    /// <inheritdoc cref="Cos(ReadOnlySpan{float}, Span{float})"/>
    public static void Cos(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<CosVector, double>(x, y);

    /// <summary>Tangent; see <see cref="TanVector"/>.</summary>
    public static void Tan(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<TanVector, float>(x, y);

    /// <inheritdoc cref="Tan(ReadOnlySpan{float}, Span{float})"/>
    public static void Tan(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<TanVector, double>(x, y);

    /// <summary>Arc sine; see <see cref="AsinVector"/>.</summary>
    public static void Asin(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AsinVector, float>(x, y);

    /// <inheritdoc cref="Asin(ReadOnlySpan{float}, Span{float})"/>
    public static void Asin(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AsinVector, double>(x, y);

    /// <summary>Arc cosine; see <see cref="AcosVector"/>.</summary>
    public static void Acos(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AcosVector, float>(x, y);

    /// <inheritdoc cref="Acos(ReadOnlySpan{float}, Span{float})"/>
    public static void Acos(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AcosVector, double>(x, y);

    /// <summary>Arc tangent; see <see cref="AtanVector"/>.</summary>
    public static void Atan(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<AtanVector, float>(x, y);

    /// <inheritdoc cref="Atan(ReadOnlySpan{float}, Span{float})"/>
    public static void Atan(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<AtanVector, double>(x, y);

    /// <summary>1/(1 + e^−x); see <see cref="SigmoidVector"/>.</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SigmoidVector, float>(x, y);

    /// <inheritdoc cref="Sigmoid(ReadOnlySpan{float}, Span{float})"/>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SigmoidVector, double>(x, y);

    /// <summary>log(1 + e^x); see <see cref="SoftplusVector"/>.</summary>
    public static void Softplus(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<SoftplusVector, float>(x, y);

    /// <inheritdoc cref="Softplus(ReadOnlySpan{float}, Span{float})"/>
    public static void Softplus(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<SoftplusVector, double>(x, y);

    /// <summary>log(1/(1 + e^−x)); see <see cref="LogSigmoidVector"/>.</summary>
    public static void LogSigmoid(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<LogSigmoidVector, float>(x, y);

    /// <inheritdoc cref="LogSigmoid(ReadOnlySpan{float}, Span{float})"/>
    public static void LogSigmoid(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<LogSigmoidVector, double>(x, y);

    /// <summary>Cube root; see <see cref="CbrtVector"/>.</summary>
    public static void Cbrt(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<CbrtVector, float>(x, y);

    /// <inheritdoc cref="Cbrt(ReadOnlySpan{float}, Span{float})"/>
    public static void Cbrt(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<CbrtVector, double>(x, y);

    /// <summary>Error function; see <see cref="ErfVector"/>.</summary>
    public static void Erf(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ErfVector, float>(x, y);

    /// <inheritdoc cref="Erf(ReadOnlySpan{float}, Span{float})"/>
    public static void Erf(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ErfVector, double>(x, y);

    /// <summary>1 − erf x; see <see cref="ErfcVector"/>.</summary>
    public static void Erfc(ReadOnlySpan<float> x, Span<float> y) => KernelLoop.Map<ErfcVector, float>(x, y);

    /// <inheritdoc cref="Erfc(ReadOnlySpan{float}, Span{float})"/>
    public static void Erfc(ReadOnlySpan<double> x, Span<double> y) => KernelLoop.Map<ErfcVector, double>(x, y);

    /// <summary>x^y; see <see cref="PowVector"/>.</summary>
    public static void Pow(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z) => KernelLoop.Map<PowVector, float>(x, y, z);

    /// <inheritdoc cref="Pow(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void Pow(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z) => KernelLoop.Map<PowVector, double>(x, y, z);

    /// <summary>Angle of the point (x, y); see <see cref="Atan2Vector"/>.</summary>
    public static void Atan2(ReadOnlySpan<float> y, ReadOnlySpan<float> x, Span<float> z) => KernelLoop.Map<Atan2Vector, float>(y, x, z);

    /// <inheritdoc cref="Atan2(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/>
    public static void Atan2(ReadOnlySpan<double> y, ReadOnlySpan<double> x, Span<double> z) => KernelLoop.Map<Atan2Vector, double>(y, x, z);
}
