using System.Text.Json.Nodes;

namespace GradPipelines.Plugins;

/// <summary>Where examples come from.</summary>
public interface IDataSource
{
    /// <summary>The columns, without reading the rows.</summary>
    /// <exception cref="DataException">The source is missing or does not have what the options name.</exception>
    DataSchema Plan(DataContext context);

    /// <summary>All rows.</summary>
    /// <exception cref="DataException">The source is missing, or a row cannot be read; the message names file, line and column.</exception>
    Dataset Load(DataContext context);
}

/// <summary>What a data source may use besides its options.</summary>
/// <param name="BaseDirectory">What relative paths are relative to: the folder of the YAML file.</param>
/// <param name="Key">The random stream of the data.</param>
public sealed record DataContext(string BaseDirectory, Key Key);

/// <summary>The data is not as the experiment needs it (exit code 4).</summary>
public sealed class DataException(string message) : Exception(message);

/// <summary>A step before the model: fitted on the training split, then the same for every split and for predictions.</summary>
public interface IPreprocessor
{
    /// <summary>The columns after the step.</summary>
    /// <exception cref="DataException">A column that the step needs is missing or of the wrong kind.</exception>
    DataSchema Plan(DataSchema schema);

    /// <summary>Learns from the training split.</summary>
    IFittedPreprocessor Fit(Dataset training);

    /// <summary>The fitted step that <see cref="IFittedPreprocessor.Save"/> wrote.</summary>
    IFittedPreprocessor Restore(JsonNode state);
}

/// <summary>A fitted step. Immutable.</summary>
public interface IFittedPreprocessor
{
    /// <summary>The step on a table that has its feature columns; target columns may be missing (in prediction) and are then left out.</summary>
    Dataset Transform(Dataset data);

    /// <summary>Undoes the step on predictions of the target columns, (rows, width); a step that does not touch targets returns them as they are.</summary>
    Tensor InvertTargets(Tensor prediction, IReadOnlyList<ColumnSchema> targets);

    /// <summary>What multiplies the unit of each target, for losses in the data's own units: 1 where the step does not touch it.</summary>
    double TargetScale(string target) => 1;

    /// <summary>What was learnt, to be stored in the model.</summary>
    JsonNode Save();

    /// <summary>The step on the features as a function of the feature matrix, for export; null if it is not such a function.</summary>
    Func<Tensor, Tensor>? FeatureFunction(DataSchema before) => null;
}
