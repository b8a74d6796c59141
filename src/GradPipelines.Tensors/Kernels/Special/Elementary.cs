namespace GradPipelines.Kernels;

/// <summary>a·log b, 0 for a = 0 unless b is NaN.</summary>
internal readonly struct XLogYKernel : ISpecialPair
{
    public static double Invoke(double a, double b) => a == 0 && !double.IsNaN(b) ? 0 : a * Math.Log(b);
}

/// <summary>a·log(1 + b), 0 for a = 0 unless b is NaN.</summary>
internal readonly struct XLog1pYKernel : ISpecialPair
{
    public static double Invoke(double a, double b) => a == 0 && !double.IsNaN(b) ? 0 : a * GammaFunctions.Log1p(b);
}

/// <summary>log(x / (1 - x)), with all digits near the zero at ½.</summary>
internal readonly struct LogitKernel : ISpecialFunction
{
    public static double Invoke(double x) => x is > 0.3 and < 0.65 ? GammaFunctions.Log1p((2 * x - 1) / (1 - x)) : Math.Log(x / (1 - x));
}
