using GradPipelines.Plugins;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet.Tests;

/// <summary>Data views as tables and back.</summary>
public class DataViewSourceTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Load_ReadsNumbersTruthValuesVectorsAndText()
    {
        var view = _ml.Data.LoadFromEnumerable([new Mixed { Flag = true, Count = 3, Big = 1e300, Pair = [1, 2], Name = "a" }, new Mixed { Small = float.NaN, Pair = [3, 4] }]);
        var source = new DataViewSource(view, ["Big"]);
        var data = source.Load();
        Assert.Equal(["Flag", "Count", "Small", "Pair", "Name", "Big"], data.Columns.Select(c => c.Schema.Name));
        Assert.Equal(ColumnRole.Target, data["Big"].Schema.Role);
        Assert.Equal([1.0, 0], data["Flag"].Numbers!.ToArray<double>());
        Assert.Equal([3.0, 0], data["Count"].Numbers!.ToArray<double>());
        Assert.Equal([0, double.NaN], data["Small"].Numbers!.ToArray<double>());
        Assert.Equal([2, 2], data["Pair"].Numbers!.Shape);
        Assert.Equal([1e300, 0], data["Big"].Numbers!.ToArray<double>());
        Assert.Equal(["a", null], data["Name"].Text!);
        var context = new DataContext("", Key.FromSeed(0));
        Assert.Equal(data.Schema.Columns, source.Plan(context).Columns);
        Assert.Equal(2, ((IDataSource)source).Load(context).Rows);
    }

    [Fact]
    public void Dataset_ToADataViewAndBack_IsTheSame()
    {
        var data = new Dataset([
            new Column(new ColumnSchema("x", ColumnRole.Feature), NdArray.From([0.1, double.NaN, 3])),
            new Column(new ColumnSchema("v", ColumnRole.Feature, 2) { Categories = ["left", "right"] }, NdArray.From<double>([1, 2, 3, 4, 5, 6], [3, 2])),
            new Column(new ColumnSchema("t", ColumnRole.Feature, 0), ["a", null, "c"]),
            new Column(new ColumnSchema("y", ColumnRole.Target), NdArray.From([7.0, 8, 9]))]);
        var view = DataViewSource.ToDataView(data, NumberDataViewType.Double);
        Assert.Equal(3, view.GetRowCount());
        var again = new DataViewSource(view, ["y"]).Load();
        foreach (var column in data.Columns)
        {
            if (column.Text is { } text) Assert.Equal(text, again[column.Schema.Name].Text);
            else Assert.Equal(column.Numbers!.ToArray<double>(), again[column.Schema.Name].Numbers!.ToArray<double>());
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["v"].GetSlotNames(ref names);
        Assert.Equal(["left", "right"], names.DenseValues().Select(n => n.ToString()));
    }

    [Fact]
    public void ToDataView_FeedsATrainerOfMLNet()
    {
        var x = Ops.Normal(Key.FromSeed(1), 200, 2).ToNdArray();
        var y = Ops.Sum(Tensor.From(x), [1]).ToNdArray();
        var view = DataViewSource.ToDataView(new Dataset([new Column(new ColumnSchema("Features", ColumnRole.Feature, 2), x), new Column(new ColumnSchema("Label", ColumnRole.Target), y)]));
        var model = _ml.Regression.Trainers.OnlineGradientDescent(numberOfIterations: 20).Fit(view);
        Assert.InRange(_ml.Regression.Evaluate(model.Transform(view)).RSquared, 0.95, 1);
    }

    [Fact]
    public void Source_OfColumnsThatCannotBeRead_NamesThemAll()
    {
        var view = _ml.Transforms.Conversion.MapValueToKey("Key", "Town").Append(_ml.Transforms.Text.TokenizeIntoWords("Words", "Town")).Fit(_ml.View(Houses.Make(3))).Transform(_ml.View(Houses.Make(3)));
        var e = Assert.Throws<DataException>(() => new DataViewSource(view, ["Label"]));
        Assert.Contains("'Key' is", e.Message, StringComparison.Ordinal);
        Assert.Contains("'Words' is", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, new DataViewSource(view, ["Label"], ["Area"]).Load().Columns.Count);
    }

    private sealed class Mixed
    {
        public bool Flag { get; set; }

        public int Count { get; set; }

        public float Small { get; set; }

        public double Big { get; set; }

        [VectorType(2)]
        public float[] Pair { get; set; } = [];

        public string Name { get; set; } = "";
    }
}
