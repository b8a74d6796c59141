using GradPipelines.Experiments.Reading;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Tests.Reading;

public sealed class ExperimentFilesTests
{
    public static TheoryData<string> Files => ["linreg.yaml", "poly.yaml", "mlp.yaml", "tutorial/mlp.yaml", "mlp-softsign.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_TheRepositorysExperiments_WithoutAWarning(string file)
    {
        var reading = ExperimentReader.Read(Path.Combine(Repository.Experiments, file), [], FakeCatalog.Instance);
        Assert.Equal("", DiagnosticText.Render(reading.Diagnostics));
        Assert.NotNull(reading.Specification);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Resolved_ReadAgain_IsTheSameExperiment(string file)
    {
        var first = ExperimentReader.Read(Path.Combine(Repository.Experiments, file), [], FakeCatalog.Instance);
        var text = YamlWriter.Write(first.Resolved!);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, text);
        try
        {
            var again = ExperimentReader.Read(path, [], FakeCatalog.Instance);
            Assert.Equal("", DiagnosticText.Render(again.Diagnostics));
            Assert.True(OptionsWriter.Same(first.Resolved!, again.Resolved!), text);
            Assert.Equal(text, YamlWriter.Write(again.Resolved!));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Mlp_IsBoundAsWritten()
    {
        var mlp = Read("mlp.yaml");
        Assert.Equal(("mlp", 0L, FloatType.Float64), (mlp.Name, mlp.Seed, mlp.Dtype));
        Assert.Equal(1000, ((GenerateOptions)mlp.Data.Source.Options).Rows);
        Assert.Equal((0.8, 0.2, null), (mlp.Data.Split!.Train, mlp.Data.Split.Val, mlp.Data.Split.Test));
        Assert.Equal(["x", "y"], ((ColumnsOptions)mlp.Data.Preprocess[0].Options).Columns.Names);
        Assert.Equal([16, 16, null], ((SequentialOptions)mlp.Model.Options).Layers.Select(l => ((DenseOptions)l.Options).Units.Value));
        Assert.Equal(new SgdOptions { Lr = 0.1, Momentum = 0.9 }, mlp.Optimizer.Rule.Options);
        Assert.Equal("cosine", mlp.Optimizer.Schedule?.Name);
        Assert.Equal((300, null, new BatchSize(64)), (mlp.Train.Epochs, mlp.Train.Steps, mlp.Train.BatchSize));
        Assert.Equal(0.5, mlp.Expect["val/excess"].Max);
    }

    [Fact]
    public void TutorialMlp_DropsWhatItReplaces()
    {
        var mlp = Read("tutorial/mlp.yaml");
        Assert.Null(mlp.Data.Split);
        Assert.Empty(mlp.Data.Preprocess);
        Assert.Equal(("hips-sgd", null), (mlp.Optimizer.Rule.Name, mlp.Optimizer.Schedule));
        Assert.Equal((null, 5000L, BatchSize.Full), (mlp.Train.Epochs, mlp.Train.Steps, mlp.Train.BatchSize));
        Assert.Equal(["train/loss"], mlp.Expect.Keys);
        Assert.Equal(["rmse", "r2"], mlp.Metrics.Select(m => m.Name));
        Assert.Equal("y", Assert.Single(((GenerateOptions)mlp.Data.Source.Options).Targets).Key);
    }

    [Fact]
    public void MlpSoftsign_PinsTheOperationsOfItsFormulas()
    {
        var mlp = Read("mlp-softsign.yaml");
        Assert.Equal(["acme.softsign"], mlp.Pins.Keys);
        Assert.Equal(GradientChecking.FirstBatch, mlp.Train.CheckGrads);
        Assert.Equal(300, mlp.Train.Epochs);
    }

    private static ExperimentSpecification Read(string file) =>
        ExperimentReader.Read(Path.Combine(Repository.Experiments, file), [], FakeCatalog.Instance).Specification!;
}
