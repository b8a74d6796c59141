using GradPipelines.Plugins;
using Microsoft.ML;

namespace GradPipelines.MLNet;

/// <summary>Where a trained model enters ML.NET: <c>mlContext.Transforms.GradModel(...)</c>.</summary>
public static class GradModelCatalog
{
    /// <summary>A step that adds the model's predictions as the column <c>Score</c>: Single for one target, a vector of Single for several.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="model">The model; its preprocessing is part of it, so the columns are raw.</param>
    /// <param name="featuresColumn">
    /// A vector column with all inputs side by side, in the model's order. Null (the default): the model's columns by their own
    /// names where the data has them all, else the vector column <c>Features</c>.
    /// </param>
    public static GradModelEstimator GradModel(this TransformsCatalog catalog, ITrainedModel model, string? featuresColumn = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new GradModelEstimator(model, featuresColumn);
    }

    /// <summary>The same, of the model of a finished run.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="runDirectory">The folder of the run.</param>
    /// <param name="loader">Reads the model from the folder; null for <see cref="RunModels.Load"/>, which knows the built-in components.</param>
    /// <param name="featuresColumn">As above.</param>
    public static GradModelEstimator GradModel(this TransformsCatalog catalog, string runDirectory, Func<string, ITrainedModel>? loader = null, string? featuresColumn = null) =>
        catalog.GradModel((loader ?? (path => RunModels.Load(path)))(runDirectory), featuresColumn);

    /// <summary>A transformer from a path, without data: a run's folder, or a <c>.zip</c> that <see cref="SaveModel"/> or ML.NET wrote.</summary>
    /// <param name="mlContext">The context.</param>
    /// <param name="path">The folder or file.</param>
    /// <param name="loader">Reads the model from a folder; null for <see cref="RunModels.Load"/>.</param>
    /// <param name="featuresColumn">For a folder: the vector column with all inputs; null for columns by name.</param>
    public static ITransformer LoadGradModel(this MLContext mlContext, string path, Func<string, ITrainedModel>? loader = null, string? featuresColumn = null)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        if (Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase)) return mlContext.Model.Load(path, out _);
        return new GradModelTransformer((loader ?? (folder => RunModels.Load(folder)))(path), featuresColumn);
    }

    /// <summary>Saves a pipeline whole or not at all: into a temporary file beside <paramref name="path"/>, which then takes its name.</summary>
    /// <remarks>ML.NET's own <c>Model.Save</c> leaves half a file when a step refuses.</remarks>
    /// <param name="mlContext">The context.</param>
    /// <param name="model">The pipeline.</param>
    /// <param name="inputSchema">The schema of its input, stored with it; null for none.</param>
    /// <param name="path">The <c>.zip</c> to write; an older one is replaced.</param>
    /// <exception cref="Onnx.OnnxExportException">A model in the pipeline has an operation that ONNX cannot say. An older file at the path stays.</exception>
    public static void SaveModel(this MLContext mlContext, ITransformer model, DataViewSchema? inputSchema, string path)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            mlContext.Model.Save(model, inputSchema, temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // nothing to do after the move
        }
    }
}
