namespace GradPipelines.Kernels;

/// <summary>A length cut into the fewest pieces of at most a given size, as even as possible: the longer ones come first.</summary>
internal readonly struct Cut
{
    private readonly int shortest;
    private readonly int extra;

    private Cut(int total, int count)
    {
        Count = count;
        (shortest, extra) = Math.DivRem(total, count);
    }

    public int Count { get; }

    public int Longest => extra > 0 ? shortest + 1 : shortest;

    /// <summary>How many pieces have the greatest length; the others are one shorter.</summary>
    public int LongCount => extra > 0 ? extra : Count;

    public static Cut Every(int total, int atMost) => new(total, (total - 1) / atMost + 1);

    public static Cut Into(int total, int pieces) => new(total, pieces);

    public int Start(int piece) => piece * shortest + Math.Min(piece, extra);

    public int Length(int piece) => shortest + (piece < extra ? 1 : 0);
}
