using System.Text.Json.Nodes;
using GradPipelines.Plugins.Standard.Preprocessing;

namespace GradPipelines.Plugins.Standard.Tests.Preprocessing;

public sealed class PreprocessorTests
{
    private static readonly ColumnSchema Colour = new("colour", ColumnRole.Feature, 0) { Categories = ["blue", "green", "red"] };

    private static readonly Dataset Training = new([
        Feature("a", 1, 2, 6), Feature("b", 5, 5, 5), new Column(Colour, ["red", "green", "blue"]), Target("y", 10, 20, 60)]);

    private static readonly Dataset Test = new([Feature("a", 4, -1), Feature("b", 5, 7), new Column(Colour, ["green", "red"]), Target("y", 30, 0)]);

    public static TheoryData<string> NumberSteps => ["standardize", "min-max", "log", "impute-mean", "impute-median", "impute-most-frequent", "impute-constant", "polynomial-features", "one-hot", "ordinal"];

    [Theory]
    [MemberData(nameof(NumberSteps))]
    public void SavedAndRestored_TransformsToTheSameBits(string name)
    {
        var step = Create(name);
        var fitted = step.Fit(Numbers(1.0 / 3, 2.0 / 7, double.Pi));
        var restored = step.Restore(JsonNode.Parse(fitted.Save().ToJsonString())!);
        var data = Numbers(double.Pi, 1.0 / 3);
        Assert.Equal(fitted.Transform(data)["x"].Numbers!.ToArray<double>(), restored.Transform(data)["x"].Numbers!.ToArray<double>());
        Assert.Equal(fitted.Save().ToJsonString(), restored.Save().ToJsonString());
    }

    [Theory]
    [MemberData(nameof(NumberSteps))]
    public void FeatureFunction_IsTransform_BetweenColumnsThatAreNotTouched(string name)
    {
        var data = new Dataset([Feature("left", 7, 8, 9), Feature("x", 0.5, 0.25, 3), Feature("right", 1, 1, 2), Target("y", 1, 2, 3)]);
        var fitted = Create(name).Fit(data);
        var f = fitted.FeatureFunction(data.Schema);
        Assert.NotNull(f);
        Close.To(fitted.Transform(data).Matrix(ColumnRole.Feature).ToNdArray(), f(data.Matrix(ColumnRole.Feature)), 1e-15, name);
    }

    [Theory]
    [MemberData(nameof(NumberSteps))]
    public void Plan_SaysWidthsAndCategoriesOfTransform(string name)
    {
        if (name is "one-hot" or "ordinal") return; // their categories come from the source: tested below
        var (step, data) = (Create(name), Numbers(1, 2, 3));
        Assert.Equal(step.Plan(data.Schema).Columns.Select(c => (c.Name, c.Role, c.Width)), step.Fit(data).Transform(data).Schema.Columns.Select(c => (c.Name, c.Role, c.Width)));
    }

    [Fact]
    public void Standardize_UsesTheTrainingSplitAlone()
    {
        var fitted = new Standardize(new() { Columns = new(["a", "y"]) }).Fit(Training);
        var (mean, std) = (3.0, Math.Sqrt(14.0 / 3));
        Close.To([(4 - mean) / std, (-1 - mean) / std], fitted.Transform(Test)["a"].Numbers!.ToArray<double>(), 1e-15);
        Assert.Equal(10 * std, fitted.TargetScale("y"), 1e-13);
        Assert.Equal(1, fitted.TargetScale("other"));
    }

    [Fact]
    public void Standardize_AConstantColumn_IsOnlyShifted()
    {
        var fitted = new Standardize(new() { Columns = new(["b"]) }).Fit(Training);
        Assert.Equal([0, 2], fitted.Transform(Test)["b"].Numbers!.ToArray<double>());

        // The mean of many 0.1 is not 0.1 to the bit: the rounding must not be blown up to variance 1.
        var rounding = new Standardize(new()).Fit(Numbers([.. Enumerable.Repeat(0.1, 1000)]));
        Assert.All(rounding.Transform(Numbers([.. Enumerable.Repeat(0.1, 10)]))["x"].Numbers!.ToArray<double>(), v => Assert.Equal(0, v, 1e-12));
    }

