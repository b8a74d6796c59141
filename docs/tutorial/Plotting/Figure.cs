using GradPipelines;
using ScottPlot;

namespace Tutorial;

/// <summary>A plot of curves and points, saved as PNG and SVG. Only what the tutorial needs; the mathematics stays in its programs.</summary>
public sealed class Figure(string title, string xLabel, string yLabel)
{
    private static readonly Color[] s_colors =
        [.. new[] { "#2563a8", "#d1495b", "#2a9d6f", "#e08e2b", "#7a5195", "#4a4e57" }.Select(Color.FromHex)];

    private readonly List<Action<Plot>> _layers = [];
    private int _curves;

    /// <summary>The folder for plots: the first argument of the program, or <c>tutorial-plots</c> in the current folder.</summary>
    public static string Folder(string[] args) => args.Length > 0 ? args[0] : Path.Combine(".", "tutorial-plots");

    /// <summary>A curve through the points.</summary>
    public Figure Curve(Tensor x, Tensor y, string name, bool dashed = false)
    {
        var color = s_colors[_curves++ % s_colors.Length];
        _layers.Add(plot =>
        {
            var line = plot.Add.ScatterLine(x.ToArray<double>(), y.ToArray<double>(), color);
            line.LineWidth = dashed ? 2 : 2.5f;
            line.LinePattern = dashed ? LinePattern.Dashed : LinePattern.Solid;
            line.LegendText = name;
        });
        return this;
    }

    /// <summary>Points alone.</summary>
    public Figure Points(Tensor x, Tensor y, string name)
    {
        var many = x.Size > 300;
        _layers.Add(plot =>
        {
            var points = plot.Add.ScatterPoints(x.ToArray<double>(), y.ToArray<double>(), Color.FromHex("#8d99a6").WithAlpha(many ? 0.5 : 0.8));
            points.MarkerShape = MarkerShape.FilledCircle;
            points.MarkerSize = many ? 4 : 6;
            points.LegendText = name;
        });
        return this;
    }

    /// <summary>Writes <c>name.png</c> and <c>name.svg</c>, with the legend in a corner, and says so.</summary>
    public void Save(string folder, string name, Alignment legend = Alignment.UpperLeft)
    {
        using var plot = new Plot();
        foreach (var add in _layers) add(plot);
        plot.Title(title, size: 18);
        plot.XLabel(xLabel, size: 15);
        plot.YLabel(yLabel, size: 15);
        plot.Grid.MajorLineColor = Color.FromHex("#e6e8eb");
        plot.Axes.Margins(0.01, 0.06);
        foreach (IAxis axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.TickLabelStyle.FontSize = 13;
            axis.MinorTickStyle.Length = 0;
            axis.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TickDensity = 0.6 };
        }

        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.ShowLegend(legend);
        plot.Legend.SymbolWidth = 32; // long enough to show that a line is dashed
        plot.Legend.FontSize = 14;
        plot.Legend.OutlineColor = Color.FromHex("#c9cdd2");
        plot.Legend.ShadowColor = Colors.Transparent;

        if (SansFont() is { } font) plot.Font.Set(font);
        else Console.WriteLine("no sans-serif font was found, so the plot may have no text; on Debian, fonts-dejavu-core brings one");

        Directory.CreateDirectory(folder);
        plot.SavePng(Path.Combine(folder, name + ".png"), 900, 560);
        plot.SaveSvg(Path.Combine(folder, name + ".svg"), 900, 560);
        Console.WriteLine($"plots: {name}.png, {name}.svg");
    }

    /// <summary>A sans-serif face that this machine has; left alone, the renderer may fall to a serif one, or to none without a word.</summary>
    private static string? SansFont()
    {
        var families = SkiaSharp.SKFontManager.Default.FontFamilies.ToArray();
        string[] preferred = ["Inter", "Segoe UI", "Helvetica Neue", "Helvetica", "Arial", "Noto Sans", "Open Sans", "Roboto", "Liberation Sans", "DejaVu Sans"];
        return preferred.FirstOrDefault(f => families.Contains(f, StringComparer.OrdinalIgnoreCase))
            ?? families.FirstOrDefault(f => f.Contains("Sans", StringComparison.OrdinalIgnoreCase) && !f.Contains("Mono", StringComparison.OrdinalIgnoreCase));
    }
}
