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
        .AddInitializer<Stand>()
        .AddSchedule<Stand>()
        .AddCallback<Grumpy>();
}

public sealed record WalkOptions : OptimizerOptions
{
    [Description("The length of a step.")]
    public double Pace { get; init; } = 0.5;

    [Description("Where to.")]
    public string Goal { get; init; } = "home";
}

[Component("walk", Summary = "one step at a time")]
public sealed class Walk(WalkOptions options, ILogger<Walk> logger) : ParameterwiseOptimizer
{
    public WalkOptions Options => options;

    public ILogger Logger => logger;

    protected override IReadOnlyList<string> Slots => [];

    protected override (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step) =>
        (-options.Pace * gradient, []);
}

[Component("stand", Summary = "no step at all")]
public sealed class Stand : ISchedule, IInitializer
{
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => NdArray.Full(shape, 0.0);

    public double RateAt(double initialRate, ScheduleProgress progress) => initialRate;
}

[Component("grumpy", Summary = "refuses to be built")]
public sealed class Grumpy : Callback
{
    public Grumpy() => throw new InvalidDataException("not before coffee");
}

/// <summary>A second plugin class of this assembly, which fails.</summary>
public sealed class FailingPlugin : IGradPlugin
{
    public void Configure(IGradPipelinesBuilder grad)
    {
        grad.AddSchedule<Stand>();
        grad.Services.AddSingleton<Stand>();
        throw new NotSupportedException("no");
    }
}
