namespace GradPipelines.Kernels;

internal readonly struct GammaKernel : ISpecialFunction
{
    public static double Invoke(double x) => GammaFunctions.Gamma(x);
}

internal readonly struct LogGammaKernel : ISpecialFunction
{
    public static double Invoke(double x) => GammaFunctions.LogGamma(x);
}

internal readonly struct ReciprocalGammaKernel : ISpecialFunction
{
    public static double Invoke(double x) => GammaFunctions.Reciprocal(x);
}

internal readonly struct GammaSignKernel : ISpecialFunction
{
    public static double Invoke(double x) => GammaFunctions.Sign(x);
}

internal readonly struct BetaKernel : ISpecialPair
{
    public static double Invoke(double a, double b) => GammaFunctions.Beta(a, b);
}

internal readonly struct LogBetaKernel : ISpecialPair
{
    public static double Invoke(double a, double b) => GammaFunctions.LogBeta(a, b);
}

internal readonly struct ErfKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.Erf(x);
}

internal readonly struct ErfcKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.Erfc(x);
}

internal readonly struct ErfcxKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.Erfcx(x);
}

internal readonly struct ErfinvKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.Erfinv(x);
}

internal readonly struct ErfcinvKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.Erfcinv(x);
}

internal readonly struct NdtrKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.Ndtr(x);
}

internal readonly struct LogNdtrKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.LogNdtr(x);
}

internal readonly struct NormalHazardKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.NormalHazard(x);
}

internal readonly struct NdtriKernel : ISpecialFunction
{
    public static double Invoke(double x) => ErrorFunctions.Ndtri(x);
}

internal readonly struct LowerGammaKernel : ISpecialPair
{
    public static double Invoke(double a, double b) => IncompleteGamma.Lower(a, b);
}

internal readonly struct UpperGammaKernel : ISpecialPair
{
    public static double Invoke(double a, double b) => IncompleteGamma.Upper(a, b);
}

/// <summary>The distribution function of Student's t, from the middle where t² &lt; 3, where little cancels, else from the tail.</summary>
internal readonly struct StudentTKernel : ISpecialPair
{
    public static double Invoke(double df, double t)
    {
        if (double.IsNaN(t) || !(df > 0)) return double.NaN;
        if (double.IsInfinity(t)) return t > 0 ? 1 : 0;
        if (double.IsInfinity(df)) return ErrorFunctions.Ndtr(t);
        var square = t * t;
        if (square < 3) return 0.5 + 0.5 * Math.Sign(t) * IncompleteBeta.Value(0.5, 0.5 * df, square / (df + square));
        var tail = 0.5 * IncompleteBeta.Value(0.5 * df, 0.5, df / (df + square), square / (df + square));
        return t > 0 ? 1 - tail : tail;
    }
}

internal readonly struct DawsonKernel : ISpecialFunction
{
    public static double Invoke(double x) => Integrals.Dawson(x);
}

internal readonly struct EiKernel : ISpecialFunction
{
    public static double Invoke(double x) => Integrals.Ei(x);
}
