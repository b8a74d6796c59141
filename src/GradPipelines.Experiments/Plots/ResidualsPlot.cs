using GradPipelines.Plugins;
using ScottPlot;

namespace GradPipelines.Experiments.Plots;

/// <summary>Prediction minus truth over the prediction, for each split.</summary>
[Component("residuals", Summary = "Prediction minus truth over the prediction, for each split.")]
internal sealed class ResidualsPlot : IRunPlot
{
    /// <inheritdoc/>
    public Plot? Draw(PlotData data)
    {
        var plot = RunPlots.New(data.Title, "prediction", "prediction - truth");
        foreach (var (split, color) in data.Splits.Zip([RunPlots.Train, RunPlots.Validation, RunPlots.Truth]))
        {
            if (split.RawTargets is null) return null;
            var y = data.Model.Predict(split.Raw).ToArray<double>();
            var t = split.RawTargets.ToArray<double>();
            var points = plot.Add.ScatterPoints(y, y.Zip(t, (a, b) => a - b).ToArray());
            points.Color = color.WithAlpha(0.55);
            points.MarkerSize = y.Length > 400 ? 4 : 6;
            points.LegendText = split.Name;
        }

        plot.Add.HorizontalLine(0, 1, Colors.Gray);
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }
}
