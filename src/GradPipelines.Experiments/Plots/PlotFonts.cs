using ScottPlot;

namespace GradPipelines.Experiments.Plots;

/// <summary>Finds a sans-serif face for plot files: without one a picture would silently lose its text.</summary>
internal static class PlotFonts
{
    private static readonly string[] s_preferred = ["Inter", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans", "Liberation Sans", "Noto Sans", "Roboto", "Cantarell", "Open Sans", "FreeSans"];

    /// <summary>The face to use; null where the machine has no font at all.</summary>
    public static string? Find()
    {
        var families = SkiaSharp.SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (families.Count == 0) return null;
        return s_preferred.FirstOrDefault(families.Contains)
            ?? families.Where(f => f.Contains("sans", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? families.Order(StringComparer.Ordinal).First();
    }

    /// <summary>What to tell a person whose machine has none.</summary>
    public const string Missing = "no font on this machine, so plots have no text; install one (Debian: apt-get install fonts-dejavu-core)";

    public static void Use(Plot plot, string? family)
    {
        if (family is not null) plot.Font.Set(family);
    }
}
