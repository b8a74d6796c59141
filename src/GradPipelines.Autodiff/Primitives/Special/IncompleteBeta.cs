using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>The incomplete beta function.</content>
public static partial class Special
{
    /// <summary>I(a, b, x), regularised: the distribution function of the beta distribution. NaN outside a, b &gt; 0, 0 ≤ x ≤ 1.</summary>
    /// <remarks>Differentiable by all three; the derivatives by a and b are summed with them as power series (HIPS autograd has none).</remarks>
    public static Tensor Betainc(Tensor a, Tensor b, Tensor x) => BetaincPrimitive.Apply(a, b, x, 0, 0);

    /// <summary>∂I/∂x = x^(a-1) (1 - x)^(b-1) / B(a, b).</summary>
    internal static Tensor BetaDensity(Tensor a, Tensor b, Tensor x) => Ops.Exp(Xlogy(a - 1.0, x) + Xlog1py(b - 1.0, -x) - Betaln(a, b));
}

/// <summary>∂^(i+j) I / ∂a^i ∂b^j.</summary>
internal sealed class BetaincPrimitive(int i, int j) : GeneralPrimitive
{
    public override string Name => "betainc";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("i", i), ("j", j)];

    public static Tensor Apply(Tensor a, Tensor b, Tensor x, int i, int j)
    {
        (a, b, x) = (Promotion.Floating(a), Promotion.Floating(b), Promotion.Floating(x));
        var dtype = Promotion.Common([a, b, x]);
        var shape = Shape.Broadcast(Shape.Broadcast(a.Shape, b.Shape, "betainc"), x.Shape, "betainc");
        Tensor Fit(Tensor t) => Ops.BroadcastTo(Ops.Cast(t, dtype), shape);
        return new BetaincPrimitive(i, j).BindAll(Fit(a), Fit(b), Fit(x))[0];
    }

    protected override NdArray[] Forward(NdArray[] x) =>
        [SpecialLoop.Ternary(x[0], x[1], x[2], Name, (a, b, z) => Kernels.IncompleteBeta.ByParameters(a, b, z, i, j))];

    protected override TensorSpec[] Shapes(TensorSpec[] x) => [x[0] with { Shape = Shape.Broadcast(Shape.Broadcast(x[0].Shape, x[1].Shape, Name), x[2].Shape, Name) }];

    protected override Tensor?[] Jvp(Tensor?[] t, Tensor[] x, Tensor[] y)
    {
        Tensor? sum = null;
        for (var k = 0; k < 3; k++)
            if (t[k] is { } s) sum = s * Slope(k, x) is var part && sum is not null ? sum + part : part;
        return [sum];
    }

    protected override Tensor?[] Vjp(Tensor?[] ct, Tensor[] x, Tensor[] y, bool[] needed)
    {
        if (ct[0] is not { } s) return [null, null, null];
        return [needed[0] ? s * Slope(0, x) : null, needed[1] ? s * Slope(1, x) : null, needed[2] ? s * Slope(2, x) : null];
    }

    protected override Tensor[] Batch(Tensor[] x, bool[] batched, int size) => [Apply(x[0], x[1], x[2], i, j)]; // an unbatched input broadcasts

    private Tensor Slope(int argument, Tensor[] x) => argument switch
    {
        0 => Apply(x[0], x[1], x[2], i + 1, j),
        1 => Apply(x[0], x[1], x[2], i, j + 1),
        _ => Density(x[0], x[1], x[2]),
    };

    /// <summary>The density differentiated i times by a and j times by b: log p is linear in each but for log B.</summary>
    private Tensor Density(Tensor a, Tensor b, Tensor x)
    {
        // p = f(a)·g(b)·Γ(a + b): Leibniz' rule over how often each factor is differentiated.
        var sum = a + b;
        var p = Special.BetaDensity(a, b, x);
        if (i == 0 && j == 0) return p;
        Tensor ByFirst(int n) => DensityDerivatives.Of(Ops.OnesLike(p), n, m => m == 1 ? Ops.Log(x) - Special.Digamma(a) : -Special.Polygamma(m - 1, a));
        Tensor BySecond(int n) => DensityDerivatives.Of(Ops.OnesLike(p), n, m => m == 1 ? Ops.Log1p(-x) - Special.Digamma(b) : -Special.Polygamma(m - 1, b));
        Tensor BySum(int n) => DensityDerivatives.Of(Ops.OnesLike(p), n, m => Special.Polygamma(m - 1, sum));
        Tensor? total = null;
        for (var k = 0; k <= i; k++)
            for (var l = 0; l <= j; l++)
            {
                var term = Binomial(i, k) * Binomial(j, l) * ByFirst(k) * BySecond(l) * BySum(i - k + j - l);
                total = total is null ? term : total + term;
            }

        return p * total!; // the first term always exists

        static double Binomial(int n, int k) => k == 0 ? 1 : Binomial(n - 1, k - 1) * n / k;
    }
}
