namespace GradPipelines;

/// <summary>Functions that networks are made of: activations, layers without their parameters' storage, losses.</summary>
/// <remarks>
/// Nearly all are compositions of <see cref="Ops"/>, so every order of derivative and every transform follows. Names, layouts of parameters and
/// defaults are PyTorch's, unless a function says otherwise; an axis may be counted from the end.
/// </remarks>
public static partial class NeuralNetwork
{
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

    /// <summary>log(1 + e^(beta·x)) / beta, and x itself where beta·x passes <paramref name="threshold"/>.</summary>
    /// <remarks>The exact function needs no threshold; PyTorch's is 20, where the two differ by 2e-9.</remarks>
    public static Tensor Softplus(Tensor x, double beta, double threshold = double.PositiveInfinity)
    {
        var y = Softplus(beta * x) / beta;
        return double.IsPositiveInfinity(threshold) ? y : Ops.Where(beta * x > threshold, x, y);
    }

    /// <summary>log(1 / (1 + e^-x)), without overflow.</summary>
    public static Tensor LogSigmoid(Tensor x) => -Softplus(-x);

    /// <summary>x·sigmoid(x), also called swish.</summary>
    /// <remarks>Source: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function approximation", 2018.</remarks>
    public static Tensor Silu(Tensor x) => x * Ops.Sigmoid(x);

    /// <summary>x·Φ(x), Φ the distribution function of the standard normal distribution.</summary>
    /// <remarks>Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016.</remarks>
    public static Tensor Gelu(Tensor x) => x * Special.Ndtr(x);

