namespace GradPipelines.Onnx;

/// <summary>Exponentials, logarithms, roots.</summary>
internal static class ExponentialLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddElementwise<ExpPrimitive>("Exp");
        table.AddElementwise<Expm1Primitive>(Expm1);
        table.AddElementwise<LogPrimitive>("Log");
        table.AddElementwise<Log1pPrimitive>(Log1p);
        table.AddElementwise<SqrtPrimitive>("Sqrt");
    }

    /// <summary>
    /// ONNX has no expm1. With u = e^x, (u - 1)·x / log u keeps the digits that u - 1 loses near 0, since both lose the same ones
    /// (Kahan; Higham, "Accuracy and Stability of Numerical Algorithms", 2nd ed., section 1.14.1). Beyond 1, u - 1 is exact enough, and log u may be ±∞.
    /// </summary>
    private static string Expm1(OnnxModelWriter w, string[] x)
    {
        var one = w.Number(1);
        var u = w.Node("Exp", x);
        var simple = w.Node("Sub", [u, one]);
        var careful = w.Node("Div", [w.Node("Mul", [simple, x[0]]), w.Node("Log", [u])]);
        var isFar = w.Node("Less", [one, w.Node("Abs", x)]);
        return w.Node("Where", [w.Node("Equal", [u, one]), x[0], w.Node("Where", [isFar, simple, careful])]);
    }

    /// <summary>
    /// ONNX has no log1p. With u = 1 + x and d = u - 1, x·log u / d corrects what rounding took from x (the same source); where
    /// d = x nothing was lost, which takes in ∞, and where d = 0 the answer is x.
    /// </summary>
    private static string Log1p(OnnxModelWriter w, string[] x)
    {
        var one = w.Number(1);
        var u = w.Node("Add", [x[0], one]);
        var d = w.Node("Sub", [u, one]);
        var log = w.Node("Log", [u]);
        var careful = w.Node("Div", [w.Node("Mul", [x[0], log]), d]);
        var isNone = w.Node("Equal", [d, w.Number(0)]);
        return w.Node("Where", [isNone, x[0], w.Node("Where", [w.Node("Equal", [d, x[0]]), log, careful])]);
    }
}
