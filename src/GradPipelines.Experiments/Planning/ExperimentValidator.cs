using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Planning;

/// <summary>Checks experiments without running them.</summary>
public interface IExperimentValidator
{
    /// <summary>All that is wrong with a file, its plugins, its names and its shapes; empty or warnings only where it can be run.</summary>
    DiagnosticBag Validate(string file, IReadOnlyList<string>? overrides = null);
}

/// <summary>Reads and plans.</summary>
internal sealed class ExperimentValidator(ExperimentLoader loader, IComponentFactory components) : IExperimentValidator
{
    public DiagnosticBag Validate(string file, IReadOnlyList<string>? overrides = null)
    {
        try
        {
            var experiment = loader.Load(file, overrides ?? []);
            new ExperimentPlanner(components).Plan(experiment.Specification, experiment.BaseDirectory);
            return experiment.Warnings;
        }
        catch (ExperimentException e)
        {
            return e.Diagnostics;
        }
    }
}
