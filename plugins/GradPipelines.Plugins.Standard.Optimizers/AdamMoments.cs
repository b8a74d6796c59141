namespace GradPipelines.Plugins.Standard.Optimizers;

/// <summary>The running moments of a gradient and Adam's direction from them; shared by the three optimisers that differ in decay.</summary>
internal sealed class AdamMoments(AdamFamilyOptions options, bool amsgrad)
{
    public IReadOnlyList<string> Slots { get; } = amsgrad ? ["mean", "square", "largest_square"] : ["mean", "square"];

    /// <summary>m̂ / (√v̂ + eps), and the next slots.</summary>
    public (Tensor Direction, Tensor[] Slots) Direction(Tensor gradient, Tensor[] slots, OptimizerStep step)
    {
        var mean = Mean(gradient, slots[0], options.Beta1);
        var square = Mean(Ops.Square(gradient), slots[1], options.Beta2);
        var largest = amsgrad ? Ops.Maximum(slots[2], square) : square;
        var direction = mean / Correction(options.Beta1, step) / (Ops.Sqrt(largest / Correction(options.Beta2, step)) + options.Eps);
        return (direction, amsgrad ? [mean, square, largest] : [mean, square]);
    }

    /// <summary>beta·old + (1 - beta)·value.</summary>
    public static Tensor Mean(Tensor value, Tensor old, double beta) => beta * old + (1 - beta) * value;

    /// <summary>1 - beta^t: the part of a running mean that is not yet its starting zero.</summary>
    public static Tensor Correction(double beta, OptimizerStep step) => 1 - Ops.Pow(beta, step.Number);
}
