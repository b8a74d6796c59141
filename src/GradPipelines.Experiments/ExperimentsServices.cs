using GradPipelines.Experiments.Models;
using GradPipelines.Experiments.Planning;
using GradPipelines.Hosting;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Experiments;

/// <summary>Adds experiments to a host.</summary>
public static class ExperimentsServices
{
    /// <summary>Adds <see cref="IExperimentRunner"/>, <see cref="IModelLoader"/> and the built-in data source and plots.</summary>
    public static GradPipelinesBuilder AddExperiments(this GradPipelinesBuilder builder, RunOptions? options = null)
    {
        builder.AddPlugin<ExperimentsPlugin>();
        builder.Services.AddSingleton(options ?? new RunOptions());
        builder.Services.AddSingleton<ExperimentLoader>();
        builder.Services.AddSingleton<IExperimentRunner, ExperimentRunner>();
        builder.Services.AddSingleton<IExperimentValidator, ExperimentValidator>();
        builder.Services.AddSingleton<IModelLoader, ModelLoader>();
        return builder;
    }
}

/// <summary>Opens trained models.</summary>
public interface IModelLoader
{
    /// <summary>The model of a run folder, or of a <c>model.safetensors</c> file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">The file is not a model.</exception>
    ITrainedModel Load(string path);
}

/// <summary>Opens models with the components of the host.</summary>
internal sealed class ModelLoader(IComponentCatalog catalog, IComponentFactory components) : IModelLoader
{
    public ITrainedModel Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "model.safetensors") : path;
        return File.Exists(file) ? ModelFile.Read(file, catalog, components) : throw new FileNotFoundException($"No model at {file}: the run has not finished, or this is no run.", file);
    }
}
