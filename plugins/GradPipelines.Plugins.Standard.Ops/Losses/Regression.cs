using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Losses;

/// <summary>The mean over the targets of (prediction - target)².</summary>
[Component("mse", Summary = "The mean square distance")]
public sealed class MeanSquare : ILoss
{
    /// <inheritdoc/>
    public int TargetPower => 2;

    /// <inheritdoc/>
    public Tensor PerExample(Tensor prediction, Tensor target) => PerExampleMean.Of(Ops.Square(prediction - target));

    /// <inheritdoc/>
    public double? NoiseFloor(double meanSquareNoise) => meanSquareNoise;
}

/// <summary>The mean over the targets of ½·(prediction - target)², whose derivative is the distance itself.</summary>
[Component("half-mse", Summary = "Half the mean square distance")]
public sealed class HalfMeanSquare : ILoss
{
    /// <inheritdoc/>
    public int TargetPower => 2;

    /// <inheritdoc/>
    public Tensor PerExample(Tensor prediction, Tensor target) => PerExampleMean.Of(0.5 * Ops.Square(prediction - target));

    /// <inheritdoc/>
    public double? NoiseFloor(double meanSquareNoise) => 0.5 * meanSquareNoise;
}

/// <summary>The mean over the targets of |prediction - target|.</summary>
[Component("mae", Summary = "The mean distance")]
public sealed class MeanDistance : ILoss
{
    /// <inheritdoc/>
    public int TargetPower => 1;

    /// <inheritdoc/>
    public Tensor PerExample(Tensor prediction, Tensor target) => PerExampleMean.Of(Ops.Abs(prediction - target));
}

/// <summary>The options of <see cref="Huber"/>.</summary>
public sealed record HuberOptions : ComponentOptions
{
    /// <summary>The distance up to which the loss is a square; 1 by default, in the unit that the model sees.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("The distance up to which the loss is a square.")]
    public double Delta { get; init; } = 1;
}

/// <summary>The mean over the targets of ½·d² up to a distance d of delta, and delta·(d - ½·delta) beyond it.</summary>
/// <remarks>
/// With delta in it the loss is no power of the target's unit. Source: Huber, "Robust estimation of a location parameter", 1964.
/// </remarks>
[Component("huber", Summary = "Half the square of small distances, linear for large ones")]
public sealed class Huber(HuberOptions options) : ILoss
{
    /// <inheritdoc/>
    public Tensor PerExample(Tensor prediction, Tensor target) =>
        PerExampleMean.Of(NeuralNetwork.HuberLoss(prediction, target, options.Delta, LossReduction.None));
}
