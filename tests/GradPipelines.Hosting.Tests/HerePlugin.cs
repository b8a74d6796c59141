using System.ComponentModel;
using GradPipelines.Hosting.Tests;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: GradPlugin(typeof(HerePlugin), "here")]

namespace GradPipelines.Hosting.Tests;

/// <summary>A plugin that the tests reference, as an application references one.</summary>
public sealed class HerePlugin : IGradPlugin
{
    public void Configure(IGradPipelinesBuilder grad) => grad
        .AddOptimizer<Walk, WalkOptions>()
        .AddOptimizer<Stand>()
        .AddSchedule<Stand>()
        .AddCallback<Grumpy>();
}

public sealed record WalkOptions : ComponentOptions
{
    [Description("The length of a step.")]
    public double Pace { get; init; } = 0.5;

    [Description("Where to.")]
    public string Goal { get; init; } = "home";
}

[Component("walk", Summary = "one step at a time")]
public sealed class Walk(WalkOptions options, ILogger<Walk> logger)
{
    public WalkOptions Options => options;

    public ILogger Logger => logger;
}

[Component("stand", Summary = "no step at all")]
public sealed class Stand;

[Component("grumpy", Summary = "refuses to be built")]
public sealed class Grumpy
{
    public Grumpy() => throw new InvalidDataException("not before coffee");
}

/// <summary>A second plugin class of this assembly, which fails.</summary>
public sealed class FailingPlugin : IGradPlugin
{
    public void Configure(IGradPipelinesBuilder grad)
    {
        grad.AddOptimizer<Stand>();
        grad.Services.AddSingleton<Stand>();
        throw new NotSupportedException("no");
    }
}
