using GradPipelines.Experiments.Planning;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>Compares the whole model's gradient with finite differences before the first step, so that a wrong rule costs no training.</summary>
internal static class FirstBatchCheck
{
    private const int Rows = 16; // enough to excite every parameter; the check costs many evaluations

    /// <exception cref="GradientCheckException">They differ; the message names the parameter (exit code 9).</exception>
    public static void Run(ExperimentPlan plan, TrainingStep step, TrainingState state, PreparedSplit training, int batch)
    {
        var rows = Math.Min(Rows, Math.Min(batch, training.Rows));
        var x = Ops.Cast(Ops.SliceAxis(training.Features, 0, 0, rows), DType.Float64);
        var t = Ops.Cast(Ops.SliceAxis(training.Targets, 0, 0, rows), DType.Float64);
        var modelState = state.ModelState.Map((_, s) => Ops.Cast(s, DType.Float64));
        Transforms.CheckGrads((NamedTensors p) => step.Loss(p, modelState, x, t, plan.Key.Named("check")), state.Parameters, Modes.Reverse, order: 1, tolerance: 1e-5);
    }
}
