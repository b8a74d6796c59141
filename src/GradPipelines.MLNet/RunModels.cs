using GradPipelines.Experiments;
using GradPipelines.Hosting;
using GradPipelines.Plugins;
using GradPipelines.Plugins.Standard;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.MLNet;

/// <summary>Opens the models of finished runs in an application that hosts nothing of GradPipelines.</summary>
public static class RunModels
{
    /// <summary>The model of a run folder, or of a <c>model.safetensors</c> file.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="pluginFolders">Folders with the plugins that the model needs besides the built-ins.</param>
    /// <exception cref="FileNotFoundException">There is no model.</exception>
    /// <exception cref="InvalidDataException">The file is not a model.</exception>
    /// <exception cref="ExperimentException">The model needs a component that is not there; the message lists what was searched.</exception>
    public static ITrainedModel Load(string path, params IReadOnlyList<string> pluginFolders)
    {
        var services = new ServiceCollection();
        services.AddGradPipelines(o => o.LoadStandardPlugins = false).AddPlugin<StandardOpsPlugin>().AddExperiments().AddPluginsFrom(pluginFolders);
        // The model keeps what it was built from; the provider has nothing to release.
        return services.BuildServiceProvider().GetRequiredService<IModelLoader>().Load(path);
    }
}
