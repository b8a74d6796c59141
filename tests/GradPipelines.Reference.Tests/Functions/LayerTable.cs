using N = GradPipelines.NeuralNetwork;

namespace GradPipelines.Reference;

/// <summary>What the names of layers in the nn_ files mean.</summary>
internal static class LayerTable
{
    private static readonly Dictionary<string, Func<LayerCase, Dictionary<string, Tensor>>> s_rows = new(StringComparer.Ordinal)
    {
        ["relu"] = Of(c => Ops.Relu(c["x"])),
        ["tanh"] = Of(c => Ops.Tanh(c["x"])),
        ["softmax"] = Of(c => N.Softmax(c["x"], c.Int("dim"))),
        ["log_softmax"] = Of(c => N.LogSoftmax(c["x"], c.Int("dim"))),
        ["gelu_erf"] = Of(c => N.Gelu(c["x"])),
        ["gelu_tanh"] = Of(c => N.GeluTanh(c["x"])),
        ["silu"] = Of(c => N.Silu(c["x"])),
        ["elu"] = Of(c => N.Elu(c["x"], c.Number("alpha"))),
        ["selu"] = Of(c => N.Selu(c["x"])),
        ["celu"] = Of(c => N.Celu(c["x"], c.Number("alpha"))),
        ["softplus"] = Of(c => N.Softplus(c["x"], c.Number("beta"), c.Number("threshold"))),
        ["leaky_relu"] = Of(c => N.LeakyRelu(c["x"], c.Number("negative_slope"))),
        ["hardtanh"] = Of(c => N.HardTanh(c["x"], c.Number("min_val"), c.Number("max_val"))),
        ["mish"] = Of(c => N.Mish(c["x"])),
        ["softsign"] = Of(c => N.Softsign(c["x"])),
        ["hardsigmoid"] = Of(c => N.HardSigmoid(c["x"])),
        ["hardswish"] = Of(c => N.HardSwish(c["x"])),
        ["relu6"] = Of(c => N.Relu6(c["x"])),
        ["tanhshrink"] = Of(c => N.TanhShrink(c["x"])),
        ["softshrink"] = Of(c => N.SoftShrink(c["x"], c.Number("lambd"))),
        ["hardshrink"] = Of(c => N.HardShrink(c["x"], c.Number("lambd"))),
        ["threshold"] = Of(c => N.Threshold(c["x"], c.Number("threshold"), c.Number("value"))),
        ["prelu"] = Of(c => N.PRelu(c["x"], c["weight"])),
        ["glu"] = Of(c => N.Glu(c["x"], c.Int("dim"))),
        ["normalize_l2"] = Of(c => N.Normalize(c["x"], c.Int("dim"))),
        ["cosine_similarity"] = Of(c => N.CosineSimilarity(c["a"], c["b"], c.Int("dim"))),

        ["linear"] = Of(c => N.Linear(c["x"], c["weight"], c.OrNull("bias"))),
        ["embedding"] = Of(c => N.Embedding(c["index"], c["weight"])),
        ["conv1d"] = Of(Conv),
        ["conv2d"] = Of(Conv),
        ["conv_transpose1d"] = Of(ConvTranspose),
        ["conv_transpose2d"] = Of(ConvTranspose),
        ["max_pool1d"] = Of(MaxPool),
        ["max_pool2d"] = Of(MaxPool),
        ["avg_pool1d"] = Of(AveragePool),
        ["avg_pool2d"] = Of(AveragePool),
        ["adaptive_avg_pool2d"] = Of(c => N.AdaptiveAveragePool(c["x"], c.Axes("output_size")!)),
        ["adaptive_max_pool2d"] = Of(c => N.AdaptiveMaxPool(c["x"], c.Axes("output_size")!)),
        ["batch_norm"] = c =>
        {
            var y = N.BatchNorm(c["x"], c["running_mean"], c["running_var"], c.OrNull("weight"), c.OrNull("bias"), c.Flag("training"), c.Number("momentum"), c.Number("eps"));
            return new() { ["output"] = y.Output, ["running_mean_after"] = y.RunningMean, ["running_var_after"] = y.RunningVariance };
        },
        ["layer_norm"] = Of(c => N.LayerNorm(c["x"], c.OrNull("weight"), c.OrNull("bias"), c.Axes("normalized_shape")!.Length, c.Number("eps"))),
        ["group_norm"] = Of(c => N.GroupNorm(c["x"], c.Int("num_groups"), c.OrNull("weight"), c.OrNull("bias"), c.Number("eps"))),
        ["instance_norm"] = Of(c => N.InstanceNorm(c["x"], c.OrNull("weight"), c.OrNull("bias"), c.Number("eps"))),

        ["mse_loss"] = Of(c => N.MseLoss(c["input"], c["target"], c.Reduction)),
        ["huber_loss"] = Of(c => N.HuberLoss(c["input"], c["target"], c.Number("delta"), c.Reduction)),
        ["smooth_l1_loss"] = Of(c => N.SmoothL1Loss(c["input"], c["target"], c.Number("beta"), c.Reduction)),
        ["cross_entropy"] = Of(c => N.CrossEntropy(c["input"], c["target"], c.OrNull("weight"), c.Int("ignore_index"), c.Number("label_smoothing"), c.Reduction)),
        ["cross_entropy_prob_target"] = Of(c => N.CrossEntropy(c["input"], c["target"], c.OrNull("weight"), smoothing: c.Number("label_smoothing"), reduction: c.Reduction)),
        ["nll_loss"] = Of(c => N.NllLoss(N.LogSoftmax(c["input"], 1), c["target"], c.OrNull("weight"), c.Int("ignore_index"), c.Reduction)),
        ["binary_cross_entropy"] = Of(c => N.BinaryCrossEntropy(c["input"], c["target"], c.OrNull("weight"), c.Reduction)),
        ["binary_cross_entropy_with_logits"] = Of(c => N.BinaryCrossEntropyWithLogits(c["input"], c["target"], c.OrNull("weight"), c.OrNull("pos_weight"), c.Reduction)),
        ["kl_div"] = Of(c => N.KlDivergence(N.LogSoftmax(c["input"], 1), c["target"], c.Flag("log_target"), c.Reduction)),
        ["poisson_nll_loss"] = Of(c => N.PoissonNllLoss(c["input"], c["target"], c.Flag("log_input"), c.Flag("full"), c.Number("eps"), c.Reduction)),
        ["gaussian_nll_loss"] = Of(c => N.GaussianNllLoss(c["input"], c["target"], c["var"], c.Flag("full"), c.Number("eps"), c.Reduction)),
        ["hinge_embedding_loss"] = Of(c => N.HingeEmbeddingLoss(c["input"], c["target"], c.Number("margin"), c.Reduction)),
        ["cosine_embedding_loss"] = Of(c => N.CosineEmbeddingLoss(c["x1"], c["x2"], c["target"], c.Number("margin"), c.Reduction)),
        ["multi_margin_loss"] = Of(c => N.MultiMarginLoss(c["input"], c["target"], c.Int("p"), c.Number("margin"), c.OrNull("weight"), c.Reduction)),
        ["ctc_loss"] = Of(c => N.CtcLoss(N.LogSoftmax(c["input"], 2), c["targets"], c.Axes("input_lengths")!, c.Axes("target_lengths")!, c.Int("blank"), c.Reduction)),

        ["scaled_dot_product_attention"] = Of(c => N.ScaledDotProductAttention(c["q"], c["k"], c["v"], c.OrNull("mask"))),
        ["multi_head_attention"] = c =>
        {
            var parameters = new AttentionParameters(c["in_proj_weight"], c.OrNull("in_proj_bias"), c["out_proj.weight"], c.OrNull("out_proj.bias"));
            var (output, weights) = N.MultiHeadAttention(c["query"], c["key"], c["value"], parameters, c.Int("heads"), c.OrNull("attn_mask"), c.OrNull("key_padding_mask"));
            return new() { ["output"] = output, ["attn_weights"] = weights };
        },

        ["rnn_tanh"] = c => N.Rnn(c["x"], c["h0"], Parameters(c), c.Flag("bidirectional")) is var (y, h) ? new() { ["output"] = y, ["hn"] = h } : [],
        ["gru"] = c => N.Gru(c["x"], c["h0"], Parameters(c), c.Flag("bidirectional")) is var (y, h) ? new() { ["output"] = y, ["hn"] = h } : [],
        ["lstm"] = c => N.Lstm(c["x"], c["h0"], c["c0"], Parameters(c), c.Flag("bidirectional")) is var (y, h, cell) ? new() { ["output"] = y, ["hn"] = h, ["cn"] = cell } : [],
    };

