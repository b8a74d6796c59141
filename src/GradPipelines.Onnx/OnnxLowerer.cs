using GradPipelines.Onnx.Protocol;
using GradPipelines.Plugins;

namespace GradPipelines.Onnx;

/// <summary>Goes through a program operation by operation; refuses all that cannot be said, or gives the whole model.</summary>
internal static class OnnxLowerer
{
    private const string Refused = "";

    public static ModelProto Lower(BatchProgram program, OnnxLoweringTable table, OnnxModelWriter writer)
    {
        var refusals = new List<OnnxRefusal>();
        var values = new Dictionary<GraphVariable, OnnxValue>();
        var (first, second) = (program.First, program.Second);
        values[first.Inputs[0]] = writer.Input(OnnxSize.Of(first.Inputs[0].Spec.Shape, second.Inputs[0].Spec.Shape));
        for (var i = 0; i < first.Equations.Count; i++)
        {
            var (a, b) = (first.Equations[i], second.Equations[i]);
            OnnxValue[] outputs;
            try
            {
                outputs = Lower(a, b, [.. a.Inputs.Select((v, j) => Read(v, b.Inputs[j]))]);
            }
            catch (RefusedException e)
            {
                var refusal = new OnnxRefusal(a.Primitive.Name, e.Message);
                if (!refusals.Contains(refusal)) refusals.Add(refusal);
                outputs = [.. a.Outputs.Select(o => Placeholder(o.Spec))];
            }

            for (var j = 0; j < outputs.Length; j++) values[a.Outputs[j]] = outputs[j];
        }

        if (refusals.Count > 0) throw new OnnxExportException(refusals);
        try
        {
            return writer.Finish(Read(first.Outputs[0], second.Outputs[0]));
        }
        catch (RefusedException e)
        {
            throw new OnnxExportException([new OnnxRefusal("the result", e.Message)]);
        }

        OnnxValue Read(GraphValue a, GraphValue b) => a is GraphVariable v ? values[v] : OnnxConstant.Add(writer, ((GraphConstant)a).Value, ((GraphConstant)b).Value);

        OnnxValue[] Lower(GraphEquation a, GraphEquation b, OnnxValue[] inputs)
        {
            var operation = new OnnxOperation(a, b, inputs, writer);
            var lowering = table.Find(a.Primitive);
            if (lowering is null && a.Primitive is not IOnnxLowering)
                throw new RefusedException("it has no ONNX form: implement IOnnxLowering, or IDecomposable in tensor operations, on the primitive");
            if (inputs.Any(i => i.Name == Refused)) return [.. a.Outputs.Select(o => Placeholder(o.Spec))]; // the cause has been named
            if (lowering is not null) return [lowering(operation)];
            var names = ((IOnnxLowering)a.Primitive).Lower(writer, [.. inputs.Select(writer.Whole)]);
            return [.. names.Select((name, o) => new OnnxValue(name, operation.OutputSizes(o), operation.OutputSizes(o), a.Outputs[o].Spec.DType))];
        }
    }

    /// <summary>What stands for the output of a refused operation, so that what follows can be checked too.</summary>
    private static OnnxValue Placeholder(TensorSpec spec)
    {
        OnnxSize[] sizes = [.. spec.Shape.Select(s => new OnnxSize(s, false))];
        return new OnnxValue(Refused, sizes, sizes, spec.DType);
    }
}
