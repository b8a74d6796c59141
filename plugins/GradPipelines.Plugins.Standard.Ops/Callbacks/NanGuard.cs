using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace GradPipelines.Plugins.Standard.Callbacks;

/// <summary>The options of <see cref="NanGuard"/>.</summary>
public sealed record NanGuardOptions : ComponentOptions
{
    /// <summary>A loss above this stops as well; none by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("A loss above this number stops training as well.")]
    public double? MaxLoss { get; init; }
}

/// <summary>Stops at the first batch whose loss is NaN, infinite, or above a bound.</summary>
[Component("nan-guard", Summary = "Stops when the loss is no number any more")]
public sealed class NanGuard(NanGuardOptions options) : Callback
{
    /// <inheritdoc/>
    public override void OnStep(StepReport step, TrainingRun run)
    {
        if (!double.IsFinite(step.Loss))
            run.RequestStop(string.Create(CultureInfo.InvariantCulture, $"loss became {step.Loss} at step {step.Step}"));
        else if (step.Loss > options.MaxLoss)
            run.RequestStop(string.Create(CultureInfo.InvariantCulture, $"loss {step.Loss:G6} at step {step.Step} is above {options.MaxLoss}"));
    }
}
