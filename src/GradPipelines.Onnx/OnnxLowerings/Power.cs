namespace GradPipelines.Onnx;

/// <summary>Powers and the angle of a point.</summary>
internal static class PowerLowerings
{
    public static void AddTo(OnnxLoweringTable table)
    {
        table.AddElementwise<PowerPrimitive>("Pow");
        table.AddElementwise<Atan2Primitive>(Atan2);
    }

    /// <summary>
    /// ONNX has no atan2: atan(a / b), turned by half a circle left of the vertical axis and a quarter on it. Zeros have no sign here,
    /// and two infinities give NaN.
    /// </summary>
    private static string Atan2(OnnxModelWriter w, string[] x)
    {
        var (a, b, zero) = (x[0], x[1], w.Number(0));
        var isBelow = w.Node("Less", [a, zero]);
        var angle = w.Node("Atan", [w.Node("Div", [a, b])]);
        var halfTurn = w.Node("Where", [isBelow, w.Number(-Math.PI), w.Number(Math.PI)]);
        var upright = w.Node("Mul", [w.Node("Sign", [a]), w.Number(Math.PI / 2)]);
        var turned = w.Node("Where", [w.Node("Less", [b, zero]), w.Node("Add", [angle, halfTurn]), angle]);
        return w.Node("Where", [w.Node("Equal", [b, zero]), upright, turned]);
    }
}
