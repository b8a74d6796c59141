using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>Everything that a step changes. Immutable; the next step makes another.</summary>
/// <param name="Parameters">What is trained, by key path.</param>
/// <param name="ModelState">What the model carries along untrained (batch statistics).</param>
/// <param name="OptimizerState">One set for each parameter group.</param>
/// <param name="Step">Steps done.</param>
internal sealed record TrainingState(NamedTensors Parameters, NamedTensors ModelState, IReadOnlyList<NamedTensors> OptimizerState, long Step);
