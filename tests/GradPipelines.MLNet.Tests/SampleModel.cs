using GradPipelines.Plugins;

namespace GradPipelines.MLNet.Tests;

/// <summary>A multilayer perceptron in float32 with its standardisation inside, as a finished run gives it.</summary>
internal sealed class SampleModel : ITrainedModel
{
    private readonly Func<Tensor, Tensor>? _function;

    public SampleModel(int targets = 1, Func<Tensor, Tensor>? activation = null, string[]? inputs = null)
    {
        inputs ??= ["Area", "Rooms", "Age"];
        Inputs = new DataSchema([.. inputs.Select(n => new ColumnSchema(n, ColumnRole.Feature))]);
        Outputs = new DataSchema([.. Enumerable.Range(0, targets).Select(i => new ColumnSchema(i == 0 ? "Price" : $"Price{i}", ColumnRole.Target))]);
        activation ??= Ops.Tanh;
        var keys = Key.FromSeed(targets).Split(4);
        int n = inputs.Length;
        Tensor mean = Ops.Arange(n) + 1.5, deviation = Ops.Arange(n) * 0.5 + 2;
        Tensor w1 = Ops.Normal(keys[0], n, 16) * 0.6, b1 = Ops.Normal(keys[1], 16), w2 = Ops.Normal(keys[2], 16, targets) * 0.25, b2 = Ops.Normal(keys[3], targets);
        _function = x =>
        {
            Tensor Own(Tensor p) => p.Cast(x.DType);
            return activation(Own((x - mean) / deviation).MatMul(Own(w1)) + Own(b1)).MatMul(Own(w2)) + Own(b2);
        };
    }

    public string Name => "sample";

    public DataSchema Inputs { get; }

    public DataSchema Outputs { get; }

    public DType DType => DType.Float32;

    public Func<Tensor, Tensor>? Function => _function;

    public Tensor Predict(Dataset rows) => _function!(rows.Matrix(ColumnRole.Feature).Cast(DType)).Cast(DType.Float64);

    /// <summary>The predictions for a matrix of raw inputs.</summary>
    public float[] Predict(Tensor matrix) => _function!(matrix.Cast(DType)).ToArray<float>();
}

/// <summary>A model that takes a text column: the price is the area times the letters of the town.</summary>
internal sealed class TextModel : ITrainedModel
{
    public string Name => "text";

    public DataSchema Inputs { get; } = new([new("Town", ColumnRole.Feature, 0), new("Area", ColumnRole.Feature)]);

    public DataSchema Outputs { get; } = new([new("Price", ColumnRole.Target)]);

    public DType DType => DType.Float64;

    public Func<Tensor, Tensor>? Function => null;

    public Tensor Predict(Dataset rows) =>
        Tensor.From(rows["Area"].Numbers!) * Ops.Reshape(Array.ConvertAll([.. rows["Town"].Text!], t => (double)(t ?? "").Length), -1, 1);
}
