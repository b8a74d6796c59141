namespace GradPipelines;

/// <summary>What becomes of the losses of single elements.</summary>
public enum LossReduction
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>Their mean. Of losses with weights of classes it is the weighted mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum divided by the length of the first axis.</summary>
    BatchMean,
}

/// <content>Losses of numbers and of distributions. Inputs broadcast; <see cref="LossReduction"/> says what becomes of the elements.</content>
public static partial class NeuralNetwork
{
    /// <summary>(x - target)².</summary>
    public static Tensor MseLoss(Tensor x, Tensor target, LossReduction reduction = LossReduction.Mean) => Reduce(Ops.Square(x - target), reduction);

    /// <summary>|x - target|, with derivative 0 where they are equal.</summary>
    public static Tensor L1Loss(Tensor x, Tensor target, LossReduction reduction = LossReduction.Mean) => Reduce(Ops.Abs(x - target), reduction);

    /// <summary>½·d² up to a distance d of <paramref name="delta"/>, and delta·(d - ½·delta) beyond it.</summary>
    /// <remarks>Source: Huber, "Robust estimation of a location parameter", 1964.</remarks>
    public static Tensor HuberLoss(Tensor x, Tensor target, double delta = 1, LossReduction reduction = LossReduction.Mean)
    {
        // c is ±delta beyond delta, where c·(d - c/2) is delta·(|d| - delta/2).
        var d = x - target;
        var c = Ops.StopGradient(Ops.Clip(d, -delta, delta));
        return Reduce(Ops.Where(Ops.Abs(d) <= delta, 0.5 * Ops.Square(d), c * (d - 0.5 * c)), reduction);
    }

    /// <summary>½·d²/beta up to a distance d of <paramref name="beta"/>, and d - ½·beta beyond it; |d| if beta is 0.</summary>
    public static Tensor SmoothL1Loss(Tensor x, Tensor target, double beta = 1, LossReduction reduction = LossReduction.Mean) =>
        beta == 0 ? L1Loss(x, target, reduction) : HuberLoss(x, target, beta, reduction) / beta;

    /// <summary>-(t·log p + (1 - t)·log(1 - p)) for probabilities p. A logarithm is held above -100, as in PyTorch; its derivative is 0 there.</summary>
    public static Tensor BinaryCrossEntropy(Tensor p, Tensor target, Tensor? weight = null, LossReduction reduction = LossReduction.Mean)
    {
        var loss = -(target * BoundedLog(p) + (1.0 - target) * BoundedLog(1.0 - p));
        return Reduce(weight is null ? loss : weight * loss, reduction);
    }

    /// <summary>-(w·t·log p + (1 - t)·log(1 - p)), where p = sigmoid(x), w the weight of positives and x the logit.</summary>
    /// <remarks>Computed as (1 - t)·x + (w·t + 1 - t)·softplus(-x), which neither overflows nor loses digits. Targets lie in [0, 1].</remarks>
    public static Tensor BinaryCrossEntropyWithLogits(
        Tensor x, Tensor target, Tensor? weight = null, Tensor? positiveWeight = null, LossReduction reduction = LossReduction.Mean)
    {
        var softplus = Softplus(-x);
        var loss = (1.0 - target) * x + (positiveWeight is null ? softplus : (positiveWeight * target + (1.0 - target)) * softplus);
        return Reduce(weight is null ? loss : weight * loss, reduction);
    }

    /// <summary>t·(log t - x) for log-probabilities x, 0 where t is 0; e^t·(t - x) if the targets are logarithms too.</summary>
    /// <remarks>The divergence of Kullback and Leibler is the <see cref="LossReduction.Sum"/> over a distribution: for a batch, <see cref="LossReduction.BatchMean"/>.</remarks>
    public static Tensor KlDivergence(Tensor x, Tensor target, bool isLogTarget = false, LossReduction reduction = LossReduction.Mean) =>
        Reduce(isLogTarget ? Ops.Exp(target) * (target - x) : TimesLog(target) - target * x, reduction);

    /// <summary>-log of the Poisson probability of the target, without its constant log t! unless <paramref name="isFull"/> (then by Stirling's formula, above 1).</summary>
    /// <param name="x">The rate, or its logarithm.</param>
    /// <param name="target">The counts.</param>
    /// <param name="isLog">Whether <paramref name="x"/> is the logarithm of the rate.</param>
    /// <param name="isFull">Whether the constant is added.</param>
    /// <param name="eps">Added to a rate before its logarithm is taken.</param>
    /// <param name="reduction">What becomes of the elements.</param>
    public static Tensor PoissonNllLoss(
        Tensor x, Tensor target, bool isLog = true, bool isFull = false, double eps = 1e-8, LossReduction reduction = LossReduction.Mean)
    {
        var loss = isLog ? Ops.Exp(x) - target * x : x - target * Ops.Log(x + eps);
        if (!isFull) return Reduce(loss, reduction);
        var isLarge = target > 1;
        var t = Ops.Where(isLarge, target, 1.0); // log 0 in the branch that is not taken
        return Reduce(loss + Ops.Where(isLarge, t * Ops.Log(t) - t + 0.5 * Ops.Log(2 * Math.PI * t), 0.0), reduction);
    }

