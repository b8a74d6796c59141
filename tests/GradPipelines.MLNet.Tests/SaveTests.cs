using System.Globalization;
using GradPipelines.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet.Tests;

/// <summary>Pipelines on disk: loaded here, and in a process that has nothing of ours.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gradmodel");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Model_LoadedByAProcessWithoutOurAssemblies_PredictsTheSame(int targets)
    {
        var houses = Houses.Make(200);
        var model = new SampleModel(targets);
        var view = _ml.Data.LoadFromEnumerable(houses.Select(h => new Numbers { Area = h.Area, Rooms = h.Rooms, Age = (float)h.Age }));
        var pipeline = _ml.Transforms.NormalizeMinMax("Area").Append(_ml.Transforms.GradModel(model)).Append(_ml.Transforms.CopyColumns("Copy", "Score")).Fit(view);
        _ml.SaveModel(pipeline, view.Schema, At("model.zip"));
        var scored = pipeline.Transform(view);
        float[] expected = targets == 1 ? [.. scored.GetColumn<float>("Score")] : [.. scored.GetColumn<float[]>("Score").SelectMany(v => v)];

        File.WriteAllLines(At("data.csv"), houses.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Area:R},{h.Rooms},{(float)h.Age:R}")));
        var output = ConsumerProcess.Run(At("model.zip"), At("data.csv"));
        Assert.Equal(string.Join(" ", scored.Schema.Select(c => c.Name)), output[0]);
        Houses.AssertClose(expected, [.. output[1..].SelectMany(l => l.Split(',')).Select(v => float.Parse(v, CultureInfo.InvariantCulture))]);
    }

    [Fact]
    public void Model_OfAVectorColumn_LoadedByAnotherProcess_PredictsTheSame()
    {
        var houses = Houses.Make(50);
        var model = new SampleModel();
        var view = _ml.Data.LoadFromEnumerable(houses.Select(h => new Vector { Features = [h.Area, h.Rooms, (float)h.Age] }));
        _ml.SaveModel(_ml.Transforms.GradModel(model).Fit(view), view.Schema, At("model.zip"));
        File.WriteAllLines(At("data.csv"), houses.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Area:R},{h.Rooms},{(float)h.Age:R}")));
        Houses.AssertClose(model.Predict(Houses.Matrix(houses)), [.. ConsumerProcess.Run(At("model.zip"), At("data.csv"))[1..].Select(v => float.Parse(v, CultureInfo.InvariantCulture))]);
    }

    [Fact]
    public void LoadedModel_HasTheSchemaAndPredictionsOfTheSavedOne_AlsoInAnEngine()
    {
        var houses = Houses.Make(40);
        var view = _ml.View(houses);
        var fitted = _ml.Transforms.GradModel(new SampleModel()).Fit(view);
        _ml.SaveModel(fitted, view.Schema, At("model.zip"));
        var loaded = new MLContext().LoadGradModel(At("model.zip"));
        Assert.Equal(
            fitted.GetOutputSchema(view.Schema).Select(c => (c.Name, c.Type)),
            loaded.GetOutputSchema(view.Schema).Where(c => !c.IsHidden).Select(c => (c.Name, c.Type)));
        float[] expected = [.. fitted.Transform(view).GetColumn<float>("Score")];
        Houses.AssertClose(expected, [.. loaded.Transform(view).GetColumn<float>("Score")]);
        using var engine = _ml.Model.CreatePredictionEngine<House, HouseScore>(loaded);
        Houses.AssertClose(expected, [.. houses.Select(h => engine.Predict(h).Score)]);
    }

    [Fact]
    public void SaveModel_OfAModelThatOnnxCannotSay_RefusesByNameAndLeavesNoFile()
    {
        var swish = Primitive.DefineFirstOrderOnly("acme_swish", x => x * x.Sigmoid(), (ct, y, x) => ct);
        var view = _ml.View(Houses.Make(5));
        var pipeline = _ml.Transforms.NormalizeMinMax("Area").Append(_ml.Transforms.GradModel(new SampleModel(activation: swish))).Fit(view);
        Assert.NotEmpty(pipeline.Transform(view).GetColumn<float>("Score")); // in this process it works
        var e = Assert.Throws<OnnxExportException>(() => _ml.SaveModel(pipeline, view.Schema, At("model.zip")));
        Assert.Equal("acme_swish", e.Refusals.Single().Operation);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void SaveModel_OfAModelOfText_NamesTheColumnAndKeepsAnOlderFile()
    {
        File.WriteAllText(At("model.zip"), "older");
        var view = _ml.View(Houses.Make(5));
        var fitted = _ml.Transforms.GradModel(new TextModel()).Fit(view);
        var e = Assert.Throws<OnnxExportException>(() => _ml.SaveModel(fitted, view.Schema, At("model.zip")));
        Assert.Contains("'Town'", e.Message, StringComparison.Ordinal);
        Assert.Equal("older", File.ReadAllText(At("model.zip")));
        Assert.Single(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void SavedForm_WhenDisposed_LeavesNoTemporaryFile()
    {
        var model = new SampleModel();
        var saved = new SavedForm(model, new ModelInputs(model.Inputs, null));
        Assert.NotEmpty(saved.Folder.EnumerateFiles());
        saved.Dispose();
        saved.Folder.Refresh();
        Assert.False(saved.Folder.Exists);
    }

    [Fact]
    public void LoadGradModel_OfAFolder_AsksTheLoader()
    {
        var view = _ml.View(Houses.Make(5));
        var loaded = _ml.LoadGradModel(_folder.FullName, path => path == _folder.FullName ? new SampleModel() : throw new InvalidOperationException(path));
        Assert.Equal(5, loaded.Transform(view).GetColumn<float>("Score").Count());
        Assert.Throws<FileNotFoundException>(() => _ml.LoadGradModel(_folder.FullName)); // the own loader finds no model there
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private sealed class Numbers
    {
        public float Area { get; set; }

        public float Rooms { get; set; }

        public float Age { get; set; }
    }

    private sealed class Vector
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
