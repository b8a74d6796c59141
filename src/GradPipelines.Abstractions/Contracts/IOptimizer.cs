using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins;

/// <summary>A rule that turns gradients into updates. Its state is a set of named tensors, so checkpoints and compilation need nothing else.</summary>
/// <remarks>The form is optax's gradient transformation: pure functions, written in tensor operations.</remarks>
public interface IOptimizer
{
    /// <summary>The state before the first step.</summary>
    NamedTensors Init(NamedTensors parameters);

    /// <summary>The updates (to be added to the parameters) and the next state.</summary>
    (NamedTensors Updates, NamedTensors State) Update(NamedTensors gradients, NamedTensors state, NamedTensors parameters, OptimizerStep step);
}

/// <summary>The circumstances of one update, as 0-d tensors of the parameters' dtype, so that a compiled step needs no recompilation.</summary>
/// <param name="LearningRate">The rate of this step, the schedule applied.</param>
/// <param name="Number">The number of this step, from 1.</param>
public readonly record struct OptimizerStep(Tensor LearningRate, Tensor Number);

/// <summary>An optimiser that treats each parameter alone: the state is a few tensors of its shape.</summary>
public abstract class ParameterwiseOptimizer : IOptimizer
{
    /// <summary>The names of the tensors kept for each parameter: <c>momentum</c>.</summary>
    protected abstract IReadOnlyList<string> Slots { get; }

    /// <summary>The first value of a slot; zeros unless overridden.</summary>
    protected virtual Tensor InitSlot(string slot, Tensor parameter) => Ops.ZerosLike(parameter);

    /// <summary>The update (to be added) and the next slots, in the order of <see cref="Slots"/>.</summary>
    protected abstract (Tensor Update, Tensor[] Slots) Update(Tensor gradient, Tensor[] slots, Tensor parameter, OptimizerStep step);

    /// <inheritdoc/>
    public NamedTensors Init(NamedTensors parameters) =>
        new(Slots.SelectMany(slot => parameters.Select(p => KeyValuePair.Create($"{slot}.{p.Key}", InitSlot(slot, p.Value)))));

    /// <inheritdoc/>
    public (NamedTensors Updates, NamedTensors State) Update(NamedTensors gradients, NamedTensors state, NamedTensors parameters, OptimizerStep step)
    {
        var slots = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var updates = parameters.Map((name, p) =>
        {
            var (update, next) = Update(gradients[name], [.. Slots.Select(slot => state[$"{slot}.{name}"])], p, step);
            for (var i = 0; i < Slots.Count; i++) slots[$"{Slots[i]}.{name}"] = next[i];
            return update;
        });
        return (updates, state.Map((name, _) => slots[name]));
    }
}

/// <summary>What every optimiser's options have, whatever it calls its rate.</summary>
/// <remarks>The schedule and the parameter groups stand beside them in the file and are the experiment's, not the rule's.</remarks>
public abstract record ScheduledOptions : ComponentOptions
{
    /// <summary>The rate at the first step, before the schedule.</summary>
    public abstract double InitialRate { get; }
}

/// <summary>The options of an optimiser whose rate is called <c>lr</c>.</summary>
public abstract record OptimizerOptions : ScheduledOptions
{
    /// <summary>The learning rate.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("Learning rate: the length of a step.")]
    public virtual double Lr { get; init; } = 0.01;

    /// <inheritdoc/>
    public override double InitialRate => Lr;
}

/// <summary>The learning rate as a function of progress.</summary>
public interface ISchedule
{
    /// <summary>The rate at a step.</summary>
    double RateAt(double initialRate, ScheduleProgress progress);
}

/// <summary>How far training is.</summary>
/// <param name="Step">Steps done, from 0.</param>
/// <param name="TotalSteps">Steps planned.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="TotalEpochs">Epochs planned; a fraction where steps were asked for.</param>
public readonly record struct ScheduleProgress(long Step, long TotalSteps, long Epoch, double TotalEpochs);
