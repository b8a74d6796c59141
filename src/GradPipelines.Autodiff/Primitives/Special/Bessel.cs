using GradPipelines.Kernels;

namespace GradPipelines;

/// <content>Bessel functions. The order is a plain number: it is not differentiated.</content>
public static partial class Special
{
    /// <summary>J₀(x), of the first kind; NaN at ±∞.</summary>
    public static Tensor J0(Tensor x) => Jn(0, x);

    /// <summary>J₁(x).</summary>
    public static Tensor J1(Tensor x) => Jn(1, x);

    /// <summary>Jₙ(x).</summary>
    public static Tensor Jn(int n, Tensor x) => new BesselJPrimitive(n).Bind(x);

    /// <summary>Y₀(x), of the second kind: -∞ at 0, NaN below.</summary>
    public static Tensor Y0(Tensor x) => Yn(0, x);

    /// <summary>Y₁(x).</summary>
    public static Tensor Y1(Tensor x) => Yn(1, x);

    /// <summary>Yₙ(x): -∞ at 0, NaN below.</summary>
    public static Tensor Yn(int n, Tensor x) => new BesselYPrimitive(n).Bind(x);

    /// <summary>I₀(x), modified of the first kind; overflows past 713.</summary>
    public static Tensor I0(Tensor x) => Iv(0, x);

    /// <summary>I₁(x).</summary>
    public static Tensor I1(Tensor x) => Iv(1, x);

    /// <summary>e^-|x| I₀(x), which does not overflow.</summary>
    public static Tensor I0e(Tensor x) => Ive(0, x);

    /// <summary>e^-|x| I₁(x).</summary>
    public static Tensor I1e(Tensor x) => Ive(1, x);

    /// <summary>Iᵥ(x); for negative x the order must be whole, else NaN.</summary>
    public static Tensor Iv(double v, Tensor x) => new BesselIPrimitive(v, isScaled: false).Bind(x);

    /// <summary>e^-|x| Iᵥ(x).</summary>
    public static Tensor Ive(double v, Tensor x) => new BesselIPrimitive(v, isScaled: true).Bind(x);

    /// <summary>K₀(x), modified of the second kind: ∞ at 0, NaN below.</summary>
    public static Tensor K0(Tensor x) => Kv(0, x);

    /// <summary>K₁(x).</summary>
    public static Tensor K1(Tensor x) => Kv(1, x);

    /// <summary>Kᵥ(x): ∞ at 0, NaN below.</summary>
    public static Tensor Kv(double v, Tensor x) => new BesselKPrimitive(v, isScaled: false).Bind(x);

    /// <summary>e^x Kᵥ(x).</summary>
    public static Tensor Kve(double v, Tensor x) => new BesselKPrimitive(v, isScaled: true).Bind(x);
}

/// <remarks>J' is half the difference of the neighbours (DLMF 10.6.1), finite at 0 where J/x is not.</remarks>
internal sealed class BesselJPrimitive(int n) : UnaryElementwise
{
    public override string Name => "jn";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("n", n)];

    protected internal override NdArray Forward(NdArray x) => SpecialLoop.Unary(x, v => BesselFunctions.J(n, v));

    protected override Tensor? Derivative(Tensor x, Tensor y) => n == 0 ? -Special.Jn(1, x) : (Special.Jn(n - 1, x) - Special.Jn(n + 1, x)) * 0.5;
}

internal sealed class BesselYPrimitive(int n) : UnaryElementwise
{
    public override string Name => "yn";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("n", n)];

    protected internal override NdArray Forward(NdArray x) => SpecialLoop.Unary(x, v => BesselFunctions.Y(n, v));

    protected override Tensor? Derivative(Tensor x, Tensor y) => n == 0 ? -Special.Yn(1, x) : (Special.Yn(n - 1, x) - Special.Yn(n + 1, x)) * 0.5;
}

internal sealed class BesselIPrimitive(double v, bool isScaled) : UnaryElementwise
{
    public override string Name => isScaled ? "ive" : "iv";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("v", v)];

    protected internal override NdArray Forward(NdArray x) => SpecialLoop.Unary(x, z => BesselFunctions.I(v, z, isScaled));

    protected override Tensor? Derivative(Tensor x, Tensor y)
    {
        Tensor Of(double order) => new BesselIPrimitive(order, isScaled).Bind(x);
        var slope = v == 0 ? Of(1) : (Of(v - 1) + Of(v + 1)) * 0.5;
        return isScaled ? slope - Ops.Sign(x) * y : slope;
    }
}

internal sealed class BesselKPrimitive(double v, bool isScaled) : UnaryElementwise
{
    public override string Name => isScaled ? "kve" : "kv";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("v", v)];

    protected internal override NdArray Forward(NdArray x) => SpecialLoop.Unary(x, z => BesselFunctions.K(v, z, isScaled));

    protected override Tensor? Derivative(Tensor x, Tensor y)
    {
        Tensor Of(double order) => new BesselKPrimitive(order, isScaled).Bind(x);
        var slope = v == 0 ? -Of(1) : (Of(v - 1) + Of(v + 1)) * -0.5;
        return isScaled ? slope + y : slope;
    }
}