    /// <summary>½·(log v + (x - t)²/v): -log of the normal density with mean x and variance v, without ½·log 2π unless <paramref name="isFull"/>.</summary>
    /// <remarks>A variance is held above <paramref name="eps"/>; the derivative by one below is 0, where PyTorch passes it on.</remarks>
    public static Tensor GaussianNllLoss(
        Tensor x, Tensor target, Tensor variance, bool isFull = false, double eps = 1e-6, LossReduction reduction = LossReduction.Mean)
    {
        var v = Ops.Maximum(variance, eps);
        var loss = 0.5 * (Ops.Log(v) + Ops.Square(x - target) / v);
        return Reduce(isFull ? loss + 0.5 * Math.Log(2 * Math.PI) : loss, reduction);
    }

    /// <summary>x where the target is 1, max(0, margin - x) where it is -1.</summary>
    public static Tensor HingeEmbeddingLoss(Tensor x, Tensor target, double margin = 1, LossReduction reduction = LossReduction.Mean) =>
        Reduce(Ops.Where(target > 0, x, Ops.Relu(margin - x)), reduction);

    /// <summary>max(0, margin - t·(a - b)): the target 1 asks for a above b, -1 for the opposite.</summary>
    public static Tensor MarginRankingLoss(Tensor a, Tensor b, Tensor target, double margin = 0, LossReduction reduction = LossReduction.Mean) =>
        Reduce(Ops.Relu(margin - target * (a - b)), reduction);

    /// <summary>log(1 + e^(-t·x)) for targets of ±1.</summary>
    public static Tensor SoftMarginLoss(Tensor x, Tensor target, LossReduction reduction = LossReduction.Mean) => Reduce(Softplus(-target * x), reduction);

    /// <summary>max(0, |anchor - positive| - |anchor - negative| + margin), distances along the last axis.</summary>
    /// <param name="anchor">(..., features).</param>
    /// <param name="positive">Like the anchor.</param>
    /// <param name="negative">Like the anchor.</param>
    /// <param name="margin">By how much the negative shall be farther.</param>
    /// <param name="p">The power of the norm.</param>
    /// <param name="eps">Added to every difference, so that the norm of zeros has a derivative.</param>
    /// <param name="isSwapped">Whether the negative's distance from the positive counts if it is the smaller one.</param>
    /// <param name="reduction">What becomes of the elements.</param>
    public static Tensor TripletMarginLoss(
        Tensor anchor, Tensor positive, Tensor negative, double margin = 1, double p = 2, double eps = 1e-6, bool isSwapped = false, LossReduction reduction = LossReduction.Mean)
    {
        var far = Distance(anchor, negative);
        if (isSwapped) far = Ops.Minimum(far, Distance(positive, negative));
        return Reduce(Ops.Relu(Distance(anchor, positive) - far + margin), reduction);

        Tensor Distance(Tensor a, Tensor b)
        {
            var d = Ops.Abs(a - b + eps);
            return p == 2 ? Ops.Sqrt(Ops.Sum(Ops.Square(d), [-1])) : Ops.Pow(Ops.Sum(Ops.Pow(d, p), [-1]), 1 / p);
        }
    }

    /// <summary>1 - cos(a, b) where the target is 1, max(0, cos(a, b) - margin) where it is -1; vectors along the last axis.</summary>
    public static Tensor CosineEmbeddingLoss(Tensor a, Tensor b, Tensor target, double margin = 0, LossReduction reduction = LossReduction.Mean)
    {
        const double eps = 1e-12; // PyTorch's, which keeps the derivative at a vector of zeros finite
        var cosine = Ops.Sum(a * b, [-1]) / Ops.Sqrt((Ops.Sum(Ops.Square(a), [-1]) + eps) * (Ops.Sum(Ops.Square(b), [-1]) + eps));
        return Reduce(Ops.Where(target > 0, 1.0 - cosine, Ops.Relu(cosine - margin)), reduction);
    }

    private static Tensor Reduce(Tensor loss, LossReduction reduction) => reduction switch
    {
        LossReduction.Mean => Ops.Mean(loss),
        LossReduction.Sum => Ops.Sum(loss),
        LossReduction.BatchMean => Ops.Sum(loss) / loss.Length,
        _ => loss,
    };

    /// <summary>log x, but -100 where it would be less; the derivative is 0 there.</summary>
    private static Tensor BoundedLog(Tensor x)
    {
        var isInside = x > Math.Exp(-100);
        return Ops.Where(isInside, Ops.Log(Ops.Where(isInside, x, 1.0)), -100.0);
    }

    /// <summary>x·log x, 0 at 0.</summary>
    private static Tensor TimesLog(Tensor x) => Ops.Where(x > 0, x * Ops.Log(Ops.Where(x > 0, x, 1.0)), Ops.ZerosLike(x));
}
