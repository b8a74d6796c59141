using Acme.Softsign;
using GradPipelines.Plugins;

[assembly: GradPlugin(typeof(AcmePlugin), "acme")]

namespace Acme.Softsign;

/// <summary>What Acme adds to GradPipelines.</summary>
public sealed class AcmePlugin : IGradPlugin
{
    /// <inheritdoc/>
    public void Configure(IGradPipelinesBuilder grad) => grad
        .AddPrimitive<Softsign>()
        .AddLayer<GatedDense, GatedDenseOptions>()
        .AddOptimizer<Lion, LionOptions>();
}
