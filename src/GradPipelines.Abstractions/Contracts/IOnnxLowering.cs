namespace GradPipelines.Plugins;

/// <summary>A primitive that says itself in ONNX operators, so that models that use it can be exported.</summary>
/// <remarks>Where other operations of the engine say the same, implement <see cref="IDecomposable"/> instead: it needs no knowledge of ONNX.</remarks>
public interface IOnnxLowering
{
    /// <summary>Adds the operators to the file and gives the names of the outputs, one for each output of the primitive.</summary>
    /// <param name="graph">The file that is being made.</param>
    /// <param name="inputs">The names of the inputs, which have the shapes that the primitive was applied to.</param>
    IReadOnlyList<string> Lower(IOnnxGraph graph, IReadOnlyList<string> inputs);
}

/// <summary>An ONNX file that is being made: operator set 17, every floating tensor in the dtype of the export.</summary>
public interface IOnnxGraph
{
    /// <summary>Applies an operator of one output and gives the output's name.</summary>
    /// <param name="operation">The operator as ONNX calls it: <c>Erf</c>.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Its attributes: long, float, string, long[] or float[].</param>
    string Node(string operation, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, object Value)> attributes);

    /// <summary>The name of a constant; float64 numbers are rounded where the export is in float32.</summary>
    string Constant(NdArray value);
}
