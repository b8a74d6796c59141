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

        // Axis positions are logarithms; ticks stand at 1, 2 and 5 times the powers of ten.
        plot.Axes.AutoScale();
        var limits = plot.Axes.GetLimits();
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var power = (int)Math.Floor(limits.Bottom); power <= limits.Top; power++)
            foreach (var digit in (ReadOnlySpan<int>)[1, 2, 5])
                ticks.AddMajor(power + Math.Log10(digit), (digit * Math.Pow(10, power)).ToString("G4", System.Globalization.CultureInfo.InvariantCulture));
        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.SetLimits(limits);
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }
}
