namespace GradPipelines;

/// <content>Dense layers, tables, dropout.</content>
public static partial class NeuralNetwork
{
    /// <summary>x·weightᵀ + bias.</summary>
    /// <param name="x">(..., inputs).</param>
    /// <param name="weight">(outputs, inputs).</param>
    /// <param name="bias">(outputs), or none.</param>
    /// <returns>(..., outputs).</returns>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias = null)
    {
        var y = Ops.MatMul(x, Ops.Transpose(weight));
        return bias is null ? y : y + bias;
    }

    /// <summary>The rows of a table at these numbers; rows that were not asked for have the derivative 0.</summary>
    /// <param name="numbers">int64, any shape.</param>
    /// <param name="table">(rows, features).</param>
    /// <returns>(shape of the numbers, features).</returns>
    public static Tensor Embedding(Tensor numbers, Tensor table) => Ops.Take(table, numbers);

    /// <summary>Numbers set to zero at random with probability <paramref name="rate"/>, the others scaled by 1/(1 - rate).</summary>
    /// <param name="key">The same key drops the same places.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="rate">In [0, 1).</param>
    /// <remarks>
    /// The mean over keys is x, so evaluation needs no scale: it leaves this out. Source: Srivastava et al., "Dropout: a simple way to prevent
    /// neural networks from overfitting", JMLR 2014, in the "inverted" form.
    /// </remarks>
    public static Tensor Dropout(Key key, Tensor x, double rate = 0.5)
    {
        if (!(rate >= 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"Dropout: the rate is {rate} and must be at least 0 and less than 1.");
        if (rate == 0) return x;
        Tensor draw = key.Uniform(x.Shape);
        return Ops.Where(draw >= rate, x / (1 - rate), 0.0);
    }
}
