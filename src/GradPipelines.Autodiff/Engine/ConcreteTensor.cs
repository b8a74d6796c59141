namespace GradPipelines;

/// <summary>A tensor that is just numbers.</summary>
internal sealed class ConcreteTensor(NdArray array, bool isWeak = false) : Tensor
{
    public NdArray Array { get; } = array;

    public override Shape Shape => Array.Shape;

    public override DType DType => Array.DType;

    internal override bool IsWeak { get; } = isWeak;

    internal override NdArray Value => Array;
}
