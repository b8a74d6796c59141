using GradPipelines.Plugins;
using ScottPlot;

namespace GradPipelines.Experiments.Plots;

/// <summary>Losses over epochs, on a logarithmic axis, with the noise floor.</summary>
[Component("loss", Summary = "Losses over epochs, on a logarithmic axis, with the noise floor.")]
internal sealed class LossPlot : IRunPlot
{
    /// <inheritdoc/>
    public Plot? Draw(PlotData data)
    {
        var plot = RunPlots.New(data.Title, "epoch", "loss");
        foreach (var (name, color) in new[] { ("train/loss", RunPlots.Train), ("val/loss", RunPlots.Validation) })
        {
            var points = data.History.Where(r => r.Metrics.TryGetValue(name, out var v) && v > 0 && double.IsFinite(v)).ToArray();
            if (points.Length == 0) continue;
            var line = plot.Add.ScatterLine(points.Select(r => (double)r.Epoch).ToArray(), points.Select(r => Math.Log10(r.Metrics[name])).ToArray(), color);
            line.LineWidth = 2;
            line.LegendText = name;
        }

        if (data.Floor is { } floor and > 0)
        {
            var level = plot.Add.HorizontalLine(Math.Log10(floor), 2, RunPlots.Truth, LinePattern.Dashed);
            level.LegendText = $"noise floor {floor.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)}";
        }

        // Axis positions are logarithms; the labels are the numbers themselves.
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            MinorTickGenerator = new ScottPlot.TickGenerators.LogMinorTickGenerator(),
            LabelFormatter = v => Math.Pow(10, v).ToString("G3", System.Globalization.CultureInfo.InvariantCulture),
        };
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }
}
