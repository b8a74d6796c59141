using Fixture.ShipsContract;
using GradPipelines;
using GradPipelines.Plugins;

[assembly: GradPlugin(typeof(ShippingPlugin), "shipping")]

namespace Fixture.ShipsContract;

public sealed class ShippingPlugin : IGradPlugin
{
    public void Configure(IGradPipelinesBuilder grad) => grad.AddMetric<One>();
}

[Component("one", Summary = "always 1")]
public sealed class One : IMetric
{
    public bool IsLargerBetter => true;

    public double Evaluate(Tensor prediction, Tensor target) => 1;
}
