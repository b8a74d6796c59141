namespace GradPipelines.Onnx;

/// <summary>A tensor of the file. It is held as small as broadcasting allows, and stretched only for an operator that needs it whole.</summary>
/// <param name="Name">The name of the tensor that is held.</param>
/// <param name="Held">Its sizes: those of the whole, or 1 where it repeats; leading axes may be missing.</param>
/// <param name="Whole">The sizes that it stands for.</param>
/// <param name="DType">The dtype in the engine's terms.</param>
internal sealed record OnnxValue(string Name, OnnxSize[] Held, OnnxSize[] Whole, DType DType)
{
    /// <summary>The numbers of a constant in its whole shape; null for what is computed, or whose shape has the batch in it.</summary>
    public NdArray? Constant { get; init; }

    public bool IsWhole => Held.AsSpan().SequenceEqual(Whole);
}
