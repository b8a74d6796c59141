using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet.Tests;

/// <summary>The step in this process: schemas, chains, rows in batches and alone.</summary>
public class TransformTests
{
    private readonly MLContext _ml = new(1);
    private readonly SampleModel _model = new();

    [Fact]
    public void Transform_OfNamedColumnsOfMixedTypes_GivesTheModelsPredictions()
    {
        var houses = Houses.Make(1000); // more than the rows that are scored at once
        var scored = _ml.Transforms.GradModel(_model).Fit(_ml.View(houses)).Transform(_ml.View(houses));
        Houses.AssertClose(_model.Predict(Houses.Matrix(houses)), [.. scored.GetColumn<float>("Score")]);
    }

    [Fact]
    public void Transform_GivesTheOtherColumnsOfTheSameRow()
    {
        var houses = Houses.Make(600);
        var view = _ml.Transforms.Concatenate("Features", "Area", "Area").Append(_ml.Transforms.GradModel(_model)).Fit(_ml.View(houses)).Transform(_ml.View(houses));
        var rows = _ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false).ToArray();
        Assert.Equal(houses.Select(h => h.Town), rows.Select(r => r.Town));
        Assert.Equal(houses.Select(h => h.Area), rows.Select(r => r.Features[1]));
        Houses.AssertClose(_model.Predict(Houses.Matrix(houses)), [.. rows.Select(r => r.Score)]);
    }

    [Fact]
    public void Transform_OfAVectorColumnAfterANormalizer_GivesTheModelsPredictions()
    {
        var houses = Houses.Make(300);
        var numbers = new[] { new InputOutputColumnPair("Rooms"), new InputOutputColumnPair("Age") };
        var before = _ml.Transforms.Conversion.ConvertType(numbers, DataKind.Single)
            .Append(_ml.Transforms.Concatenate("Inputs", "Area", "Rooms", "Age"))
            .Append(_ml.Transforms.NormalizeMinMax("Inputs"));
        var pipeline = before.Append(_ml.Transforms.GradModel(_model, "Inputs")).Append(_ml.Transforms.CopyColumns("Prediction", "Score"));
        var view = pipeline.Fit(_ml.View(houses)).Transform(_ml.View(houses));
        var inputs = view.GetColumn<float[]>("Inputs").SelectMany(v => v).ToArray();
        Houses.AssertClose(_model.Predict(Tensor.From<float>(inputs, [300, 3])), [.. view.GetColumn<float>("Prediction")]);
    }

    [Fact]
    public void GradModel_WithoutNamedColumns_TakesTheColumnFeatures()
    {
        var data = _ml.Data.LoadFromEnumerable([new Vector { Features = [1, 2, 3] }, new Vector { Features = [4, 5, 6] }]);
        var fitted = _ml.Transforms.GradModel(_model).Fit(data);
        Assert.Equal("Features", fitted.FeaturesColumn);
        Houses.AssertClose(_model.Predict(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 } }), [.. fitted.Transform(data).GetColumn<float>("Score")]);
    }

    [Fact]
    public void Score_IsScalarForOneTargetAndAVectorWithNamesForSeveral()
    {
        var view = _ml.View(Houses.Make(3));
        Assert.Equal(NumberDataViewType.Single, _ml.Transforms.GradModel(_model).Fit(view).GetOutputSchema(view.Schema)["Score"].Type);
        var several = new SampleModel(targets: 2);
        var scored = _ml.Transforms.GradModel(several).Fit(view).Transform(view);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), scored.Schema["Score"].Type);
        VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["Score"].GetSlotNames(ref names);
        Assert.Equal(["Price", "Price1"], names.DenseValues().Select(n => n.ToString()));
        Houses.AssertClose(several.Predict(Houses.Matrix(Houses.Make(3))), [.. scored.GetColumn<float[]>("Score").SelectMany(v => v)]);
    }

    [Fact]
    public void Evaluate_AcceptsTheScore()
    {
        var view = _ml.View(Houses.Make(50));
        var metrics = _ml.Regression.Evaluate(_ml.Transforms.GradModel(_model).Fit(view).Transform(view));
        Assert.True(metrics.MeanSquaredError > 0);
    }

    [Fact]
    public void Estimator_InAChain_TellsItsOutputBeforeData()
    {
        var pipeline = _ml.Transforms.CopyColumns("Other", "Area").Append(_ml.Transforms.GradModel(_model)).Append(_ml.Transforms.CopyColumns("Prediction", "Score"));
        var schema = pipeline.Fit(_ml.View(Houses.Make(2))).GetOutputSchema(_ml.View([]).Schema);
        Assert.NotNull(schema.GetColumnOrNull("Prediction"));
    }

    [Fact]
    public void PredictionEngine_GivesTheModelsPrediction()
    {
        var houses = Houses.Make(20);
        var chain = _ml.Transforms.CopyColumns("Other", "Area").Append(_ml.Transforms.GradModel(_model)).Append(_ml.Transforms.DropColumns("Other")).Fit(_ml.View(houses));
        using var engine = _ml.Model.CreatePredictionEngine<House, HouseScore>(chain);
        Houses.AssertClose(_model.Predict(Houses.Matrix(houses)), [.. houses.Select(h => engine.Predict(h).Score)]);
    }

    [Fact]
    public void Transform_ReadInShufflesAndParts_KeepsRowsTogether()
    {
        var houses = Houses.Make(700);
        var scored = _ml.Transforms.GradModel(_model).Fit(_ml.View(houses)).Transform(_ml.View(houses));
        var mixed = _ml.Data.TakeRows(_ml.Data.SkipRows(_ml.Data.ShuffleRows(scored, seed: 3), 10), 500);
        var rows = _ml.Data.CreateEnumerable<House>(mixed, reuseRowObject: false).Zip(mixed.GetColumn<float>("Score").ToArray()).ToArray();
        Assert.Equal(500, rows.Length);
        Houses.AssertClose(_model.Predict(Houses.Matrix(rows.Select(r => r.First))), [.. rows.Select(r => r.Second)]);
    }

    [Fact]
    public void Transform_OfATextColumn_GivesItToTheModel()
    {
        var houses = Houses.Make(30);
        var scored = _ml.Transforms.GradModel(new TextModel()).Fit(_ml.View(houses)).Transform(_ml.View(houses));
        Houses.AssertClose([.. houses.Select(h => h.Area * h.Town.Length)], [.. scored.GetColumn<float>("Score")], 1e-5);
    }

    [Fact]
    public void Fit_WhereColumnsAreMissing_NamesThem()
    {
        var data = _ml.Data.LoadFromEnumerable([new HouseScore()]);
        var e = Assert.Throws<DataException>(() => _ml.Transforms.GradModel(_model).Fit(data));
        Assert.Contains("the data has no Area, Rooms, Age, and no vector column 'Features'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WhereAColumnHasTheWrongTypeOrSize_SaysBoth()
    {
        var model = new SampleModel(inputs: ["Area", "Town"]);
        var e = Assert.Throws<DataException>(() => _ml.Transforms.GradModel(model).Fit(_ml.View([])));
        Assert.Contains("'Town' is String", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<DataException>(() => _ml.Transforms.GradModel(model, "Area").Fit(_ml.View([])));
        Assert.Contains("'Area' has 1 numbers a row, and the model takes 2 there", e.Message, StringComparison.Ordinal);
    }

    private sealed class Row
    {
        public string Town { get; set; } = "";

        public float[] Features { get; set; } = [];

        public float Score { get; set; }
    }

    private sealed class Vector
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
