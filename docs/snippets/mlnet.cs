#:project ../../src/GradPipelines.MLNet/GradPipelines.MLNet.csproj
#:project ../../plugins/GradPipelines.Plugins.Standard.Optimizers/GradPipelines.Plugins.Standard.Optimizers.csproj
#:package Microsoft.Extensions.Hosting

// An application that trains an experiment, and uses the model in ML.NET.
using GradPipelines.Experiments;
using GradPipelines.Hosting;
using GradPipelines.MLNet;
using GradPipelines.Plugins.Standard;
using GradPipelines.Plugins.Standard.Optimizers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.ML;

var output = args.Length > 0 ? args[0] : ".";
var here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;

// The host has a catalog of components; an application names its plugins, or a folder of them.
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddGradPipelines()
    .AddPlugin<StandardOpsPlugin>()
    .AddPlugin<StandardOptimizersPlugin>()
    .AddExperiments(new RunOptions { Root = Path.Combine(output, "runs") });
using var host = builder.Build();
var runner = host.Services.GetRequiredService<IExperimentRunner>();
var run = await runner.RunAsync(Path.Combine(here, "../../experiments/linreg.yaml"), overrides: ["train.steps=3000", "output.plots=[]"]);
Console.WriteLine($"{run.Name}: {run.Ending}, train/loss {run.Summary["train/loss"].Final:F4}");

// A finished run as a step of an ML.NET pipeline: raw columns in, Score out; the run's preprocessing is inside.
var ml = new MLContext(seed: 0);
IDataView rows = ml.Data.LoadFromEnumerable([new Row { X = 0 }, new Row { X = 2.5f }, new Row { X = 10 }]);
ITransformer model = ml.Transforms.GradModel(run.Directory).Fit(rows);
IDataView predictions = model.Transform(rows);
Console.WriteLine($"predicted: {string.Join(", ", ml.Data.CreateEnumerable<Scored>(predictions, reuseRowObject: false).Select(r => $"{r.Score:F2}"))}");

// Saved and loaded like any other model; the process that loads it needs the package, and no run folder.
var file = Path.Combine(output, "linreg.zip");
ml.SaveModel(model, rows.Schema, file);
ITransformer again = ml.Model.Load(file, out _);
Console.WriteLine($"loaded:    {string.Join(", ", ml.Data.CreateEnumerable<Scored>(again.Transform(rows), reuseRowObject: false).Select(r => $"{r.Score:F2}"))}");

sealed class Row
{
    [Microsoft.ML.Data.ColumnName("x")]
    public float X { get; set; }
}

sealed class Scored
{
    public float Score { get; set; }
}
