using System.Globalization;
using GradPipelines.Experiments;
using GradPipelines.Experiments.Runs;
using GradPipelines.Hosting;
using GradPipelines.Plugins;
using GradPipelines.Plugins.Standard;
using GradPipelines.Plugins.Standard.Optimizers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet.Tests;

/// <summary>A run of the shipped experiment, consumed as an ML.NET user consumes it.</summary>
public sealed class FinishedRunTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gradpipelines-").FullName;
    private readonly float[] _x = [-5, -3.25f, -1, 0, 0.5f, 2, 4.75f];
    private ExperimentRun _run = null!; // set before each test
    private double[] _own = [];

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddGradPipelines(o => o.LoadStandardPlugins = false)
            .AddPlugin<StandardOpsPlugin>().AddPlugin<StandardOptimizersPlugin>().AddPlugin<MLNetPlugin>()
            .AddExperiments(new RunOptions { Root = _folder });
        await using var provider = services.BuildServiceProvider();
        _run = await provider.GetRequiredService<IExperimentRunner>().RunAsync(
            Path.Combine(Root(), "experiments", "mlp.yaml"), ["train.epochs=15", "expect={}", "output.plots=[]"], TestContext.Current.CancellationToken);
        var model = RunModels.Load(_run.Directory);
        _own = model.Predict(new Dataset([new Column(model.Inputs.Columns[0], NdArray.From(Array.ConvertAll(_x, v => (double)v)))])).ToArray<double>();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [Fact]
    public void RunFolder_InProcess_IsATransformerWithTheRunsOwnPredictions()
    {
        var ml = new MLContext(seed: 0);
        var data = ml.Data.LoadFromEnumerable(_x.Select(x => new Row { X = x }));
        var chain = ml.Transforms.GradModel(_run.Directory).Append(ml.Transforms.CopyColumns("Prediction", "Score")).Fit(data);
        Near([.. chain.Transform(data).GetColumn<float>("Prediction")]);

        var engine = ml.Model.CreatePredictionEngine<Row, Scored>(chain);
        Near([.. _x.Select(x => engine.Predict(new Row { X = x }).Score)]);
    }

    [Fact]
    public void ModelZipOfTheRun_InAFreshProcessWithoutOurCode_GivesTheRunsOwnPredictions()
    {
        var table = Path.Combine(_folder, "data.csv");
        File.WriteAllLines(table, _x.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
        var lines = ConsumerProcess.Run(Path.Combine(_run.Directory, "model.zip"), table);
        Near([.. lines.Skip(1).Select(l => float.Parse(l, CultureInfo.InvariantCulture))]);
    }

    [Fact]
    public void LargerPipeline_SavedAndLoadedInAFreshProcess_GivesTheRunsOwnPredictions()
    {
        var ml = new MLContext(seed: 0);
        var data = ml.Data.LoadFromEnumerable(_x.Select(x => new Row { X = x }));
        var pipeline = ml.Transforms.CopyColumns("Copy", "x").Append(ml.Transforms.GradModel(_run.Directory)).Append(ml.Transforms.DropColumns("Copy")).Fit(data);
        var path = Path.Combine(_folder, "pipeline.zip");
        ml.SaveModel(pipeline, data.Schema, path);
        var table = Path.Combine(_folder, "data.csv");
        File.WriteAllLines(table, _x.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
        Near([.. ConsumerProcess.Run(path, table).Skip(1).Select(l => float.Parse(l, CultureInfo.InvariantCulture))]);
    }

    /// <summary>
    /// Equal to 1e-6 of the largest prediction: the saved forms compute in single precision, whose steps at 45 are already 4e-6 wide.
    /// </summary>
    private void Near(float[] predictions)
    {
        Assert.Equal(_own.Length, predictions.Length);
        var allowed = 1e-6 * Math.Max(1, _own.Max(Math.Abs));
        for (var i = 0; i < _own.Length; i++) Assert.InRange(predictions[i], _own[i] - allowed, _own[i] + allowed);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GradPipelines.sln"))) folder = Path.GetDirectoryName(folder)!; // the tests lie below the solution
        return folder;
    }

    private sealed class Row
    {
        [ColumnName("x")]
        public float X { get; set; }
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
