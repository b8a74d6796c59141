using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The zeta function.</content>
public static partial class Special
{
    /// <summary>Hurwitz's ζ(s, q) = Σ (q + k)^-s over k ≥ 0; Riemann's for q = 1. NaN for s &lt; 1, ∞ at s = 1.</summary>
    public static Tensor Zeta(Tensor s, Tensor? q = null) => new ZetaPrimitive(0).Bind(s, q ?? 1.0);
}

/// <summary>The n-th derivative of ζ(s, q) by s.</summary>
internal sealed class ZetaPrimitive(int order) : BinaryElementwise
{
    public override string Name => "zeta";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("order", order)];

    protected override bool IsFloatingOnly => true;

    protected internal override NdArray Forward(NdArray a, NdArray b) => SpecialLoop.Binary(a, b, Name, (s, q) => ZetaFunction.Hurwitz(s, q, order));

    protected override Tensor? ScaleLeft(Tensor s, Tensor a, Tensor b, Tensor y) => s * new ZetaPrimitive(order + 1).Bind(a, b);

    // ∂ζ/∂q = -s·ζ(s + 1, q), differentiated n times by s.
    protected override Tensor? ScaleRight(Tensor s, Tensor a, Tensor b, Tensor y)
    {
        var slope = -a * new ZetaPrimitive(order).Bind(a + 1.0, b);
        return s * (order == 0 ? slope : slope - (double)order * new ZetaPrimitive(order - 1).Bind(a + 1.0, b));
    }
}
