using static System.Double;

namespace GradPipelines.Tests;

/// <summary>Rows for functions of elements.</summary>
internal static class ElementwiseSamples
{
    public static IEnumerable<OperationSample> All =>
    [
        Unary("Exp", Ops.Exp, Math.Exp, special: [new(NegativeInfinity, 0, 0), new(PositiveInfinity, PositiveInfinity, PositiveInfinity), new(NaN, NaN, NaN), new(0, 1, 1)]),
        Unary("Exp2", Ops.Exp2, x => Math.Pow(2, x), special: [new(3, 8, 8 * Math.Log(2)), new(NegativeInfinity, 0, 0)]),
        Unary("Expm1", Ops.Expm1, x => Math.Exp(x) - 1, special: [new(0, 0, 1), new(1e-12, 1.0000000000005e-12, 1.000000000001), new(NegativeInfinity, -1, 0)]),
        Unary("Log", Ops.Log, Math.Log, 0.3, 3, special: [new(0, NegativeInfinity, PositiveInfinity), new(-1, NaN, null), new(PositiveInfinity, PositiveInfinity, 0), new(1, 0, 1)]),
        Unary("Log2", Ops.Log2, Math.Log2, 0.3, 3, special: [new(8, 3, null)]),
        Unary("Log10", Ops.Log10, Math.Log10, 0.3, 3, special: [new(0, NegativeInfinity, null)]),
        Unary("Log1p", Ops.Log1p, x => Math.Log(1 + x), -0.6, 2, special: [new(0, 0, 1), new(1e-12, 9.999999999995e-13, 0.999999999999), new(-1, NegativeInfinity, PositiveInfinity)]),
        Unary("Sqrt", Ops.Sqrt, Math.Sqrt, 0.3, 3, special: [new(0, 0, PositiveInfinity), new(-1, NaN, null), new(PositiveInfinity, PositiveInfinity, 0)]),
        Unary("Cbrt", Ops.Cbrt, Math.Cbrt, gap: 0.4, special: [new(0, 0, PositiveInfinity), new(-8, -2, 1.0 / 12)]),
        Unary("Square", Ops.Square, x => x * x, special: [new(0, 0, 0), new(-3, 9, -6)]),
        Unary("Reciprocal", Ops.Reciprocal, x => 1 / x, gap: 0.4, special: [new(PositiveInfinity, 0, 0), new(0, PositiveInfinity, NegativeInfinity)]),
        Unary("Negate", Ops.Negate, x => -x, special: [new(0, 0, -1), new(NaN, NaN, -1)]),
        Unary("Abs", Ops.Abs, Math.Abs, gap: 0.3, special: [new(0, 0, 0), new(NegativeInfinity, PositiveInfinity, -1)]),
        Unary("Sign", Ops.Sign, x => Math.Sign(x), gap: 0.3, special: [new(0, 0, 0), new(NaN, NaN, 0), new(-2, -1, 0)]),
        Unary("Sin", Ops.Sin, Math.Sin, special: [new(0, 0, 1), new(PositiveInfinity, NaN, NaN)]),
        Unary("Cos", Ops.Cos, Math.Cos, special: [new(0, 1, 0), new(PositiveInfinity, NaN, NaN)]),
        Unary("Tan", Ops.Tan, Math.Tan, -1.1, 1.1, special: [new(0, 0, 1)]),
        Unary("Asin", Ops.Asin, Math.Asin, -0.8, 0.8, special: [new(0, 0, 1), new(1, Math.PI / 2, PositiveInfinity), new(-1, -Math.PI / 2, PositiveInfinity), new(2, NaN, NaN)]),
        Unary("Acos", Ops.Acos, Math.Acos, -0.8, 0.8, special: [new(1, 0, NegativeInfinity), new(0, Math.PI / 2, -1), new(-2, NaN, NaN)]),
        Unary("Atan", Ops.Atan, Math.Atan, special: [new(0, 0, 1), new(PositiveInfinity, Math.PI / 2, 0)]),
        Unary("Sinh", Ops.Sinh, Math.Sinh, special: [new(0, 0, 1), new(NegativeInfinity, NegativeInfinity, PositiveInfinity)]),
        Unary("Cosh", Ops.Cosh, Math.Cosh, special: [new(0, 1, 0), new(PositiveInfinity, PositiveInfinity, PositiveInfinity)]),
        Unary("Tanh", Ops.Tanh, Math.Tanh, special: [new(0, 0, 1), new(PositiveInfinity, 1, 0), new(NegativeInfinity, -1, 0), new(800, 1, 0), new(NaN, NaN, NaN)]),
        Unary("Asinh", Ops.Asinh, Math.Asinh, special: [new(0, 0, 1), new(PositiveInfinity, PositiveInfinity, 0)]),
        Unary("Acosh", Ops.Acosh, Math.Acosh, 1.3, 3, special: [new(1, 0, PositiveInfinity), new(0.5, NaN, NaN)]),
        Unary("Atanh", Ops.Atanh, Math.Atanh, -0.8, 0.8, special: [new(0, 0, 1), new(1, PositiveInfinity, PositiveInfinity), new(2, NaN, null)]),
        Unary("Sigmoid", Ops.Sigmoid, x => 1 / (1 + Math.Exp(-x)), special: [new(0, 0.5, 0.25), new(-800, 0, 0), new(800, 1, 0), new(NegativeInfinity, 0, 0)]),
        Unary("Sinc", Ops.Sinc, x => Math.Sin(Math.PI * x) / (Math.PI * x), gap: 0.1, special: [new(0, 1, 0), new(PositiveInfinity, NaN, NaN), new(1e-9, 1, -Math.PI * Math.PI / 3 * 1e-9)]),
        Unary("Degrees", Ops.Degrees, x => x * 180 / Math.PI),
        Unary("Radians", Ops.Radians, x => x * Math.PI / 180),
        Unary("Relu", Ops.Relu, x => Math.Max(x, 0), gap: 0.3, special: [new(0, 0, 0), new(-1, 0, 0), new(NegativeInfinity, 0, 0)]),
        Unary("Floor", Ops.Floor, Math.Floor, 0.1, 0.9, special: [new(-0.5, -1, 0), new(2, 2, 0), new(NaN, NaN, 0)]),
        Unary("Ceiling", Ops.Ceiling, Math.Ceiling, 0.1, 0.9, special: [new(-0.5, -0.0, 0), new(2, 2, 0)]),
        Unary("Round", Ops.Round, Math.Round, 0.1, 0.4, special: [new(0.5, 0, 0), new(1.5, 2, 0), new(2.5, 2, 0)]),
        Unary("Truncate", Ops.Truncate, Math.Truncate, 0.1, 0.9, special: [new(-1.5, -1, 0)]),
        Unary("NanToNum", Ops.NanToNum, x => x, special: [new(NaN, 0, 0), new(PositiveInfinity, MaxValue, 0), new(NegativeInfinity, -MaxValue, 0)]),
        Unary("Clip", x => Ops.Clip(x, -1, 1.5), x => Math.Clamp(x, -1, 1.5), special: [new(-1, -1, 0), new(1.5, 1.5, 0), new(NaN, NaN, 1), new(0, 0, 1)]),
        Unary("StopGradient", Ops.StopGradient, x => x) with { IsDifferentiable = false },
        Unary("Cast", x => Ops.Cast(Ops.Cast(x, DType.Float32), DType.Float64), x => (float)x) with { Order = 1, IsDifferentiable = false },
        Unary("LogicalNot", Ops.LogicalNot, x => x == 0 ? 1 : 0) with { IsDifferentiable = false },
        Unary("IsNaN", Ops.IsNaN, x => IsNaN(x) ? 1 : 0) with { IsDifferentiable = false, Special = [new(NaN, 1, null), new(PositiveInfinity, 0, null)] },
        Unary("IsFinite", Ops.IsFinite, x => IsFinite(x) ? 1 : 0) with { IsDifferentiable = false, Special = [new(NaN, 0, null), new(NegativeInfinity, 0, null), new(1, 1, null)] },
        Unary("ZerosLike", Ops.ZerosLike, _ => 0) with { IsDifferentiable = false },
        Unary("OnesLike", Ops.OnesLike, _ => 1) with { IsDifferentiable = false },

        Binary("Add", Ops.Add, (a, b) => a + b),
        Binary("Subtract", Ops.Subtract, (a, b) => a - b),
        Binary("Multiply", Ops.Multiply, (a, b) => a * b),
        Binary("Divide", Ops.Divide, (a, b) => a / b, gap: 0.5),
        Binary("Mod", Ops.Mod, (a, b) => a - Math.Floor(a / b) * b, low: 2.2, high: 2.8, lowB: 0.85, highB: 0.95),
        Binary("Fmod", Ops.Fmod, (a, b) => a - Math.Truncate(a / b) * b, low: 2.2, high: 2.8, lowB: -0.95, highB: -0.85),
        Binary("FloorDivide", Ops.FloorDivide, (a, b) => Math.Floor(a / b), low: 2.2, high: 2.6, lowB: -0.98, highB: -0.88),
        Binary("CopySign", Ops.CopySign, Math.CopySign, gap: 0.3),
        Binary("Heaviside", Ops.Heaviside, (a, b) => a < 0 ? 0 : a > 0 ? 1 : b, gap: 0.3),
        Binary("Pow", Ops.Pow, Math.Pow, low: 0.4, high: 2),
        Binary("Atan2", Ops.Atan2, Math.Atan2, gap: 0.4),
        Binary("Hypot", Ops.Hypot, (a, b) => Math.Sqrt(a * a + b * b), gap: 0.4),
        Binary("LogAddExp", Ops.LogAddExp, (a, b) => Math.Log(Math.Exp(a) + Math.Exp(b))),
        Binary("LogAddExp2", Ops.LogAddExp2, (a, b) => Math.Log2(Math.Pow(2, a) + Math.Pow(2, b))),
        Binary("Maximum", Ops.Maximum, Math.Max),
        Binary("Minimum", Ops.Minimum, Math.Min),
        Binary("Fmax", Ops.Fmax, Math.Max),
        Binary("Fmin", Ops.Fmin, Math.Min),
        Comparison("Less", Ops.Less, (a, b) => a < b),
        Comparison("LessEqual", Ops.LessEqual, (a, b) => a <= b),
        Comparison("Greater", Ops.Greater, (a, b) => a > b),
        Comparison("GreaterEqual", Ops.GreaterEqual, (a, b) => a >= b),
        Comparison("Equal", Ops.Equal, (a, b) => a == b),
        Comparison("NotEqual", Ops.NotEqual, (a, b) => a != b),
        Comparison("LogicalAnd", Ops.LogicalAnd, (a, b) => a != 0 && b != 0),
        Comparison("LogicalOr", Ops.LogicalOr, (a, b) => a != 0 || b != 0),
        new("Where", [new([2, 3]), new([3])], x => Ops.Where((Tensor)(bool[])[true, false, true], x[0], x[1]), x => Plain.Each([2, 3], i => i[1] == 1 ? x[1][1] : x[0][i])),
        new("Add operator", [new([2, 1]), new([3])], x => x[0] + x[1], x => Plain.Each([2, 3], i => x[0][i[0], 0] + x[1][i[1]])),
        new("Multiply broadcast", [new([2, 1]), new([3])], x => x[0] * x[1], x => Plain.Each([2, 3], i => x[0][i[0], 0] * x[1][i[1]])),
        new("Pow square", [new([4])], x => Ops.Pow(x[0], 2), x => Plain.Each([4], i => x[0][i] * x[0][i])) { Order = 3 },
        new("Pow cube", [new([4])], x => Ops.Pow(x[0], 3), x => Plain.Each([4], i => Math.Pow(x[0][i], 3))) { Order = 3 },
    ];

    private static OperationSample Unary(string name, Func<Tensor, Tensor> f, Func<double, double> reference, double low = -2, double high = 2, double gap = 0, SpecialPoint[]? special = null) =>
        new(name, [new([2, 3], low, high, gap)], x => f(x[0]), x => Plain.Each(x[0].Shape, i => reference(x[0][i])))
        {
            Order = 3,
            IsElementwise = true,
            Special = special ?? [],
        };

    private static OperationSample Binary(string name, Func<Tensor, Tensor, Tensor> f, Func<double, double, double> reference, double low = -2, double high = 2, double gap = 0, double? lowB = null, double? highB = null) =>
        new(name, [new([2, 3], low, high, gap), new([2, 3], lowB ?? low, highB ?? high, gap)], x => f(x[0], x[1]), x => Plain.Each(x[0].Shape, i => reference(x[0][i], x[1][i])))
        {
            Order = 3,
            IsElementwise = true,
        };

    private static OperationSample Comparison(string name, Func<Tensor, Tensor, Tensor> f, Func<double, double, bool> reference) =>
        Binary(name, f, (a, b) => reference(a, b) ? 1 : 0) with { IsDifferentiable = false };
}
