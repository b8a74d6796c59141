using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>
/// Adds the column <c>Score</c>: the model's predictions in the data's own units, computed by the engine in this process. Immutable, and
/// safe on any number of threads.
/// </summary>
/// <remarks>
/// Saved within a pipeline it becomes built-in ML.NET steps around an ONNX model (float32), which load anywhere, without this library.
/// </remarks>
public sealed class GradModelTransformer : ITransformer
{
    private readonly ITrainedModel _model;
    private readonly ModelInputs _inputs;

    internal GradModelTransformer(ITrainedModel model, string? featuresColumn)
    {
        _model = model;
        _inputs = new ModelInputs(model.Inputs, featuresColumn);
    }

    /// <summary>The model.</summary>
    public ITrainedModel Model => _model;

    /// <summary>The vector column that holds all inputs; null where each input is a column of its own name.</summary>
    public string? FeaturesColumn => _inputs.FeaturesColumn;

    /// <summary>True: each row is scored by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        _inputs.Bind(inputSchema);
        return ModelOutput.After(inputSchema, _model);
    }

    /// <summary>The data with the column <c>Score</c>. Rows are scored as they are read, 256 at a time.</summary>
    /// <exception cref="DataException">A column is missing, or has another type or size than the model needs.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, _inputs.Bind(input.Schema), _model);
    }

    /// <summary>The same, row by row, as prediction engines use it.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoreMapper(inputSchema, _inputs.Bind(inputSchema), _model);
    }

    /// <summary>Writes the step as ML.NET's own steps.</summary>
    /// <exception cref="Onnx.OnnxExportException">ONNX cannot say the model. This step has written nothing then, but steps before it may have: save with <see cref="GradModelCatalog.SaveModel"/>.</exception>
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        using var saved = new SavedForm(_model, _inputs);
        saved.Save(ctx);
    }
}
