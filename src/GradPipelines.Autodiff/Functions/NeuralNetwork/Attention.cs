namespace GradPipelines;

/// <summary>The parameters of multi-head attention, in PyTorch's layout.</summary>
/// <param name="InputWeight">(3·features, features): the rows of the queries, the keys and the values.</param>
/// <param name="InputBias">(3·features), or none.</param>
/// <param name="OutputWeight">(features, features).</param>
/// <param name="OutputBias">(features), or none.</param>
public sealed record AttentionParameters(Tensor InputWeight, Tensor? InputBias, Tensor OutputWeight, Tensor? OutputBias);

/// <content>Attention. Source: Vaswani et al., "Attention is all you need", NeurIPS 2017.</content>
public static partial class NeuralNetwork
{
    /// <summary>softmax(q·kᵀ/√features + mask)·v.</summary>
    /// <param name="q">(..., queries, features).</param>
    /// <param name="k">(..., keys, features).</param>
    /// <param name="v">(..., keys, values).</param>
    /// <param name="mask">Broadcasts to (..., queries, keys). Numbers are added; where booleans are true the key is blocked, as in <see cref="MultiHeadAttention"/> (PyTorch's function of this name takes booleans the other way).</param>
    /// <param name="isCausal">Whether query i is kept from the keys behind i.</param>
    /// <param name="scale">In place of 1/√features.</param>
    /// <returns>(..., queries, values); NaN for a query whose keys are all blocked.</returns>
    public static Tensor ScaledDotProductAttention(Tensor q, Tensor k, Tensor v, Tensor? mask = null, bool isCausal = false, double? scale = null) =>
        Ops.MatMul(AttentionWeights(q, k, mask, isCausal, scale), v);

    /// <summary>Attention by several heads, each on its own part of the features.</summary>
    /// <param name="query">(batch, queries, features).</param>
    /// <param name="key">(batch, keys, features).</param>
    /// <param name="value">(batch, keys, features).</param>
    /// <param name="parameters">The projections.</param>
    /// <param name="heads">How many heads; it divides the number of features.</param>
    /// <param name="mask">(queries, keys), or what broadcasts to (batch, heads, queries, keys): numbers to be added, or true where a key is blocked.</param>
    /// <param name="blockedKeys">(batch, keys), true for keys that no query sees; or none.</param>
    /// <returns>(batch, queries, features), and the weights (batch, heads, queries, keys).</returns>
    /// <exception cref="ShapeException">The heads do not divide the features.</exception>
    public static (Tensor Output, Tensor Weights) MultiHeadAttention(
        Tensor query, Tensor key, Tensor value, AttentionParameters parameters, int heads, Tensor? mask = null, Tensor? blockedKeys = null)
    {
        var features = query.Shape[-1];
        if (heads < 1 || features % heads != 0) throw new ShapeException($"MultiHeadAttention: {heads} heads do not divide axis -1 of the queries {query.Shape}, the features.");
        Tensor q = Project(query, 0), k = Project(key, 1), v = Project(value, 2);
        var scores = Scores(q, k, mask, isCausal: false, scale: null);
        if (blockedKeys is not null) scores = Block(scores, Ops.ExpandDims(Ops.ExpandDims(blockedKeys, 1), 1));
        var weights = Softmax(scores);
        var joined = Ops.SwapAxes(Ops.MatMul(weights, v), 1, 2);
        return (Linear(Ops.Reshape(joined, joined.Shape[0], joined.Shape[1], features), parameters.OutputWeight, parameters.OutputBias), weights);

        // (batch, length, features) → (batch, heads, length, features / heads)
        Tensor Project(Tensor x, int part)
        {
            var bias = parameters.InputBias is { } b ? Ops.SliceAxis(b, 0, part * features, features) : null;
            var y = Linear(x, Ops.SliceAxis(parameters.InputWeight, 0, part * features, features), bias);
            return Ops.SwapAxes(Ops.Reshape(y, x.Shape[0], x.Shape[1], heads, features / heads), 1, 2);
        }
    }

    private static Tensor AttentionWeights(Tensor q, Tensor k, Tensor? mask, bool isCausal, double? scale) => Softmax(Scores(q, k, mask, isCausal, scale));

    private static Tensor Scores(Tensor q, Tensor k, Tensor? mask, bool isCausal, double? scale)
    {
        var scores = Ops.MatMul(q, Ops.SwapAxes(k, -1, -2)) * (scale ?? 1 / Math.Sqrt(q.Shape[-1]));
        if (isCausal) scores = Block(scores, Ops.ExpandDims(Ops.Arange(q.Shape[-2]), 1) < Ops.Arange(k.Shape[-2]));
        return mask is null ? scores : mask.DType == DType.Bool ? Block(scores, mask) : scores + mask;
    }

    private static Tensor Block(Tensor scores, Tensor blocked) => Ops.Where(blocked, double.NegativeInfinity, scores);
}
