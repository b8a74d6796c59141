using Google.Protobuf;
using GradPipelines.Plugins;

namespace GradPipelines.Onnx;

/// <summary>Writes functions of tensors as ONNX models: operator set 17, file format version 8.</summary>
/// <remarks>
/// The function is traced at two batch sizes; every size that differs between the two graphs becomes a multiple of the model's
/// batch axis. Operators are written primitive by primitive: <see cref="OnnxLoweringTable"/>.
/// </remarks>
public static class OnnxExport
{
    /// <summary>The name of the batch axis in the file.</summary>
    public const string BatchAxis = "batch";

    /// <summary>The model of a function from (batch, <paramref name="inputWidth"/>) to any shape, as the content of an <c>.onnx</c> file.</summary>
    /// <param name="function">Written in tensor operations; it must not ask for the numbers of its argument (Item, if, while).</param>
    /// <param name="inputWidth">The number of columns of the input.</param>
    /// <param name="inputName">The input's name in the file.</param>
    /// <param name="outputName">The output's name in the file.</param>
    /// <param name="dtype">
    /// Float32 or Float64. In Float32 every float64 number and step of the function is float32 in the file, so results differ by that
    /// rounding; Float64 keeps them, but some runtimes lack operators for it.
    /// </param>
    /// <param name="name">The name of the graph in the file.</param>
    /// <exception cref="OnnxExportException">ONNX cannot say it; all operations concerned are listed. Nothing has been written.</exception>
    public static byte[] Write(
        Func<Tensor, Tensor> function,
        int inputWidth,
        string inputName = "features",
        string outputName = "score",
        DType dtype = DType.Float32,
        string name = "model") =>
        Write(function, batch => new TensorSpec([batch, inputWidth], dtype), inputName, outputName, name);

    /// <summary>The whole way of a trained model, its preprocessing included, from raw numbers (batch, input width) to predictions (batch, output width).</summary>
    /// <exception cref="OnnxExportException">The model takes text, or ONNX cannot say an operation of it.</exception>
    public static byte[] Write(ITrainedModel model, string inputName = "features", string outputName = "score", DType dtype = DType.Float32) =>
        Write(FunctionOf(model), Width(model.Inputs), inputName, outputName, dtype, model.Name);

    /// <summary>The same for a runtime that feeds one row at a time, as ML.NET does: from a vector of (input width) to one of (output width).</summary>
    /// <exception cref="OnnxExportException">The model takes text, or ONNX cannot say an operation of it.</exception>
    public static byte[] WriteRow(ITrainedModel model, string inputName = "features", string outputName = "score", DType dtype = DType.Float32)
    {
        var (function, inputs, outputs) = (FunctionOf(model), Width(model.Inputs), Width(model.Outputs));
        return Write(x => Ops.Reshape(function(Ops.Reshape(x, 1, inputs)), outputs), _ => new TensorSpec([inputs], dtype), inputName, outputName, model.Name);
    }

    private static byte[] Write(Func<Tensor, Tensor> function, Func<int, TensorSpec> input, string inputName, string outputName, string name)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentException.ThrowIfNullOrEmpty(inputName);
        ArgumentException.ThrowIfNullOrEmpty(outputName);
        var dtype = input(1).DType;
        if (!dtype.IsFloating()) throw new ArgumentException($"A model is written in float32 or float64, not {dtype.Name()}.", nameof(input));
        if (inputName == outputName) throw new ArgumentException($"Input and output cannot both be called '{inputName}'.", nameof(outputName));

        var table = new OnnxLoweringTable();
        var program = BatchProgram.Trace(function, input, table);
        return OnnxLowerer.Lower(program, table, new OnnxModelWriter(inputName, outputName, dtype, name)).ToByteArray();
    }

    private static int Width(DataSchema schema) => schema.Columns.Sum(c => c.Width);

    private static Func<Tensor, Tensor> FunctionOf(ITrainedModel model)
    {
        if (model.Function is { } function) return function;
        var text = model.Inputs.Columns.Where(c => c.IsText).Select(c => new OnnxRefusal(c.Name, "a column of text, which no function of tensors takes")).ToArray();
        throw new OnnxExportException(text.Length > 0 ? text : [new OnnxRefusal("preprocessing", $"a step of model '{model.Name}' is no function of tensors")]);
    }
}
