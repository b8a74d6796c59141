namespace GradPipelines.Plugins.Standard.Losses;

/// <summary>What losses have in common.</summary>
internal static class PerExampleMean
{
    /// <summary>The mean over all axes but the first: (batch, ...) to (batch).</summary>
    public static Tensor Of(Tensor x) => x.Rank == 1 ? x : Ops.Mean(x, [.. Enumerable.Range(1, x.Rank - 1)]);
}
