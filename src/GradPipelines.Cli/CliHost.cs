using GradPipelines.Experiments;
using GradPipelines.Hosting;
using GradPipelines.MLNet;
using Microsoft.Extensions.Hosting;
using System.CommandLine;

namespace GradPipelines.Cli;

/// <summary>The composition root: one host for one command, with plugins loaded and experiments added.</summary>
internal static class CliHost
{
    public static IHost Build(ParseResult arguments, SharedOptions shared, RunOptions? options = null) => GradPipelinesHost.Build(new GradPipelinesHostSettings
    {
        PluginDirs = arguments.GetValue(shared.PluginDir) ?? [],
        Configure = builder => builder.AddExperiments(options).AddPlugin<MLNetPlugin>(),
    });
}
