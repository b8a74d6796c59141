using GradPipelines.Onnx;
using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace GradPipelines.MLNet;

/// <summary>
/// A model as a chain of ML.NET's own steps: the columns as float32 in one vector, an ONNX model, and what makes its output the same
/// column as in this process. ML.NET lets no outside class write a loader of its own, and so the file needs nothing of ours to load.
/// </summary>
internal sealed class SavedForm : IDisposable
{
    private const string Inputs = "gradmodel.inputs";
    private const string Single = "gradmodel.single"; // not .output: ML.NET cuts that ending off
    private const string Label = "gradmodel.label";

    private readonly TransformerChain<ITransformer> _chain;

    /// <exception cref="OnnxExportException">ONNX cannot say the model.</exception>
    public SavedForm(ITrainedModel model, ModelInputs inputs)
    {
        var output = ModelOutput.Width(model) == 1 ? Single : ModelOutput.Score;
        var onnx = OnnxExport.WriteRow(model, Inputs, output); // first, since it may refuse
        Folder = Directory.CreateTempSubdirectory("gradmodel");
        var ml = new MLContext { TempFilePath = Folder.FullName };
        var columns = Columns(inputs);
        InputOutputColumnPair[] converted = [.. columns.Select((c, i) => new InputOutputColumnPair($"{Inputs}.{i}", c.Schema.Name))];
        string[] scratch = [.. converted.Select(c => c.OutputColumnName), Inputs, .. output == Single ? new[] { Single } : []];
        var data = DataViewSource.ToDataView(new Dataset(columns));
        using var content = new MemoryStream(onnx);
        var fitted = ml.Transforms.Conversion.ConvertType(converted, DataKind.Single)
            .Append(ml.Transforms.Concatenate(Inputs, [.. converted.Select(c => c.OutputColumnName)]))
            .Append(ml.Transforms.ApplyOnnxModel(output, Inputs, content))
            .Fit(data);
        ITransformer[] steps = output == Single ? [.. fitted, Identity(ml)] : [.. fitted];
        var chain = new TransformerChain<ITransformer>(steps);
        _chain = chain.Append<ITransformer>(ml.Transforms.DropColumns(scratch).Fit(chain.Transform(data)));
    }

    /// <summary>Where ML.NET keeps the ONNX model while the step exists; it does not tidy up itself.</summary>
    public DirectoryInfo Folder { get; }

    public void Save(ModelSaveContext context) => ((ICanSaveModel)_chain).Save(context);

    public void Dispose()
    {
        _chain.Dispose();
        Folder.Delete(recursive: true);
    }

    /// <summary>The columns that the step reads, without rows that matter.</summary>
    private static Column[] Columns(ModelInputs inputs) =>
        inputs.FeaturesColumn is { } name
            ? [Empty(new ColumnSchema(name, ColumnRole.Feature, inputs.Width))]
            : [.. inputs.Schema.Columns.Select(Empty)];

    private static Column Empty(ColumnSchema column) => new(column, NdArray.Full([1, column.Width], 0.0));

    /// <summary>
    /// Turns a vector of one number into that number. ML.NET has no such step, but a linear regression of weight 1 and bias 0 is one,
    /// and gradient descent finds it exactly: from 0, the points (1, 1) and (-1, -1) with steps of a quarter give bias 1/2 and weight
    /// 1/2, then bias 0 and weight 1.
    /// </summary>
    private static RegressionPredictionTransformer<LinearRegressionModelParameters> Identity(MLContext ml)
    {
        var points = DataViewSource.ToDataView(new Dataset([
            new Column(new ColumnSchema(Single, ColumnRole.Feature), NdArray.From([1.0, -1.0])),
            new Column(new ColumnSchema(Label, ColumnRole.Target), NdArray.From([1.0, -1.0]))]));
        var trainer = ml.Regression.Trainers.OnlineGradientDescent(new OnlineGradientDescentTrainer.Options
        {
            FeatureColumnName = Single,
            LabelColumnName = Label,
            LearningRate = 0.25f,
            DecreaseLearningRate = false,
            Averaged = false,
            Shuffle = false,
            NumberOfIterations = 1,
        });
        var fitted = trainer.Fit(ml.Transforms.Concatenate(Single, Single).Fit(points).Transform(points));
        return fitted.Model is { Bias: 0, Weights: [1f] } ? fitted : throw new InvalidOperationException("The identity was not found exactly; this release of ML.NET trains differently.");
    }
}