    public static Func<LayerCase, Dictionary<string, Tensor>> Find(string layer) => s_rows.TryGetValue(layer, out var row) ? row : throw new UnknownOperationException(layer);

    private static Func<LayerCase, Dictionary<string, Tensor>> Of(Func<LayerCase, Tensor> function) => c => new() { ["output"] = function(c) };

    private static Tensor Conv(LayerCase c) => N.Conv(c["x"], c["weight"], c.OrNull("bias"), c.Axes("stride"), c.Axes("padding"), c.Axes("dilation"), c.Int("groups"));

    private static Tensor ConvTranspose(LayerCase c) =>
        N.ConvTranspose(c["x"], c["weight"], c.OrNull("bias"), c.Axes("stride"), c.Axes("padding"), c.Axes("output_padding"), c.Axes("dilation"), c.Axes("groups") is [var groups] ? groups : 1);

    private static Tensor MaxPool(LayerCase c) => N.MaxPool(c["x"], c.Axes("kernel")!, c.Axes("stride"), c.Axes("padding"), c.Axes("dilation"), c.Flag("ceil_mode"));

    private static Tensor AveragePool(LayerCase c) => N.AveragePool(c["x"], c.Axes("kernel")!, c.Axes("stride"), c.Axes("padding"), c.Flag("ceil_mode"), c.Flag("count_include_pad"));

    private static RecurrentParameters[] Parameters(LayerCase c)
    {
        string[] directions = c.Flag("bidirectional") ? ["", "_reverse"] : [""];
        return [.. Enumerable.Range(0, c.Int("layers")).SelectMany(layer => directions.Select(d => new RecurrentParameters(
            c[$"weight_ih_l{layer}{d}"], c[$"weight_hh_l{layer}{d}"], c.OrNull($"bias_ih_l{layer}{d}"), c.OrNull($"bias_hh_l{layer}{d}"))))];
    }
}
