using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet;

/// <summary>The step before it has met data. The model is trained already, so fitting only settles which columns are its inputs.</summary>
public sealed class GradModelEstimator : IEstimator<GradModelTransformer>
{
    private readonly ITrainedModel _model;
    private readonly string? _featuresColumn;

    internal GradModelEstimator(ITrainedModel model, string? featuresColumn)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _featuresColumn = featuresColumn;
    }

    /// <summary>The step for data of that schema; no row is read.</summary>
    /// <exception cref="DataException">A column is missing, or has another type or size than the model needs.</exception>
    public GradModelTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var inputs = ModelInputs.Choose(_model, _featuresColumn, name => input.Schema.GetColumnOrNull(name) is not null);
        inputs.Bind(input.Schema);
        return new GradModelTransformer(_model, inputs.FeaturesColumn);
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">A column is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ModelInputs.Choose(_model, _featuresColumn, name => inputSchema.Any(c => c.Name == name));

        // A column of a schema shape cannot be made from outside ML.NET, but a mapping with that output tells its own.
        var transforms = new MLContext().Transforms;
        var width = ModelOutput.Width(_model);
        if (width == 1) return transforms.CustomMapping<Nothing, ScalarScore>((_, _) => { }, null).GetOutputSchema(inputSchema);
        var output = SchemaDefinition.Create(typeof(VectorScore));
        output[ModelOutput.Score].ColumnType = ModelOutput.Type(width);
        return transforms.CustomMapping<Nothing, VectorScore>((_, _) => { }, null, outputSchemaDefinition: output).GetOutputSchema(inputSchema);
    }

    private sealed class Nothing
    {
    }

    private sealed class ScalarScore
    {
        public float Score { get; set; }
    }

    private sealed class VectorScore
    {
        public float[] Score { get; set; } = [];
    }
}
