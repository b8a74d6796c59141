namespace GradPipelines.Reference;

/// <summary>signal: HIPS's convolution.</summary>
internal static class SignalFunctions
{
    public static void Add(FunctionRows rows) => rows.Add("signal.convolve", "A, B, axes, dot_axes, mode", a => Signal.Convolve(
        a.Tensor("A"), a.Tensor("B"), Pair(a["axes"]), Pair(a["dot_axes"]),
        a.Text("mode") switch
        {
            null or "full" => ConvolutionMode.Full,
            "valid" => ConvolutionMode.Valid,
            "same" => ConvolutionMode.Same,
            var mode => throw a.Unsupported($"with mode {mode}"),
        }));

    private static (int[] A, int[] B)? Pair(object? axes) => axes is object?[] and [object?[] left, object?[] right]
        ? (Array.ConvertAll(left, Value.AsInt), Array.ConvertAll(right, Value.AsInt))
        : null;
}
