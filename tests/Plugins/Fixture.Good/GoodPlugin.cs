using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Fixture.Good;
using GradPipelines;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Superpower.Model;

[assembly: GradPlugin(typeof(GoodPlugin), "good", MinHost = "0.1")]

namespace Fixture.Good;

/// <summary>A plugin without a fault: two components, a service of its own, a private library.</summary>
public sealed class GoodPlugin : IGradPlugin
{
    public void Configure(IGradPipelinesBuilder grad)
    {
        grad.Services.AddSingleton<Greeting>();
        grad.AddLayer<Gain, GainOptions>()
            .AddMetric<Zero>();
    }
}

public sealed class Greeting
{
    public string Text { get; } = "from " + nameof(Fixture) + new TextSpan(".Good").ToStringValue();
}

public sealed record GainOptions : ComponentOptions
{
    [Range(0.0, 10.0), Description("What the input is multiplied by.")]
    public double Factor { get; init; } = 2;
}

[Component("gain", Version = 3, Summary = "x times a factor")]
public sealed class Gain(GainOptions options, Greeting greeting) : Layer
{
    public override LayerPlan Plan(LayerPlanContext context) => new(context.Input);

    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context) => options.Factor * x;

    public override string ToString() => $"gain {options.Factor} {greeting.Text}";
}

[Component("zero", Summary = "always 0")]
public sealed class Zero : IMetric
{
    public bool IsLargerBetter => true;

    public double Evaluate(Tensor prediction, Tensor target) => 0;
}
