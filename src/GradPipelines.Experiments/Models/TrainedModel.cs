using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Models;

/// <summary>A network with its parameters and its preprocessing. Immutable.</summary>
internal sealed class TrainedModel(
    string name, DataSchema inputs, DataSchema outputs, DType dtype, Network network, NamedTensors parameters, NamedTensors state, PreprocessingChain preprocessing)
    : ITrainedModel
{
    public string Name { get; } = name;

    public DataSchema Inputs { get; } = inputs;

    public DataSchema Outputs { get; } = outputs;

    public DType DType { get; } = dtype;

    public NamedTensors Parameters { get; } = parameters;

    public NamedTensors State { get; } = state;

    public PreprocessingChain Preprocessing { get; } = preprocessing;

    public Func<Tensor, Tensor>? Function => Preprocessing.FeatureFunction() is { } features ? x => Preprocessing.InvertTargets(Score(features(x))) : null;

    public Tensor Predict(Dataset rows)
    {
        foreach (var column in Inputs.Columns)
            if (rows.Schema.Find(column.Name) is not { } given) throw new DataException($"The model '{Name}' needs a column '{column.Name}'; there are {string.Join(", ", rows.Schema.Columns.Select(c => c.Name))}.");
            else if (given.IsText != column.IsText) throw new DataException($"Column '{column.Name}' is {(given.IsText ? "text" : "numbers")}, and the model '{Name}' was trained on {(column.IsText ? "text" : "numbers")}.");

        var features = new Dataset([.. Inputs.Columns.Select(c => Renamed(rows[c.Name], c))]);
        return Ops.Cast(Preprocessing.InvertTargets(Score(Ops.Cast(Preprocessing.Transform(features).Matrix(ColumnRole.Feature), DType))), DType.Float64);
    }

    /// <summary>The network's output for prepared features, in the dtype of the model where it is plain numbers, else in that of x.</summary>
    private Tensor Score(Tensor x)
    {
        var (p, s) = x.DType == DType ? (Parameters, State) : (Parameters.Map((_, t) => Ops.Cast(t, x.DType)), State.Map((_, t) => Ops.Cast(t, x.DType)));
        return network.Apply(p, s, x, new LayerContext(false, default)).Output;
    }

    private static Column Renamed(Column column, ColumnSchema schema) =>
        column.Numbers is { } numbers ? new Column(schema, numbers) : new Column(schema, column.Text!);
}
