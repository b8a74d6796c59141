namespace GradPipelines.Onnx.Tests;

/// <summary>What cannot be said is refused by name, all at once.</summary>
public class RefusalTests
{
    [Fact]
    public void Write_OfPrimitivesWithoutLowering_NamesThemAll()
    {
        var first = Primitive.DefineFirstOrderOnly("acme_erf", x => x.Tanh(), (ct, y, x) => ct);
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(x => SoftsignPrimitive.Instance.Bind(first(x)) + first(2 * x), 3));
        Assert.Equal(["acme_erf", "acme_softsign"], e.Refusals.Select(r => r.Operation));
        Assert.Contains("'acme_softsign': it has no ONNX form", e.Message, StringComparison.Ordinal);
        Assert.Contains("IDecomposable", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfAUsersPrimitiveWithOurName_IsRefused()
    {
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(FalseTanhPrimitive.Instance.Bind, 3));
        Assert.Equal("tanh", e.Refusals.Single().Operation);
    }

    [Fact]
    public void Write_OfADefinedFunctionThatAsksForNumbers_IsRefusedByName()
    {
        var peek = Primitive.Define("acme_peek", x => x * x.Sum().Item(), (ct, y, x) => ct);
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(peek, 3));
        Assert.Equal("acme_peek", e.Refusals.Single().Operation);
    }

    [Fact]
    public void Write_OfAFunctionThatAsksForNumbers_SaysSo()
    {
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(x => x.Sum() > 0 ? x : -x, 3));
        Assert.Contains("no single number", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfASizeThatIsNoMultipleOfTheBatch_IsRefusedByName()
    {
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(x => x[1..] - x[..^1], 3));
        Assert.All(e.Refusals, r => Assert.Equal("slice", r.Operation));
        Assert.Contains("for a batch of", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfConstantsThatDependOnTheBatch_IsRefusedByName()
    {
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(x => x + Ops.Reshape(Ops.Arange(x.Shape[0]), -1, 1), 3));
        Assert.Equal("add", e.Refusals.Single().Operation);
        Assert.Contains("depend on the batch", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfAConstantBeyondFloat32_IsRefusedInFloat32Only()
    {
        Func<Tensor, Tensor> f = x => Ops.Minimum(x, 1e200);
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(x => Ops.Minimum(Ops.Cast(x, DType.Float64), 1e200), 3));
        Assert.Contains("1E+200 is beyond float32", e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(OnnxExport.Write(f, 3, dtype: DType.Float64));
    }

    [Fact]
    public void Write_OfAFunctionThatBranchesOnTheBatch_IsRefused()
    {
        var e = Assert.Throws<OnnxExportException>(() => OnnxExport.Write(x => x.Shape[0] > 12 ? Ops.Exp(x) : Ops.Sin(x), 3));
        Assert.Contains("depends on the batch size", e.Message, StringComparison.Ordinal);
    }

    private class SoftsignPrimitive : UnaryElementwise
    {
        public static readonly SoftsignPrimitive Instance = new();

        public override string Name => "acme_softsign";

        protected override NdArray Forward(NdArray x) => x / (x.Abs() + 1);

        protected override Tensor? Derivative(Tensor x, Tensor y) => Ops.Square(1 - Ops.Abs(y));
    }

    private sealed class FalseTanhPrimitive : SoftsignPrimitive
    {
        public static new readonly FalseTanhPrimitive Instance = new();

        public override string Name => "tanh";
    }
}
