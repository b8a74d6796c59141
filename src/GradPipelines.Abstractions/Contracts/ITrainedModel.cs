namespace GradPipelines.Plugins;

/// <summary>A model with its parameters and its preprocessing: raw columns in, predictions in the data's own units out. Safe on any number of threads.</summary>
public interface ITrainedModel
{
    /// <summary>The experiment's name.</summary>
    string Name { get; }

    /// <summary>The raw feature columns, as the data had them.</summary>
    DataSchema Inputs { get; }

    /// <summary>The target columns, as the data had them.</summary>
    DataSchema Outputs { get; }

    /// <summary>The dtype that the model computes in.</summary>
    DType DType { get; }

    /// <summary>The predictions for rows of raw features: (rows, output width), float64, in the data's own units.</summary>
    /// <exception cref="DataException">A feature column is missing or of the wrong kind.</exception>
    Tensor Predict(Dataset rows);

    /// <summary>
    /// The whole way from a matrix of raw features (rows, input width) to predictions (rows, output width) as one function of tensors,
    /// in whatever floating dtype the matrix has; null where a step is no such function (text columns).
    /// </summary>
    Func<Tensor, Tensor>? Function { get; }
}
