using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The normalised sinc.</content>
public static partial class Ops
{
    /// <summary>sin(πx) / (πx), 1 at 0, NaN at ±∞. Its derivatives are exact at 0 too, at every order.</summary>
    public static Tensor Sinc(Tensor x) => new SincPrimitive(0).Bind(Math.PI * Promotion.Floating(x));
}

/// <summary>The n-th derivative of sin z / z; its derivative is the next one.</summary>
/// <remarks>A quotient rule would be 0/0 at 0 and lose digits near it, the more the higher the order.</remarks>
internal sealed class SincPrimitive(int order) : UnaryElementwise
{
    public override string Name => "sinc";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("order", order)];

    protected internal override NdArray Forward(NdArray x)
    {
        if (x.DType != DType.Float64) return Forward(x.Cast(DType.Float64)).Cast(x.DType);
        var result = NdArray.Allocate<double>(x.Shape);
        var source = x.ReadSpan<double>();
        var y = result.Span<double>();
        for (var i = 0; i < y.Length; i++) y[i] = SincKernel.Derivative(source[i], order);
        return result;
    }

    protected override Tensor? Derivative(Tensor x, Tensor y) => new SincPrimitive(order + 1).Bind(x);
}
