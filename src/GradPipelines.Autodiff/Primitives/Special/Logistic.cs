using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The logistic function and sums of exponentials.</content>
public static partial class Special
{
    /// <summary>1 / (1 + e^-x); the same as <see cref="Ops.Sigmoid"/>.</summary>
    public static Tensor Expit(Tensor x) => Ops.Sigmoid(x);

    /// <summary>log(x / (1 - x)) on (0, 1): ∓∞ at the ends, NaN beyond.</summary>
    public static Tensor Logit(Tensor x) => LogitPrimitive.Instance.Bind(x);

    /// <summary>log Σ b·e^x over these axes (all if null), without overflow: -∞ for an empty or vanishing sum, NaN for a negative one.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">The axes to sum over.</param>
    /// <param name="b">Weights that broadcast against x; 1 if null. A weight of 0 leaves its term out, even an infinite one.</param>
    /// <param name="keepDims">True keeps the summed axes with length 1.</param>
    public static Tensor LogSumExp(Tensor x, IReadOnlyList<int>? axes = null, Tensor? b = null, bool keepDims = false)
    {
        if (b is null) return Ops.LogSumExp(x, axes, keepDims);
        var shape = Shape.Broadcast(x.Shape, b.Shape, "logsumexp");
        x = Ops.BroadcastTo(Promotion.Floating(x), shape);
        var none = Ops.Equal(b, 0.0);
        var masked = Ops.Where(none, double.NegativeInfinity, x);
        var shift = Ops.StopGradient(Ops.Max(masked, axes, keepDims: true));
        shift = Ops.Where(Ops.IsFinite(shift), shift, 0.0);
        var terms = b * Ops.Exp(Ops.Where(none, 0.0, x) - shift);
        var sum = Ops.Log(Ops.Sum(Ops.Where(none, b, terms), axes, keepDims: true)) + shift;
        return keepDims ? sum : Ops.Squeeze(sum, axes ?? [.. Enumerable.Range(0, shape.Rank)]);
    }

    /// <summary>e^x / Σ e^x over these axes (all if null), without overflow.</summary>
    public static Tensor Softmax(Tensor x, IReadOnlyList<int>? axes = null)
    {
        var e = Ops.Exp(x - Ops.StopGradient(Ops.Max(x, axes, keepDims: true)));
        return e / Ops.Sum(e, axes, keepDims: true);
    }

    /// <summary>log softmax: x - log Σ e^x over these axes (all if null).</summary>
    public static Tensor LogSoftmax(Tensor x, IReadOnlyList<int>? axes = null) => x - Ops.LogSumExp(x, axes, keepDims: true);
}

internal sealed class LogitPrimitive : SpecialPrimitive<LogitKernel>
{
    public static readonly LogitPrimitive Instance = new();

    public override string Name => "logit";

    protected override Tensor? Derivative(Tensor x, Tensor y) => 1.0 / (x * (1.0 - x));
}
