namespace GradPipelines.Onnx;

/// <summary>Sums, products, quotients, sign, absolute value; larger and smaller of two.</summary>
internal static class ArithmeticLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddElementwise<AddPrimitive>("Add");
        table.AddElementwise<SubtractPrimitive>("Sub");
        table.AddElementwise<MultiplyPrimitive>("Mul");
        table.AddElementwise<DividePrimitive>("Div");
        table.AddElementwise<ModPrimitive>(Mod);
        table.AddElementwise<NegatePrimitive>("Neg");
        table.AddElementwise<AbsPrimitive>("Abs");
        table.AddElementwise<SignPrimitive>("Sign");
        table.AddElementwise<SquarePrimitive>((w, x) => w.Node("Mul", [x[0], x[0]]));
        table.AddElementwise<MaximumPrimitive>("Max");
        table.AddElementwise<MinimumPrimitive>("Min");
    }

    /// <summary>ONNX's remainder of floats has the sign of the dividend; ours, as Python's, that of the divisor.</summary>
    private static string Mod(OnnxModelWriter w, string[] x)
    {
        var zero = w.Number(0);
        var r = w.Node("Mod", x, ("fmod", 1L));
        var isOtherSign = w.Node("Xor", [w.Node("Less", [r, zero]), w.Node("Less", [x[1], zero])]);
        var isNone = w.Node("Equal", [r, zero]);
        return w.Node("Where", [w.Node("And", [isOtherSign, w.Node("Not", [isNone])]), w.Node("Add", [r, x[1]]), r]);
    }
}
