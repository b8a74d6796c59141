namespace GradPipelines.Tests;

/// <summary>All rows.</summary>
internal static class OperationTable
{
    public static IEnumerable<OperationSample> All => [.. ElementwiseSamples.All, .. ArraySamples.All, .. LinearAlgebraSamples.All, .. ActivationSamples.All, .. ConvolutionSamples.All, .. LossSamples.All, .. LayerSamples.All];
}
