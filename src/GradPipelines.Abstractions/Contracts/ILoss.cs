namespace GradPipelines.Plugins;

/// <summary>What training makes small.</summary>
public interface ILoss
{
    /// <summary>One number for each example: (batch, ...) predictions and targets give (batch).</summary>
    Tensor PerExample(Tensor prediction, Tensor target);

    /// <summary>How the loss grows with the unit of the target: 2 for a square, 1 for a distance, 0 where the unit does not matter.</summary>
    int TargetPower => 0;

    /// <summary>The mean loss of the true curve where the targets carry noise of that mean square; null where it is not defined.</summary>
    double? NoiseFloor(double meanSquareNoise) => null;

    /// <summary>Checks shapes before any arithmetic: a message, or null if they fit.</summary>
    /// <param name="prediction">The shape of one example's prediction.</param>
    /// <param name="target">The shape of one example's target.</param>
    string? Check(Shape prediction, Shape target) =>
        prediction.Equals(target) ? null : $"the model gives {prediction} for each example and the target is {target}; they must be equal. Set the last layer's units to auto.";
}

/// <summary>What is measured beside the loss, over a whole split.</summary>
public interface IMetric
{
    /// <summary>The value, from (rows, ...) predictions and targets in the data's own units.</summary>
    double Evaluate(Tensor prediction, Tensor target);

    /// <summary>True where larger is better.</summary>
    bool IsLargerBetter { get; }
}
