namespace GradPipelines.Plugins.Standard.Operations;

/// <summary>Activation functions without parameters, as compositions: every order of derivative and every transform follows.</summary>
public static class Activations
{
    /// <summary>x.</summary>
    public static Tensor Identity(Tensor x) => x;

    /// <summary>log(1 + e^x), without overflow; its derivative is the sigmoid at every point.</summary>
    /// <remarks>
    /// max(x, 0) + log1p(e^-|x|) has the same value, but 0 for the first and second derivative of its second part at 0. Here the shift
    /// m is a constant to differentiation and cancels exactly. Source: Dugas et al., "Incorporating second-order functional knowledge
    /// for better option pricing", NIPS 2000.
    /// </remarks>
    public static Tensor Softplus(Tensor x)
    {
        var m = Ops.StopGradient(Ops.Relu(x));
        m = Ops.Where(m < double.PositiveInfinity, m, 0.0); // ∞ - ∞ would be NaN
        return m + Ops.Log1p(Ops.Exp(x - m) + Ops.Expm1(-m));
    }

    /// <summary>log(1 / (1 + e^-x)), without overflow.</summary>
    public static Tensor LogSigmoid(Tensor x) => -Softplus(-x);

    /// <summary>x·sigmoid(x), also called swish.</summary>
    /// <remarks>Source: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function approximation", 2018.</remarks>
    public static Tensor Silu(Tensor x) => x * Ops.Sigmoid(x);

    /// <summary>x·Φ(x) with the tanh approximation of the normal distribution, as GPT-2 uses it: within 5e-4 of the exact form.</summary>
    /// <remarks>0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016.</remarks>
    public static Tensor GeluTanh(Tensor x) =>
        0.5 * x * (1.0 + Ops.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    /// <summary>A self-normalising ELU: 1.0507·(x above 0, 1.6733·(e^x - 1) below).</summary>
    /// <remarks>Source: Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", 2017, with the paper's constants.</remarks>
    public static Tensor Selu(Tensor x)
    {
        const double alpha = 1.6732632423543772848170429916717, scale = 1.0507009873554804934193349852946;
        return scale * ParametricActivations.Elu(x, alpha);
    }

    /// <summary>x·tanh(softplus(x)).</summary>
    /// <remarks>Source: Misra, "Mish: a self regularized non-monotonic activation function", 2019.</remarks>
    public static Tensor Mish(Tensor x) => x * Ops.Tanh(Softplus(x));

    /// <summary>x held between 0 and 6.</summary>
    public static Tensor Relu6(Tensor x) => Ops.Clip(x, 0.0, 6.0);

    /// <summary>x held between -1 and 1.</summary>
    public static Tensor HardTanh(Tensor x) => Ops.Clip(x, -1.0, 1.0);

    /// <summary>x/6 + 1/2, held between 0 and 1.</summary>
    public static Tensor HardSigmoid(Tensor x) => Relu6(x + 3.0) / 6.0;

    /// <summary>x·hard-sigmoid(x).</summary>
    /// <remarks>Source: Howard et al., "Searching for MobileNetV3", 2019.</remarks>
    public static Tensor HardSwish(Tensor x) => x * HardSigmoid(x);

    /// <summary>x - tanh(x).</summary>
    public static Tensor TanhShrink(Tensor x) => x - Ops.Tanh(x);

    internal static IGradPipelinesBuilder AddActivations(this IGradPipelinesBuilder grad) => grad
        .AddOperation("identity", Identity, "x")
        .AddOperation("softplus", Softplus, "log(1 + e^x)")
        .AddOperation("log-sigmoid", LogSigmoid, "log(sigmoid(x))")
        .AddOperation("silu", Silu, "x sigmoid(x), also called swish")
        .AddOperation("gelu-tanh", GeluTanh, "x Phi(x), by the tanh approximation of the normal distribution")
        .AddOperation("selu", Selu, "The self-normalising ELU")
        .AddOperation("mish", Mish, "x tanh(softplus(x))")
        .AddOperation("relu6", Relu6, "x held between 0 and 6")
        .AddOperation("hard-tanh", HardTanh, "x held between -1 and 1")
        .AddOperation("hard-sigmoid", HardSigmoid, "x/6 + 1/2 held between 0 and 1")
        .AddOperation("hard-swish", HardSwish, "x hard-sigmoid(x)")
        .AddOperation("tanh-shrink", TanhShrink, "x - tanh(x)")
        .AddParametricActivations();
}
