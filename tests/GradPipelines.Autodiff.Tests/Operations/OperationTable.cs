namespace GradPipelines.Tests;

/// <summary>All rows.</summary>
internal static class OperationTable
{
    public static IEnumerable<OperationSample> All => [.. ElementwiseSamples.All, .. ArraySamples.All, .. SpecialSamples.All, .. DistributionSamples.All, .. LinearAlgebraSamples.All, .. ActivationSamples.All, .. ConvolutionSamples.All, .. LossSamples.All, .. LayerSamples.All];
}
