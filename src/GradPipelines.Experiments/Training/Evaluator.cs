using GradPipelines.Experiments.Models;
using GradPipelines.Experiments.Planning;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>Measures parameters on whole splits, in the data's own units.</summary>
internal sealed class Evaluator(ExperimentPlan plan, PreprocessingChain preprocessing)
{
    private const int ChunkRows = 8192; // bounds the memory of one evaluation; rows are independent of each other

    /// <summary>
    /// The loss, its scaled form where the units differ, the excess over the noise floor where it is known, and every metric, named
    /// <c>SPLIT/NAME</c>.
    /// </summary>
    public void Measure(PreparedSplit split, NamedTensors parameters, NamedTensors modelState, IDictionary<string, double> into)
    {
        var prediction = Predict(split.Features, parameters, modelState);
        var scaled = Ops.Mean(plan.Loss.PerExample(prediction, split.Targets)).Item();

        // In the data's own units where the targets have such, else as the loss sees them.
        var inOwnUnits = split.RawTargets is not null && preprocessing.Steps.Count > 0;
        var y = Ops.Cast(prediction, DType.Float64);
        if (inOwnUnits) y = preprocessing.InvertTargets(y);
        var t = inOwnUnits ? split.RawTargets! : Ops.Cast(split.Targets, DType.Float64); // not null: just tested
        var loss = inOwnUnits && plan.Loss.TargetPower != 0 ? Ops.Mean(plan.Loss.PerExample(y, t)).Item() : scaled;

        into[$"{split.Name}/loss"] = loss;
        if (loss != scaled) into[$"{split.Name}/loss_scaled"] = scaled;
        if (Floor(split) is { } floor) into[$"{split.Name}/excess"] = loss - floor;

        foreach (var (name, metric) in plan.Metrics) into[$"{split.Name}/{name}"] = metric.Evaluate(y, t);
    }

    /// <summary>The loss that the true curve has on these rows; null where it is not known or not defined.</summary>
    public double? Floor(PreparedSplit split) => split.NoiseMeanSquare is { } noise ? plan.Loss.NoiseFloor(noise) : null;

    /// <summary>The floor that the rows were drawn to have.</summary>
    public double? ExpectedFloor(PreparedSplit split) => split.NoiseVariance is { } noise ? plan.Loss.NoiseFloor(noise) : null;

    private Tensor Predict(Tensor features, NamedTensors parameters, NamedTensors state)
    {
        var rows = features.Shape[0];
        var parts = new List<Tensor>();
        for (var start = 0; start < rows || start == 0; start += ChunkRows)
            parts.Add(plan.Network.Apply(parameters, state, Ops.SliceAxis(features, 0, start, Math.Min(ChunkRows, rows - start)), new LayerContext(false, default)).Output);
        return Ops.Concatenate(parts);
    }
}
