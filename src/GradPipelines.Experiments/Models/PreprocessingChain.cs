using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Models;

/// <summary>The fitted preprocessing steps in order, as one step.</summary>
internal sealed class PreprocessingChain(IReadOnlyList<IFittedPreprocessor> steps, IReadOnlyList<DataSchema> before)
{
    /// <summary>The fitted steps.</summary>
    public IReadOnlyList<IFittedPreprocessor> Steps { get; } = steps;

    /// <summary>Fits each step on what the steps before it make of the training split.</summary>
    public static PreprocessingChain Fit(IReadOnlyList<IPreprocessor> steps, Dataset training)
    {
        var fitted = new List<IFittedPreprocessor>();
        var schemas = new List<DataSchema>();
        foreach (var step in steps)
        {
            schemas.Add(training.Schema);
            fitted.Add(step.Fit(training));
            training = fitted[^1].Transform(training);
        }

        return new PreprocessingChain(fitted, schemas);
    }

    /// <summary>All steps on a table.</summary>
    public Dataset Transform(Dataset data) => Steps.Aggregate(data, (d, step) => step.Transform(d));

    /// <summary>Predictions of transformed targets in the data's own units.</summary>
    public Tensor InvertTargets(Tensor prediction)
    {
        for (var i = Steps.Count - 1; i >= 0; i--)
            prediction = Steps[i].InvertTargets(prediction, [.. before[i].Of(ColumnRole.Target)]);
        return prediction;
    }

    /// <summary>What one transformed unit of a target is in its own unit.</summary>
    public double TargetScale(string target) => Steps.Aggregate(1.0, (scale, step) => scale * step.TargetScale(target));

    /// <summary>The steps as a function of the feature matrix; null where one of them is no such function.</summary>
    public Func<Tensor, Tensor>? FeatureFunction()
    {
        var functions = Steps.Select((step, i) => step.FeatureFunction(before[i])).ToArray();
        return functions.Contains(null) ? null : x => functions.Aggregate(x, (y, f) => f!(y));
    }
}