    /// <summary>x·Φ(x) with the tanh approximation of the normal distribution, as GPT-2 uses it: within 5e-4 of the exact form.</summary>
    /// <remarks>0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). Source: Hendrycks and Gimpel, "Gaussian error linear units", 2016.</remarks>
    public static Tensor GeluTanh(Tensor x) =>
        0.5 * x * (1.0 + Ops.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    /// <summary>x·tanh(softplus(x)).</summary>
    /// <remarks>Source: Misra, "Mish: a self regularized non-monotonic activation function", 2019.</remarks>
    public static Tensor Mish(Tensor x) => x * Ops.Tanh(Softplus(x));

    /// <summary>x above 0, slope·x at and below it.</summary>
    /// <remarks>Source: Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.</remarks>
    public static Tensor LeakyRelu(Tensor x, double slope = 0.01) => Ops.Where(x > 0, x, slope * x);

    /// <summary>x above 0, weight·x at and below it: a leaky ReLU with a trained slope.</summary>
    /// <param name="x">Any shape; channels on axis 1, on axis 0 of a vector.</param>
    /// <param name="weight">One slope, or one for each channel.</param>
    /// <remarks>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.</remarks>
    public static Tensor PRelu(Tensor x, Tensor weight) => Ops.Where(x > 0, x, (weight.Size == 1 ? Ops.Reshape(weight) : AlongChannels(weight, x.Rank)) * x);

    /// <summary>x above 0, alpha·(e^x - 1) at and below it.</summary>
    /// <remarks>Source: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016.</remarks>
    public static Tensor Elu(Tensor x, double alpha = 1) => Ops.Where(x > 0, x, alpha * Ops.Expm1(NotPositive(x)));

    /// <summary>x above 0, alpha·(e^(x/alpha) - 1) at and below it: an ELU whose derivative is continuous for every alpha.</summary>
    /// <remarks>Source: Barron, "Continuously differentiable exponential linear units", 2017.</remarks>
    public static Tensor Celu(Tensor x, double alpha = 1) => Ops.Where(x > 0, x, alpha * Ops.Expm1(NotPositive(x) / alpha));

    /// <summary>A self-normalising ELU: 1.0507·(x above 0, 1.6733·(e^x - 1) below).</summary>
    /// <remarks>Source: Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", 2017, with the paper's constants.</remarks>
    public static Tensor Selu(Tensor x)
    {
        const double alpha = 1.6732632423543772848170429916717, scale = 1.0507009873554804934193349852946;
        return scale * Elu(x, alpha);
    }

    /// <summary>x / (1 + |x|).</summary>
    /// <remarks>The derivative is right at 0; the second one jumps there, and is 0 at it. Source: Turian, Bergstra and Bengio, 2009.</remarks>
    public static Tensor Softsign(Tensor x) => x / (1.0 + Ops.Abs(x));

    /// <summary>x held between 0 and 6.</summary>
    public static Tensor Relu6(Tensor x) => Ops.Clip(x, 0.0, 6.0);

    /// <summary>x held between -1 and 1; the derivative at a bound is 0.</summary>
    public static Tensor HardTanh(Tensor x) => HardTanh(x, -1, 1);

    /// <summary>x held between two bounds; the derivative at a bound is 0.</summary>
    public static Tensor HardTanh(Tensor x, double min, double max) => Ops.Clip(x, min, max);

    /// <summary>x/6 + 1/2, held between 0 and 1; the derivative at ±3 is 0.</summary>
    public static Tensor HardSigmoid(Tensor x) => Relu6(x + 3.0) / 6.0;

    /// <summary>x·hard-sigmoid(x).</summary>
    /// <remarks>Source: Howard et al., "Searching for MobileNetV3", 2019. At 3 the derivative is that from above, 1, where PyTorch has 1.5.</remarks>
    public static Tensor HardSwish(Tensor x) => x * HardSigmoid(x);

    /// <summary>x - tanh(x).</summary>
    public static Tensor TanhShrink(Tensor x) => x - Ops.Tanh(x);

    /// <summary>x moved towards 0 by <paramref name="width"/>, and 0 within it.</summary>
    public static Tensor SoftShrink(Tensor x, double width = 0.5) =>
        Ops.Where(x > width, x - width, Ops.Where(x < -width, x + width, Ops.ZerosLike(x)));

    /// <summary>x, but 0 where |x| is at most <paramref name="width"/>.</summary>
    public static Tensor HardShrink(Tensor x, double width = 0.5) => Ops.Where(Ops.Abs(x) <= width, Ops.ZerosLike(x), x);

    /// <summary>x where it passes <paramref name="threshold"/>, elsewhere <paramref name="value"/>.</summary>
    public static Tensor Threshold(Tensor x, double threshold, double value) => Ops.Where(x > threshold, x, value);

    /// <summary>The first half of an axis times the sigmoid of the second.</summary>
    /// <exception cref="ShapeException">The axis has an odd size.</exception>
    /// <remarks>Source: Dauphin, Fan, Auli and Grangier, "Language modeling with gated convolutional networks", ICML 2017.</remarks>
    public static Tensor Glu(Tensor x, int axis = -1)
    {
        var size = x.Shape[axis];
        if (size % 2 != 0) throw new ShapeException($"Glu: axis {axis} of {x.Shape} has size {size}, which has no halves: one gates the other.");
        return Ops.SliceAxis(x, axis, 0, size / 2) * Ops.Sigmoid(Ops.SliceAxis(x, axis, size / 2, size / 2));
    }

    /// <summary>e^x divided by its sum along an axis: positive numbers that add up to 1.</summary>
    public static Tensor Softmax(Tensor x, int axis = -1) => Ops.Exp(LogSoftmax(x, axis));

    /// <summary>The logarithm of <see cref="Softmax"/>, exact where that underflows.</summary>
    public static Tensor LogSoftmax(Tensor x, int axis = -1) => x - Ops.LogSumExp(x, [axis], keepDims: true);

    /// <summary>e^-x divided by its sum along an axis.</summary>
    public static Tensor Softmin(Tensor x, int axis = -1) => Softmax(-x, axis);

    /// <summary>x divided by its length along an axis, or by <paramref name="eps"/> if that is more.</summary>
    public static Tensor Normalize(Tensor x, int axis = -1, double eps = 1e-12) =>
        x / Ops.Sqrt(Ops.Maximum(Ops.Sum(Ops.Square(x), [axis], keepDims: true), eps * eps));

    /// <summary>The cosine of the angle between vectors along an axis, which is dropped.</summary>
    /// <remarks>The product of the lengths is held above <paramref name="eps"/>, so a vector of zeros has the cosine 0.</remarks>
    public static Tensor CosineSimilarity(Tensor a, Tensor b, int axis = 1, double eps = 1e-8) =>
        Ops.Sum(a * b, [axis]) / Ops.Sqrt(Ops.Maximum(Ops.Sum(Ops.Square(a), [axis]) * Ops.Sum(Ops.Square(b), [axis]), eps * eps));

    // The input of the branch that is not taken is masked: e^x overflows there, and 0 times infinity would be NaN.
    private static Tensor NotPositive(Tensor x) => Ops.Where(x > 0, 0.0, x);

    /// <summary>A vector laid along the axis of channels, which is 1, or 0 if there is only one axis.</summary>
    private static Tensor AlongChannels(Tensor x, int rank) =>
        Ops.Reshape(x, [.. Enumerable.Range(0, Math.Max(rank, 1)).Select(axis => axis == Math.Min(1, rank - 1) ? -1 : 1)]);
}
