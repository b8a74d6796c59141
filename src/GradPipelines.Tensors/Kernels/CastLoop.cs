namespace GradPipelines.Kernels;

/// <summary>Conversions between dtypes: to Int64 truncates (saturating; NaN becomes 0), to Bool is "not zero", from Bool is 0 or 1.</summary>
internal static class CastLoop
{
    /// <summary>A converted copy.</summary>
    public static NdArray Cast(NdArray x, DType to) => (x.DType, to) switch
    {
        (DType.Float64, DType.Float32) => ElementwiseLoop.Unary<double, float, ToFloat32>(x),
        (DType.Float64, DType.Int64) => ElementwiseLoop.Unary<double, long, ToInt64>(x),
        (DType.Float64, DType.Bool) => ElementwiseLoop.Unary<double, bool, ToBool>(x),
        (DType.Float32, DType.Float64) => ElementwiseLoop.Unary<float, double, ToFloat64>(x),
        (DType.Float32, DType.Int64) => ElementwiseLoop.Unary<float, long, ToInt64>(x),
        (DType.Float32, DType.Bool) => ElementwiseLoop.Unary<float, bool, ToBool>(x),
        (DType.Int64, DType.Float64) => ElementwiseLoop.Unary<long, double, ToFloat64>(x),
        (DType.Int64, DType.Float32) => ElementwiseLoop.Unary<long, float, ToFloat32>(x),
        (DType.Int64, DType.Bool) => ElementwiseLoop.Unary<long, bool, ToBool>(x),
        (DType.Bool, DType.Float64) => ElementwiseLoop.Unary<bool, double, ToFloat64>(x),
        (DType.Bool, DType.Float32) => ElementwiseLoop.Unary<bool, float, ToFloat32>(x),
        (DType.Bool, DType.Int64) => ElementwiseLoop.Unary<bool, long, ToInt64>(x),
        _ => x,
    };

    private readonly struct ToFloat64 : IUnaryOperation<float, double>, IUnaryOperation<long, double>, IUnaryOperation<bool, double>
    {
        public static double Invoke(float x) => x;

        public static double Invoke(long x) => x;

        public static double Invoke(bool x) => x ? 1 : 0;
    }

    private readonly struct ToFloat32 : IUnaryOperation<double, float>, IUnaryOperation<long, float>, IUnaryOperation<bool, float>
    {
        public static float Invoke(double x) => (float)x;

        public static float Invoke(long x) => x;

        public static float Invoke(bool x) => x ? 1 : 0;
    }

    private readonly struct ToInt64 : IUnaryOperation<double, long>, IUnaryOperation<float, long>, IUnaryOperation<bool, long>
    {
        public static long Invoke(double x) => long.CreateSaturating(x);

        public static long Invoke(float x) => long.CreateSaturating(x);

        public static long Invoke(bool x) => x ? 1 : 0;
    }

    private readonly struct ToBool : IUnaryOperation<double, bool>, IUnaryOperation<float, bool>, IUnaryOperation<long, bool>
    {
        public static bool Invoke(double x) => x != 0;

        public static bool Invoke(float x) => x != 0;

        public static bool Invoke(long x) => x != 0;
    }
}
