using GradPipelines.Experiments.Data;
using GradPipelines.Experiments.Plots;
using GradPipelines.Experiments.Runs;
using GradPipelines.Plugins;

[assembly: GradPlugin(typeof(GradPipelines.Experiments.ExperimentsPlugin), "standard")]

namespace GradPipelines.Experiments;

/// <summary>The built-in components that need more than the contract: generated data needs formulas, plots need a drawing library, exports a writer.</summary>
public sealed class ExperimentsPlugin : IGradPlugin
{
    /// <inheritdoc/>
    public void Configure(IGradPipelinesBuilder grad) => grad
        .AddDataSource<GenerateSource, GenerateOptions>()
        .AddPlot<FitPlot>()
        .AddPlot<LossPlot>()
        .AddPlot<ResidualsPlot>()
        .AddExporter<OnnxExporter>();
}
