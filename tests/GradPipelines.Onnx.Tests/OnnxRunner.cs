using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GradPipelines.Onnx.Tests;

/// <summary>Runs a model file in ONNX Runtime.</summary>
internal sealed class OnnxRunner(byte[] model) : IDisposable
{
    private readonly InferenceSession _session = new(model, new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 });

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    /// <summary>The only output for one float32 input, as float32 or as what it is converted to it.</summary>
    public (Shape Shape, float[] Values) Run(Tensor x)
    {
        var input = new DenseTensor<float>(x.ToArray<float>(), x.Shape.ToArray());
        using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputMetadata.Keys.Single(), input)]);
        var value = results.Single();
        return value.ElementType switch
        {
            TensorElementType.Float => Read(value.AsTensor<float>(), v => v),
            TensorElementType.Int64 => Read(value.AsTensor<long>(), v => v),
            TensorElementType.Bool => Read(value.AsTensor<bool>(), v => v ? 1f : 0f),
            _ => throw new NotSupportedException(value.ElementType.ToString()),
        };
    }

    /// <summary>The only output for one float64 input.</summary>
    public double[] RunDouble(Tensor x)
    {
        var input = new DenseTensor<double>(x.ToArray<double>(), x.Shape.ToArray());
        using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_session.InputMetadata.Keys.Single(), input)]);
        return [.. results.Single().AsTensor<double>()];
    }

    public void Dispose() => _session.Dispose();

    private static (Shape Shape, float[] Values) Read<T>(Tensor<T> tensor, Func<T, float> convert) =>
        (Shape.Create([.. tensor.Dimensions]), [.. tensor.Select(convert)]);

    /// <summary>Equal within a relative and an absolute distance; NaN and infinities are equal to themselves.</summary>
    public static void AssertClose(float[] expected, float[] actual, double relative, double absolute, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(actual[i])) continue;
            var distance = Math.Abs((double)expected[i] - actual[i]);
            if (!(distance <= absolute + relative * Math.Abs(expected[i])))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}: element {i} is {actual[i]:R} in ONNX Runtime and {expected[i]:R} here."));
        }
    }
}
