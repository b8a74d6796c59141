namespace GradPipelines.Kernels;

/// <summary>How the columns of a block are divided into panels of whole vectors, of which the last may be partial.</summary>
/// <remarks>
/// Two vectors wide as a rule: twelve rows of two keep the multipliers busy with few loads. With few rows, wider panels make
/// up for them. An odd vector joins the last panel (three wide) where tile heights may differ between panels; where A is
/// packed they may not, and it is a panel of its own.
/// </remarks>
internal readonly struct Panels
{
    private const int Usual = 2;

    private readonly GemmKernels kernels;
    private readonly Cut cut;
    private readonly int columns;
    private readonly bool wideEnd;
    private readonly GemmPlan plan;

    public Panels(GemmKernels kernels, int rows, int columns, in GemmPlan plan)
    {
        (this.kernels, this.columns, this.plan) = (kernels, columns, plan);
        var vectors = (columns - 1) / kernels.Lanes + 1;
        var width = rows <= kernels.MaxRows(kernels.MaxVectors) ? kernels.MaxVectors : Usual;
        wideEnd = width == Usual && !plan.PackA && vectors % 2 == 1 && vectors > 1 && kernels.MaxVectors > Usual;
        cut = Cut.Every(wideEnd ? vectors - 1 : vectors, width);
    }

    public int Count => cut.Count;

    public int Widest => wideEnd ? Usual + 1 : cut.Longest;

    public int FirstVector(int panel) => cut.Start(panel);

    public int Vectors(int panel) => cut.Length(panel) + (wideEnd && panel == Count - 1 ? 1 : 0);

    /// <summary>How many panels from this one on have its width and its last lanes.</summary>
    public int RunLength(int panel)
    {
        var length = 1;
        while (panel + length < Count && Vectors(panel + length) == Vectors(panel) && LastLanes(panel + length) == LastLanes(panel))
        {
            length++;
        }

        return length;
    }

    /// <summary>Columns in use of the panel's last vector.</summary>
    public int LastLanes(int panel) =>
        Math.Min(kernels.Lanes, columns - (FirstVector(panel) + Vectors(panel) - 1) * kernels.Lanes);

    /// <summary>The most rows of a tile under a panel of so many vectors.</summary>
    public int TileRows(int vectors) => Math.Min(plan.MostRows, kernels.MaxRows(plan.PackA ? Widest : vectors));
}
