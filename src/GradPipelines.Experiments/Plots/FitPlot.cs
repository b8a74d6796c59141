using GradPipelines.Plugins;
using ScottPlot;

namespace GradPipelines.Experiments.Plots;

/// <summary>Data, true curve and model over the only feature; null where there are several or none.</summary>
[Component("fit", Summary = "Data, true curve and model over the only feature.")]
internal sealed class FitPlot : IRunPlot
{
    /// <inheritdoc/>
    public Plot? Draw(PlotData data)
    {
        if (data.Model.Inputs.Columns is not [{ IsText: false, Width: 1 } feature] || data.Model.Outputs.Columns is not [{ IsText: false, Width: 1 } target]) return null;
        var plot = RunPlots.New(data.Title, feature.Name, target.Name);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        var curve = new List<(double X, double Y)>();
        foreach (var (split, color) in data.Splits.Zip([RunPlots.Train, RunPlots.Validation, RunPlots.Truth]))
        {
            var x = split.Raw[feature.Name].Numbers!.ToArray<double>();
            var y = split.Raw[target.Name].Numbers!.ToArray<double>();
            var points = plot.Add.ScatterPoints(x, y);
            points.Color = color.WithAlpha(0.55);
            points.MarkerSize = x.Length > 400 ? 4 : 6;
            points.LegendText = split.Name;
            (low, high) = (Math.Min(low, x.Min()), Math.Max(high, x.Max()));
            if (split.Raw.Noise.TryGetValue(target.Name, out var noise)) curve.AddRange(x.Zip(y.Zip(noise.ToArray<double>(), (v, n) => v - n)));
        }

        if (curve.Count > 1)
        {
            curve.Sort();
            var truth = plot.Add.ScatterLine(curve.Select(p => p.X).ToArray(), curve.Select(p => p.Y).ToArray(), RunPlots.Truth);
            truth.LineWidth = 2;
            truth.LinePattern = LinePattern.Dashed;
            truth.LegendText = "true curve";
        }

        var grid = Ops.Linspace(low, high, 400);
        var line = plot.Add.ScatterLine(grid.ToArray<double>(), data.Model.Predict(new Dataset([new Column(feature, grid.ToNdArray())])).ToArray<double>(), RunPlots.Model);
        line.LineWidth = 3;
        line.LegendText = "model";
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }
}
