using GradPipelines.Experiments.Checkpoints;
using GradPipelines.Onnx;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Runs;

/// <summary>Writes the model, preprocessing included, as an ONNX file in single precision.</summary>
[Component("onnx", Summary = "model.onnx: raw features in, predictions out, in float32.")]
internal sealed class OnnxExporter : IModelExporter
{
    public string FileName => "model.onnx";

    public string? Refuse(ITrainedModel model)
    {
        try
        {
            OnnxExport.Write(model);
            return null;
        }
        catch (OnnxExportException e)
        {
            return e.Message;
        }
    }

    public void Export(ITrainedModel model, string path)
    {
        var bytes = OnnxExport.Write(model);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
