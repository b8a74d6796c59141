using GradPipelines.Onnx;
using GradPipelines.Plugins;
using Microsoft.ML;

[assembly: GradPlugin(typeof(GradPipelines.MLNet.MLNetPlugin), "standard")]

namespace GradPipelines.MLNet;

/// <summary>Adds the ML.NET form of export.</summary>
public sealed class MLNetPlugin : IGradPlugin
{
    /// <inheritdoc/>
    public void Configure(IGradPipelinesBuilder grad) => grad.AddExporter<MLNetExporter>();
}

/// <summary>Writes the model as an ML.NET pipeline: <c>mlContext.Model.Load("model.zip")</c> needs none of our assemblies.</summary>
[Component("mlnet", Summary = "model.zip: an ML.NET pipeline, raw columns in, Score out, in float32.")]
internal sealed class MLNetExporter : IModelExporter
{
    public string FileName => "model.zip";

    public string? Refuse(ITrainedModel model)
    {
        try
        {
            OnnxExport.WriteRow(model);
            return null;
        }
        catch (OnnxExportException e)
        {
            return e.Message;
        }
    }

    public void Export(ITrainedModel model, string path)
    {
        var context = new MLContext(seed: 0);
        // The schema of the raw columns goes into the file; it is read off an empty table of them.
        var empty = new Dataset([.. model.Inputs.Columns.Select(c => c.IsText ? new Column(c, Array.Empty<string?>()) : new Column(c, Ops.Zeros([0, c.Width]).ToNdArray()))]);
        var view = DataViewSource.ToDataView(empty);
        context.SaveModel(context.Transforms.GradModel(model).Fit(view), view.Schema, path);
    }
}
