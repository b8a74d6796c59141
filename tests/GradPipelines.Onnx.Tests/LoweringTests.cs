namespace GradPipelines.Onnx.Tests;

/// <summary>Each sample in ONNX Runtime against the engine, in float32, from one file for all batch sizes.</summary>
public class LoweringTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lowering_InOnnxRuntime_GivesTheEnginesNumbers(string name)
    {
        var f = Samples.All[name];
        using var model = new OnnxRunner(OnnxExport.Write(f, inputWidth: 6));
        foreach (var batch in new[] { 3, 1, 100 })
        {
            var x = Ops.Normal(Key.FromSeed(batch), batch, 6).Cast(DType.Float32);
            var expected = f(x);
            var (shape, values) = model.Run(x);
            Assert.Equal(expected.Shape, shape);

            // Sums in another order and other libraries' exponentials: some ulp (6e-8), and absolute where terms cancel.
            OnnxRunner.AssertClose(expected.ToArray<float>(), values, 2e-5, 4e-6, $"{name}, batch {batch}");
        }
    }

    [Fact]
    public void Samples_UseEveryPrimitiveThatHasALowering()
    {
        var table = new OnnxLoweringTable();
        var used = Samples.All.Values.SelectMany(f => BatchProgram.Trace(f, batch => new TensorSpec([batch, 6], DType.Float32), table).First.Equations).Select(e => e.Primitive.GetType()).ToHashSet();
        Assert.Empty(table.Primitives.Where(p => !used.Contains(p)).Select(p => p.Name));
    }

    [Theory]
    [InlineData("exp", 1e-9)]
    [InlineData("expm1", 1e-9)]
    [InlineData("log1p", 1e-9)]
    [InlineData("sigmoid", 1e-8)] // ONNX Runtime's is cut at about -18
    [InlineData("tanh", 1e-9)]
    [InlineData("relu", 1e-9)]
    [InlineData("maximum", 1e-9)]
    [InlineData("sign", 1e-9)]
    [InlineData("trunc", 1e-9)]
    [InlineData("logsumexp", 1e-9)]
    public void Lowering_AtSpecialValues_GivesTheEnginesNumbers(string name, double absolute)
    {
        float[,] rows =
        {
            { 0, 1e-6f, -1e-6f, 0.5f, -0.5f, 1 },
            { 0, 30, -30, 5, -5, 80 },
            { float.PositiveInfinity, 1, 0, -1, 2, 3 },
            { float.NegativeInfinity, 1, 0, -1, 2, 3 },
            { 1, 1, 0, float.NaN, 2, 3 },
        };
        Tensor x = rows;
        using var model = new OnnxRunner(OnnxExport.Write(Samples.All[name], inputWidth: 6));
        OnnxRunner.AssertClose(Samples.All[name](x).ToArray<float>(), model.Run(x).Values, 2e-5, absolute, name);
    }
}