    [Fact]
    public void MinMax_GoesToItsRange_AndAConstantColumnToLow()
    {
        var fitted = new MinMax(new() { Columns = new(["a", "b"]), Low = -1, High = 1 }).Fit(Training);
        Close.To([-1, -0.6, 1], fitted.Transform(Training)["a"].Numbers!.ToArray<double>(), 1e-15);
        Close.To([-1, -1, -1], fitted.Transform(Training)["b"].Numbers!.ToArray<double>(), 1e-15);
        Close.To([0.2, -1.8], fitted.Transform(Test)["a"].Numbers!.ToArray<double>(), 1e-15);
    }

    [Theory]
    [InlineData("standardize")]
    [InlineData("min-max")]
    [InlineData("log")]
    public void Targets_AreTurnedBack(string name)
    {
        var fitted = Create(name, "y").Fit(Training);
        var prediction = Ops.Concatenate([Ops.Ones([3, 1]), Tensor.From(fitted.Transform(Training)["y"].Numbers!)], 1);
        ColumnSchema[] targets = [new("z", ColumnRole.Target), new("y", ColumnRole.Target)];
        Close.To([1, 10, 1, 20, 1, 60], fitted.InvertTargets(prediction, targets).ToArray<double>(), 1e-14);
        Assert.Same(prediction, fitted.InvertTargets(prediction, [new("z", ColumnRole.Target, 2)]));
    }

    [Fact]
    public void MissingTargets_AreLeftOut()
    {
        var fitted = new Standardize(new() { Columns = new(["a", "y"]) }).Fit(Training);
        Assert.Equal(["a"], fitted.Transform(new Dataset([Feature("a", 1)])).Columns.Select(c => c.Schema.Name));
    }

    [Fact]
    public void OneHot_TakesCategoriesFromTheSource()
    {
        var step = new OneHot(new() { Columns = new(["colour"]) });
        Assert.Equal(3, step.Plan(Training.Schema).Find("colour")!.Width);
        var encoded = step.Fit(Training).Transform(Test)["colour"];
        Assert.Equal([0, 1, 0, 0, 0, 1], encoded.Numbers!.ToArray<double>());
        Assert.Equal(["blue", "green", "red"], encoded.Schema.Categories!);
    }

    [Fact]
    public void OneHot_WithoutKnownCategories_LearnsThoseOfTheTrainingSplit()
    {
        var step = new OneHot(new() { Columns = new(["x"]) });
        var fitted = step.Fit(Numbers(10, 2, 10));
        Assert.Equal(["2", "10"], fitted.Transform(Numbers(2))["x"].Schema.Categories!);
        Assert.Throws<DataException>(() => step.Plan(Numbers(1).Schema));
    }

    [Fact]
    public void Categories_ThatAreUnknown_AreErrorsOrMissing()
    {
        var purple = new Dataset([new Column(Colour, ["purple", null])]);
        var error = Assert.Throws<DataException>(() => new OneHot(new() { Columns = new(["colour"]) }).Fit(Training).Transform(purple));
        Assert.Equal("one-hot: row 1 of column 'colour' is 'purple', which is none of its categories. Categories: blue, green, red. Write unknown: missing to let it pass.", error.Message);
        var options = new CategoryOptions { Columns = new(["colour"]), Unknown = UnknownCategory.Missing };
        Assert.All(new OneHot(options).Fit(Training).Transform(purple)["colour"].Numbers!.ToArray<double>(), v => Assert.Equal(0, v));
        Assert.All(new Ordinal(options).Fit(Training).Transform(purple)["colour"].Numbers!.ToArray<double>(), v => Assert.Equal(double.NaN, v));
    }

    [Fact]
    public void Ordinal_HasTheOrderOfItsOptions()
    {
        var step = new Ordinal(new() { Columns = new(["colour"]), Categories = ["red", "green", "blue"] });
        Assert.Equal([1, 0], step.Fit(Training).Transform(Test)["colour"].Numbers!.ToArray<double>());
    }

