using GradPipelines.Experiments.Reading;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Planning;

/// <summary>An experiment that was read without errors.</summary>
/// <param name="Specification">The bound file.</param>
/// <param name="BaseDirectory">The folder of the file.</param>
/// <param name="ResolvedText">The complete file: every default, every version.</param>
/// <param name="Sources">The files as written, the experiment's own first.</param>
/// <param name="Warnings">What is worth a look.</param>
internal sealed record LoadedExperiment(
    ExperimentSpecification Specification, string BaseDirectory, string ResolvedText, IReadOnlyList<SourceText> Sources, DiagnosticBag Warnings)
{
    public string Name => Specification.Name;
}

/// <summary>Reads an experiment or says what is wrong with it.</summary>
internal sealed class ExperimentLoader(IComponentCatalog catalog, PluginReport plugins)
{
    /// <exception cref="ExperimentException">The file has errors, or needs a plugin that is not loaded.</exception>
    public LoadedExperiment Load(string path, IReadOnlyList<string> overrides)
    {
        var reading = ExperimentReader.Read(path, overrides, catalog);
        foreach (var unmet in PluginRequirements.Check(reading.Specification?.Plugins.Select(p => new Hosting.PluginRequirement(p.Id, p.Version)) ?? [], plugins))
            reading.Diagnostics.Error(Codes.PluginUnmet, null, unmet.Message);
        if (reading.Specification is not { } specification || reading.Diagnostics.HasErrors) throw new ExperimentException(reading.Diagnostics);
        return new LoadedExperiment(specification, Path.GetDirectoryName(Path.GetFullPath(path))!, YamlWriter.Write(reading.Resolved!), reading.Sources, reading.Diagnostics);
    }
}
