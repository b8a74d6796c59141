namespace GradPipelines.Plugins.Standard.Operations;

/// <summary>The element-wise functions of <see cref="Ops"/>, by their names in formulas and as activations.</summary>
/// <remarks>Functions of several numbers (min, max, where, powers) belong to the formula language itself: an activation has one argument.</remarks>
internal static class ElementwiseOperations
{
    public static IGradPipelinesBuilder AddElementwiseOperations(this IGradPipelinesBuilder grad) => grad
        .AddOperation("exp", Ops.Exp, "e^x")
        .AddOperation("expm1", Ops.Expm1, "e^x - 1, exact near 0")
        .AddOperation("log", Ops.Log, "The natural logarithm")
        .AddOperation("log1p", Ops.Log1p, "log(1 + x), exact near 0")
        .AddOperation("sqrt", Ops.Sqrt, "The square root")
        .AddOperation("square", Ops.Square, "x^2")
        .AddOperation("reciprocal", Ops.Reciprocal, "1 / x")
        .AddOperation("abs", Ops.Abs, "|x|")
        .AddOperation("sign", Ops.Sign, "-1, 0 or 1")
        .AddOperation("floor", Ops.Floor, "The next whole number below")
        .AddOperation("ceil", Ops.Ceiling, "The next whole number above")
        .AddOperation("round", Ops.Round, "The nearest whole number, halves to even")
        .AddOperation("trunc", Ops.Truncate, "The whole number towards 0")
        .AddOperation("sin", Ops.Sin, "The sine, x in radians")
        .AddOperation("cos", Ops.Cos, "The cosine, x in radians")
        .AddOperation("tan", Ops.Tan, "The tangent, x in radians")
        .AddOperation("asin", Ops.Asin, "The angle whose sine is x")
        .AddOperation("acos", Ops.Acos, "The angle whose cosine is x")
        .AddOperation("atan", Ops.Atan, "The angle whose tangent is x")
        .AddOperation("sinh", Ops.Sinh, "The hyperbolic sine")
        .AddOperation("cosh", Ops.Cosh, "The hyperbolic cosine")
        .AddOperation("tanh", Ops.Tanh, "The hyperbolic tangent")
        .AddOperation("asinh", Ops.Asinh, "The inverse of sinh")
        .AddOperation("acosh", Ops.Acosh, "The inverse of cosh")
        .AddOperation("atanh", Ops.Atanh, "The inverse of tanh")
        .AddOperation("sigmoid", Ops.Sigmoid, "1 / (1 + e^-x)")
        .AddOperation("relu", Ops.Relu, "max(x, 0)");
}