    [Theory]
    [InlineData(ImputeStrategy.Mean, 3.0)]
    [InlineData(ImputeStrategy.Median, 1.5)]
    [InlineData(ImputeStrategy.MostFrequent, 1.0)]
    [InlineData(ImputeStrategy.Constant, -7.0)]
    public void Impute_FillsWithAStatisticOfTheTrainingSplit(ImputeStrategy strategy, double expected)
    {
        var step = new Impute(new() { Strategy = strategy, Value = strategy == ImputeStrategy.Constant ? "-7" : null });
        var fitted = step.Fit(Numbers(1, double.NaN, 1, 2, 8));
        Assert.Equal([expected, 100], fitted.Transform(Numbers(double.NaN, 100))["x"].Numbers!.ToArray<double>());
    }

    [Fact]
    public void Impute_Text_TakesTheMostFrequent()
    {
        var data = new Dataset([new Column(Colour, ["red", null, "blue", "red"])]);
        var step = new Impute(new() { Columns = new(["colour"]), Strategy = ImputeStrategy.MostFrequent });
        Assert.Equal(["red", "red", "blue", "red"], step.Restore(step.Fit(data).Save()).Transform(data)["colour"].Text!);
    }

    [Fact]
    public void Log_OfANumberThatHasNone_NamesTheRow()
    {
        var fitted = new LogStep(new() { Columns = new(["a"]) }).Fit(Training);
        var error = Assert.Throws<DataException>(() => fitted.Transform(Test));
        Assert.Equal("log: row 2 of column 'a' is -1, and -1 has no logarithm. Set offset so that all values plus it are above 0.", error.Message);
    }

    [Fact]
    public void PolynomialFeatures_AreThePowers()
    {
        var x = new PolynomialFeatures(new() { Columns = new(["a"]), Degree = 3 }).Fit(Training).Transform(Test)["a"];
        Assert.Equal([4, 16, 64, -1, 1, -1], x.Numbers!.ToArray<double>());
        Assert.Equal(3, x.Schema.Width);
    }

    [Theory]
    [InlineData("standardize", "standardize: column 'colour' is text; encode it first (one-hot, ordinal), or leave it out of columns.")]
    [InlineData("impute-mean", "impute: column 'colour' is text, which has no mean or median; use the strategy most-frequent or constant.")]
    public void Text_WhereNumbersAreNeeded_IsRefusedByPlanAndFit(string name, string message)
    {
        var step = Create(name, "colour");
        Assert.Equal(message, Assert.Throws<DataException>(() => step.Plan(Training.Schema)).Message);
        Assert.Equal(message, Assert.Throws<DataException>(() => step.Fit(Training)).Message);
    }

    [Fact]
    public void UnknownColumn_ListsColumnsAndGroups() =>
        Assert.StartsWith("standardize: There is no column 'nope'. Columns: a, b, colour, y; groups:", Assert.Throws<DataException>(() => Create("standardize", "nope").Plan(Training.Schema)).Message, StringComparison.Ordinal);

    private static IPreprocessor Create(string name, string column = "x")
    {
        var columns = new ColumnSelection([column]);
        return name switch
        {
            "standardize" => new Standardize(new() { Columns = columns }),
            "min-max" => new MinMax(new() { Columns = columns, Low = -1, High = 3 }),
            "log" => new LogStep(new() { Columns = columns, Offset = column == "x" ? 0.5 : 1 }),
            "impute-mean" => new Impute(new() { Columns = columns }),
            "impute-median" => new Impute(new() { Columns = columns, Strategy = ImputeStrategy.Median }),
            "impute-most-frequent" => new Impute(new() { Columns = columns, Strategy = ImputeStrategy.MostFrequent }),
            "impute-constant" => new Impute(new() { Columns = columns, Strategy = ImputeStrategy.Constant, Value = "1e3" }),
            "polynomial-features" => new PolynomialFeatures(new() { Columns = columns, Degree = 3 }),
            "one-hot" => new OneHot(new() { Columns = columns }),
            _ => new Ordinal(new() { Columns = columns }),
        };
    }

    private static Dataset Numbers(params double[] values) => new([Feature("x", values)]);

    private static Column Feature(string name, params double[] values) => new(new ColumnSchema(name, ColumnRole.Feature), NdArray.From(values));

    private static Column Target(string name, params double[] values) => new(new ColumnSchema(name, ColumnRole.Target), NdArray.From(values));
}
