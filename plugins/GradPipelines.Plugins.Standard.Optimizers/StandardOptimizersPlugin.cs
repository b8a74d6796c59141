using GradPipelines.Plugins;
using GradPipelines.Plugins.Standard.Optimizers;

[assembly: GradPlugin(typeof(StandardOptimizersPlugin), "standard")]

namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The built-in optimisers.</summary>
public sealed class StandardOptimizersPlugin : IGradPlugin
{
    /// <inheritdoc/>
    public void Configure(IGradPipelinesBuilder grad) => grad
        .AddOptimizer<Sgd, SgdOptions>()
        .AddOptimizer<HipsSgd, HipsSgdOptions>()
        .AddOptimizer<Adam, AdamOptions>()
        .AddOptimizer<AdamW, AdamWOptions>()
        .AddOptimizer<Amsgrad, AmsgradOptions>()
        .AddOptimizer<Adamax, AdamaxOptions>()
        .AddOptimizer<NAdam, NAdamOptions>()
        .AddOptimizer<RAdam, RAdamOptions>()
        .AddOptimizer<RmsProp, RmsPropOptions>()
        .AddOptimizer<HipsRmsProp, HipsRmsPropOptions>()
        .AddOptimizer<Adagrad, AdagradOptions>()
        .AddOptimizer<Adadelta, AdadeltaOptions>()
        .AddOptimizer<Lion, LionOptions>()
        .AddOptimizer<RProp, RPropOptions>();
}
