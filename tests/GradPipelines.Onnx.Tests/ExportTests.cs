using GradPipelines.Onnx.Protocol;
using GradPipelines.Plugins;

namespace GradPipelines.Onnx.Tests;

/// <summary>The file as a whole: names, shapes, constants, networks.</summary>
public class ExportTests
{
    [Fact]
    public void Write_DeclaresNamesVersionsAndTheBatchAxis()
    {
        var model = ModelProto.Parser.ParseFrom(OnnxExport.Write(x => x.Sum(1), 3, "in", "out"));
        Assert.Equal((8L, 17L), (model.IrVersion, model.OpsetImport.Single().Version));
        var input = model.Graph.Input.Single();
        Assert.Equal("in", input.Name);
        Assert.Equal("batch", input.Type.TensorType.Shape.Dim[0].DimParam);
        Assert.Equal(3, input.Type.TensorType.Shape.Dim[1].DimValue);
        Assert.Equal("out", model.Graph.Output.Single().Name);
        Assert.Single(model.Graph.Output.Single().Type.TensorType.Shape.Dim);
    }

    [Fact]
    public void Write_StoresEqualConstantsOnceAndStretchedOnesSmall()
    {
        var w = Ops.Normal(Key.FromSeed(1), 4, 4);
        var model = ModelProto.Parser.ParseFrom(OnnxExport.Write(x => Ops.Tanh(x.MatMul(w) + 1.0).MatMul(w) + 1.0, 4));
        Assert.Equal(2, model.Graph.Initializer.Count);
        Assert.Equal([4L, 4L], model.Graph.Initializer.Single(i => i.RawData.Length == 64).Dims);
        Assert.Equal(4, model.Graph.Initializer.Single(i => i.RawData.Length != 64).RawData.Length);
    }

    [Fact]
    public void Write_OfAnElementwiseFunction_StretchesNothing()
    {
        var row = Ops.Normal(Key.FromSeed(1), 4);
        var model = ModelProto.Parser.ParseFrom(OnnxExport.Write(x => Ops.Relu((x - row) / (1 + Ops.Abs(row))), 4));
        Assert.DoesNotContain(model.Graph.Node, n => n.OpType == "Expand");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Write_OfANetworkWithStandardisationInside_GivesTheEnginesNumbers(int batch)
    {
        var f = Network();
        using var model = new OnnxRunner(OnnxExport.Write(f, 5));
        var x = (Ops.Normal(Key.FromSeed(batch), batch, 5) * 20 + 7).Cast(DType.Float32);
        var (shape, values) = model.Run(x);
        Assert.Equal([batch, 2], shape);
        OnnxRunner.AssertClose(f(x).ToArray<float>(), values, 1e-5, 1e-5, "network");
    }

    [Fact]
    public void Write_InFloat64_KeepsFloat64()
    {
        var f = Network();
        using var model = new OnnxRunner(OnnxExport.Write(f, 5, dtype: DType.Float64));
        var x = Ops.Normal(Key.FromSeed(3), 4, 5);
        var (expected, actual) = (f(x).ToArray<double>(), model.RunDouble(x));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }

    [Fact]
    public void Write_WhereTheResultIsTheInputOrAConstant_Works()
    {
        Tensor x = new[,] { { 1f, 2f }, { 3f, 4f } };
        using var same = new OnnxRunner(OnnxExport.Write(y => y, 2));
        Assert.Equal([1f, 2f, 3f, 4f], same.Run(x).Values);
        using var constant = new OnnxRunner(OnnxExport.Write(y => Ops.Full([y.Shape[0], 1], 7), 2));
        Assert.Equal([7f, 7f], constant.Run(x).Values);
    }

    [Fact]
    public void Write_OfAPrimitiveWithItsOwnLowering_UsesIt()
    {
        using var model = new OnnxRunner(OnnxExport.Write(x => CubePrimitive.Instance.Bind(x) + 1, 2));
        Assert.Equal([9f, 28f], model.Run(new[,] { { 2f, 3f } }).Values);
    }

    [Fact]
    public void Write_OfATrainedModel_TakesBatchesAndWriteRowOneRow()
    {
        var model = new NetworkModel();
        using var batches = new OnnxRunner(OnnxExport.Write(model));
        using var row = new OnnxRunner(OnnxExport.WriteRow(model));
        var x = Ops.Normal(Key.FromSeed(1), 4, 5).Cast(DType.Float32);
        var (shape, values) = batches.Run(x);
        Assert.Equal([4, 2], shape);
        (shape, var first) = row.Run(x[0]);
        Assert.Equal([2], shape);
        OnnxRunner.AssertClose(values[..2], first, 1e-6, 1e-6, "row");
    }

    /// <summary>A multilayer perceptron in float32 whose preprocessing is float64, as a trained model's is.</summary>
    private static Func<Tensor, Tensor> Network()
    {
        var keys = Key.FromSeed(7).Split(6);
        Tensor mean = Ops.Normal(keys[0], 5) * 7, deviation = 10 + Ops.Uniform(keys[1], 5) * 10;
        Tensor w1 = Ops.Normal(keys[2], 5, 16) / 3, b1 = Ops.Normal(keys[3], 16), w2 = Ops.Normal(keys[4], 16, 2) / 4, b2 = Ops.Normal(keys[5], 2);
        return x =>
        {
            Tensor Own(Tensor p) => p.Cast(x.DType);
            var h = Ops.Tanh(Own((x - mean) / deviation).MatMul(Own(w1)) + Own(b1));
            return (h.MatMul(Own(w2)) + Own(b2)) * 12.5 - 3;
        };
    }

    private sealed class NetworkModel : ITrainedModel
    {
        public string Name => "network";

        public DataSchema Inputs { get; } = new([new("a", ColumnRole.Feature, 2), new("b", ColumnRole.Feature, 3)]);

        public DataSchema Outputs { get; } = new([new("y", ColumnRole.Target, 2)]);

        public DType DType => DType.Float32;

        public Func<Tensor, Tensor>? Function { get; } = Network();

        public Tensor Predict(Dataset rows) => Function!(rows.Matrix(ColumnRole.Feature));
    }

    private sealed class CubePrimitive : UnaryElementwise, IOnnxLowering
    {
        public static readonly CubePrimitive Instance = new();

        public override string Name => "acme_cube";

        protected override NdArray Forward(NdArray x) => x * x * x;

        protected override Tensor? Derivative(Tensor x, Tensor y) => 3 * x * x;

        public IReadOnlyList<string> Lower(IOnnxGraph graph, IReadOnlyList<string> inputs) =>
            [graph.Node("Pow", [inputs[0], graph.Constant(NdArray.Scalar(3.0))])];
    }
}
