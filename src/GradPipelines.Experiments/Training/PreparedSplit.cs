using GradPipelines.Experiments.Models;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Training;

/// <summary>One split as the trainer uses it: matrices for the model, targets in their own units for reports, the noise it holds.</summary>
internal sealed class PreparedSplit
{
    public PreparedSplit(string name, Dataset raw, PreprocessingChain preprocessing, DType dtype)
    {
        Name = name;
        Raw = raw;
        var prepared = preprocessing.Transform(raw);
        Features = Ops.Cast(prepared.Matrix(ColumnRole.Feature), dtype);
        Targets = Ops.Cast(prepared.Matrix(ColumnRole.Target), dtype);
        var targets = raw.Columns.Where(c => c.Schema.Role == ColumnRole.Target).ToArray();
        RawTargets = targets.All(c => c.Numbers is not null) ? raw.Matrix(ColumnRole.Target) : null;
        if (targets.Length > 0 && targets.All(c => raw.Noise.ContainsKey(c.Schema.Name)))
        {
            NoiseMeanSquare = targets.Average(c => Ops.Mean(Ops.Square(raw.Noise[c.Schema.Name])).Item());
            NoiseVariance = targets.Average(c => raw.NoiseVariance[c.Schema.Name]);
        }
    }

    public string Name { get; }

    /// <summary>The rows as the source gave them.</summary>
    public Dataset Raw { get; }

    /// <summary>(rows, features).</summary>
    public Tensor Features { get; }

    /// <summary>(rows, targets), as the loss sees them.</summary>
    public Tensor Targets { get; }

    /// <summary>(rows, targets) in the data's own units; null where a target is text.</summary>
    public Tensor? RawTargets { get; }

    /// <summary>The mean square of the noise that these very rows carry; null where unknown.</summary>
    public double? NoiseMeanSquare { get; }

    /// <summary>The mean square that it was drawn to have.</summary>
    public double? NoiseVariance { get; }

    public int Rows => Features.Shape[0];
}
