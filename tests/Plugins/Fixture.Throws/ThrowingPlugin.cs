using Fixture.Throws;
using GradPipelines;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

[assembly: GradPlugin(typeof(ThrowingPlugin), "throws")]

namespace Fixture.Throws;

/// <summary>Fails half-way: a component, a service of its own and a removed service must all be undone.</summary>
public sealed class ThrowingPlugin : IGradPlugin
{
    public void Configure(IGradPipelinesBuilder grad)
    {
        grad.AddMetric<Half>();
        grad.Services.Clear();
        grad.Services.AddSingleton<Half>();
        throw new NotSupportedException("the licence server is on holiday");
    }
}

[Component("half", Summary = "always 0.5")]
public sealed class Half : IMetric
{
    public bool IsLargerBetter => true;

    public double Evaluate(Tensor prediction, Tensor target) => 0.5;
}
