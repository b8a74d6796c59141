using GradPipelines.Experiments.Models;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>One step as a pure function: a batch and a state in, the next state and the batch's loss out.</summary>
internal sealed class TrainingStep(Network network, ILoss loss, OptimizerGroups optimizers, double? clipNorm)
{
    /// <summary>Forward, backward, clipping and update.</summary>
    /// <param name="state">Before the step.</param>
    /// <param name="x">(batch, features...).</param>
    /// <param name="t">(batch, targets...).</param>
    /// <param name="rate">The learning rate, 0-d.</param>
    /// <param name="key">The random stream of the step.</param>
    public (TrainingState State, Tensor Loss) Run(TrainingState state, Tensor x, Tensor t, double rate, Key key)
    {
        var dtype = x.DType;
        var ((value, next), gradients) = Differentiate(state, x, t, key);
        if (clipNorm is { } limit) gradients = Clip(gradients, limit);
        var (parameters, optimizerState) = optimizers.Update(
            gradients, state.OptimizerState, state.Parameters, Tensor.Scalar(rate, dtype), Tensor.Scalar(state.Step + 1, dtype));
        return (new TrainingState(parameters, next, optimizerState, state.Step + 1), value);
    }

    /// <summary>The mean loss of a batch, as a function of the parameters.</summary>
    public Tensor Loss(NamedTensors parameters, NamedTensors modelState, Tensor x, Tensor t, Key key) => Objective(parameters, modelState, x, t, key).Loss;

    private ((Tensor Loss, NamedTensors State) Result, NamedTensors Gradients) Differentiate(TrainingState state, Tensor x, Tensor t, Key key)
    {
        var (gradients, aux) = Transforms.GradAndAux((NamedTensors p) =>
        {
            var (value, next) = Objective(p, state.ModelState, x, t, key);
            return (value, (value, next));
        })(state.Parameters);
        return (aux, gradients);
    }

    private (Tensor Loss, NamedTensors State) Objective(NamedTensors parameters, NamedTensors modelState, Tensor x, Tensor t, Key key)
    {
        var (y, next) = network.Apply(parameters, modelState, x, new LayerContext(true, key));
        return (Ops.Mean(loss.PerExample(y, t)), next);
    }

    /// <summary>Scales all gradients down together where their common norm passes the limit.</summary>
    private static NamedTensors Clip(NamedTensors gradients, double limit)
    {
        Tensor sum = 0.0;
        foreach (var g in gradients.Values) sum += Ops.Sum(Ops.Square(g));
        var norm = Ops.Sqrt(sum);
        var factor = Ops.Minimum(1.0, limit / Ops.Maximum(norm, 1e-300));
        return gradients.Map((_, g) => g * factor);
    }
}
