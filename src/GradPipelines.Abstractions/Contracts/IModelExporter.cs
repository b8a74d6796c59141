namespace GradPipelines.Plugins;

/// <summary>A form in which a trained model is written.</summary>
public interface IModelExporter
{
    /// <summary>The file's name in the run folder: <c>model.onnx</c>.</summary>
    string FileName { get; }

    /// <summary>Why this model cannot be written in this form, or null. Asked before training, on the model with its first parameters.</summary>
    string? Refuse(ITrainedModel model);

    /// <summary>Writes the file.</summary>
    void Export(ITrainedModel model, string path);
}
