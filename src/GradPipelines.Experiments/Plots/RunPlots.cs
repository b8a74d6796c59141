using GradPipelines.Experiments.Training;
using GradPipelines.Plugins;
using ScottPlot;

namespace GradPipelines.Experiments.Plots;

/// <summary>What the pictures of a run are drawn from.</summary>
internal sealed record PlotData
{
    public required string Title { get; init; }

    public required ITrainedModel Model { get; init; }

    public required IReadOnlyList<PreparedSplit> Splits { get; init; }

    public required IReadOnlyList<EvaluationReport> History { get; init; }

    /// <summary>The noise floor of the split that is watched; null where unknown.</summary>
    public required double? Floor { get; init; }
}

/// <summary>A picture of a run.</summary>
internal interface IRunPlot
{
    /// <summary>The picture; null where the run has nothing that it could show.</summary>
    Plot? Draw(PlotData data);
}

/// <summary>What the pictures share: SVG and PNG files of one size, drawn by ScottPlot.</summary>
internal static class RunPlots
{
    private const int Width = 900;
    private const int Height = 560;

    internal static readonly Color Train = Color.FromHex("#3b82f6");
    internal static readonly Color Validation = Color.FromHex("#f59e0b");
    internal static readonly Color Model = Color.FromHex("#dc2626");
    internal static readonly Color Truth = Color.FromHex("#16a34a");

    /// <summary>Writes PATH.svg and PATH.png.</summary>
    public static void Save(Plot plot, string path, string? font)
    {
        PlotFonts.Use(plot, font);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Checkpoints.AtomicFile.WriteText(path + ".svg", plot.GetSvgXml(Width, Height));
        var image = plot.GetImage(Width, Height).GetImageBytes(ImageFormat.Png);
        Checkpoints.AtomicFile.Write(path + ".png", stream => stream.Write(image));
    }

    internal static Plot New(string title, string x, string y)
    {
        var plot = new Plot();
        plot.Title(title);
        plot.XLabel(x);
        plot.YLabel(y);
        return plot;
    }
}
