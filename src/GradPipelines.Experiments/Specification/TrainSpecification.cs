using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using GradPipelines.Hosting.Binding;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Specification;

/// <summary>How long training goes on, and in which batches. Exactly one of epochs and steps is set.</summary>
public sealed record TrainSpecification
{
    [Alternative("length"), Range(1, int.MaxValue), Description("Passes over the training split.")]
    public int? Epochs { get; init; }

    [Alternative("length"), Range(1L, long.MaxValue), Description("Steps of the optimizer.")]
    public long? Steps { get; init; }

    [Description("Examples in a step, or full.")]
    public BatchSize BatchSize { get; init; } = new(32);

    [Description("False takes the rows in their order in every epoch.")]
    public bool Shuffle { get; init; } = true;

    [Description("True leaves out a last batch that is smaller than the others.")]
    public bool DropLast { get; init; }

    [Range(0.0, double.MaxValue, MinimumIsExclusive = true), Description("Gradients whose global norm is larger are scaled down to it.")]
    public double? ClipGrad { get; init; }

    [Description("Compare the whole model's gradient with finite differences before training: never or first-batch.")]
    public GradientChecking CheckGrads { get; init; }

    [Description("How often the validation split is evaluated.")]
    public Duration EvaluateEvery { get; init; } = new(1, DurationUnit.Epochs);
}

/// <summary>When gradients are checked.</summary>
public enum GradientChecking
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>Once, on the first batch.</summary>
    FirstBatch,
}

/// <summary>A number of examples, or all of them.</summary>
/// <param name="Examples">The number, or null for the full split.</param>
public readonly record struct BatchSize(int? Examples) : IOptionWord<BatchSize>
{
    /// <summary>The whole training split in each step.</summary>
    public static BatchSize Full => default;

    /// <summary>True for the word <c>full</c>.</summary>
    public bool IsFull => Examples is null;

    /// <inheritdoc/>
    public static string Forms => "a whole number of examples or the word full";

    /// <inheritdoc/>
    public static bool TryRead(string text, out BatchSize value)
    {
        value = Full;
        if (text == "full")
        {
            return true;
        }

        if (!NumberText.TryWhole(text, out var examples) || examples < int.MinValue || examples > int.MaxValue)
        {
            return false;
        }

        value = new BatchSize((int)examples);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Examples?.ToString(CultureInfo.InvariantCulture) ?? "full";
}
