using System.Globalization;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;
using static GradPipelines.Hosting.Tests.Binding.Nodes;

namespace GradPipelines.Hosting.Tests.Binding;

public sealed class OptionsBinderTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("+1.5", 1.5)]
    [InlineData("-.5", -.5)]
    [InlineData("5.", 5)]
    [InlineData("1e-4", 1e-4)]
    [InlineData("1E3", 1000)]
    [InlineData(".inf", double.PositiveInfinity)]
    [InlineData("-.INF", double.NegativeInfinity)]
    [InlineData(".nan", double.NaN)]
    [InlineData("0x1F", 31)]
    [InlineData("0.1", 0.1)]
    public void Double_CoreScalars_AreRead(string text, double expected)
    {
        foreach (var culture in new[] { "", "de-DE", "tr-TR" })
        {
            WithCulture(culture, () => Assert.Equal(expected, Bind<Numbers>(("value", text)).Value));
        }
    }

    [Theory]
    [InlineData("1,5", "1.5")]
    [InlineData("1_000", "1000")]
    [InlineData("5%", "0.05")]
    [InlineData("0.5f", "0.5")]
    [InlineData("NaN", ".nan")]
    [InlineData("-Infinity", "-.inf")]
    [InlineData("10^-3", "1e-3")]
    [InlineData("2*10^4", "2e4")]
    [InlineData("abc", null)]
    [InlineData("1..2", null)]
    [InlineData("--1", null)]
    public void Double_OtherSpellings_AreErrorsWithTheFix(string text, string? fix)
    {
        var error = Assert.Single(Errors<Numbers>(("value", text)));
        Assert.Equal(("GP3004", fix), (error.Code.Id, error.Fix));
    }

    [Theory]
    [InlineData("1e4", 10_000)]
    [InlineData("1.0e3", 1000)]
    [InlineData("2.0", 2)]
    [InlineData("-0", 0)]
    [InlineData("12e-1", null)]
    [InlineData("120e-1", 12)]
    [InlineData("1.5", null)]
    [InlineData("3000000000", null)]
    [InlineData("1e999999999", null)]
    public void Int_TakesWholeNumbersHoweverWritten(string text, int? expected)
    {
        if (expected is { } value)
        {
            Assert.Equal(value, Bind<Numbers>(("whole", text)).Whole);
        }
        else
        {
            Assert.Single(Errors<Numbers>(("whole", text)));
        }
    }

    [Fact]
    public void Number_WithLeadingZeros_IsDecimalWithAWarning()
    {
        var bag = new DiagnosticBag();
        var bound = new OptionsBinder(new SampleCatalog(), bag).Bind<Numbers>(Map(("whole", "010")));
        Assert.Equal(10, bound.Whole);
        Assert.Equal(("GP3026", 1, 0), (Assert.Single(bag).Code.Id, bag.WarningCount, bag.ErrorCount));
    }

    [Theory]
    [InlineData("lr", "\"0.1\"", "GP3005", "0.1")]
    [InlineData("nesterov", "\"true\"", "GP3005", "true")]
    [InlineData("nesterov", "yes", "GP3008", "true")]
    [InlineData("nesterov", "False", "GP3008", "false")]
    [InlineData("lr", "0", "GP3006", null)]
    [InlineData("units", "0", "GP3006", null)]
    [InlineData("patience", "60", "GP3004", null)]
    [InlineData("patience", "60 ephocs", "GP3004", "60 epochs")]
    [InlineData("patience", "1.5 steps", "GP3004", null)]
    [InlineData("layers", "dense", "GP3003", "[dense]")]
    [InlineData("lr", "", "GP3009", null)]
    public void Scalars_ThatTheirKeyCannotTake_AreErrors(string key, string text, string code, string? fix)
    {
        var error = Assert.Single(Errors<SampleOptions>((key, text)));
        Assert.Equal((code, fix), (error.Code.Id, error.Fix));
    }

    [Theory]
    [InlineData("sidde", "left", "side")]
    [InlineData("learning_rate", "1", "lr")]
    [InlineData("Nesterov", "true", "nesterov")]
    [InlineData("side", "lft", "left")]
    [InlineData("goal", "minimise", "minimize")]
    [InlineData("goal", "largest_possible", "largest-possible")]
    [InlineData("activation", "tahn", "tanh")]
    [InlineData("activation", "np.tanh", "tanh")]
    [InlineData("activation", "acme.softsing", "acme.softsign")]
    [InlineData("width", "Auto", "auto")]
    public void Misspellings_AreAnsweredWithTheWord(string key, string value, string suggestion) =>
        Assert.Equal(suggestion, Assert.Single(Errors<SampleOptions>((key, value))).Suggestion);

    [Fact]
    public void Bind_AllMistakesOfAMapping_AreReportedTogether()
    {
        var errors = Errors<SampleOptions>(
            ("lr", "x"), ("unit", "3"), ("side", "up"), ("groups", new object[] { Map(("weight_decay", "2")), "x" }),
            ("layers", new object[] { Map(("units", "3")), Map(("type", "dense@1"), ("units", "3")), "cosine" }));
        Assert.Equal(
            ["GP3001", "GP3002", "GP3003", "GP3004", "GP3006", "GP3007", "GP3020", "GP3021", "GP3022"],
            errors.Select(e => e.Code.Id).Order());
    }

    [Fact]
    public void Component_IsAWordOrAMapping()
    {
        var bound = Bind<SampleOptions>(
            ("activation", "acme.softsign"),
            ("layers", new object[] { Map(("type", "dense@2"), ("units", "4"), ("id", "first")), Map(("type", "everything")) }));
        Assert.Equal("acme.softsign", bound.Activation?.Name);
        Assert.Equal(new SamplePrimary(4), bound.Layers[0].Options);
        Assert.Equal(("everything", 1), (bound.Layers[1].Name, bound.Layers[1].Version));
        Assert.Equal("a.yaml:1:6", bound.Layers[0].Source);
    }

    [Fact]
    public void Component_OfAnotherKind_IsToldSo() =>
        Assert.Contains("'cosine' is a schedule, not an activation", Assert.Single(Errors<SampleOptions>(("activation", "cosine"))).Notes);

    [Fact]
    public void Component_DataFile_IsOfferedItsType()
    {
        var bag = new DiagnosticBag();
        new OptionsBinder(new SampleCatalog(), bag).BindComponent(ComponentKind.DataSource, Of("iris.csv"));
        Assert.Equal("{type: csv, path: iris.csv}", Assert.Single(bag).Fix);
    }

    [Fact]
    public void Rules_OverSeveralKeys_AreReportedAtTheirKey()
    {
        var error = Assert.Single(Errors<SampleOptions>(("nesterov", "true"), ("lr", "6")));
        Assert.Equal(("GP3029", 6), (error.Code.Id, error.Mark?.Column));
    }

    [Fact]
    public void Path_IsRelativeToTheFileThatWroteIt() =>
        Assert.Equal(Path.GetFullPath("/home/x/data/iris.csv"), Bind<SampleOptions>(("path", "data/iris.csv")).Path);

    [Fact]
    public void Write_ThenBind_GivesAnEqualRecord()
    {
        var record = Bind<SampleOptions>(
            ("lr", "1e-7"), ("seed", "9007199254740993"), ("width", "auto"), ("title", "\"12\""), ("goal", "largest-possible"),
            ("patience", "1.5 h"), ("columns", new object[] { "x", "y" }), ("activation", "tanh"),
            ("layers", new object[] { Map(("type", "dense"), ("units", "7")) }),
            ("groups", new object[] { Map(("match", "\"*.bias\"")) }), ("limits", Map(("val/loss", ".inf"), ("b", "-1"))));

        var bag = new DiagnosticBag();
        var again = new OptionsBinder(new SampleCatalog(), bag).Bind<SampleOptions>(OptionsWriter.Write(record));

        Assert.True(bag.ErrorCount == 0, DiagnosticText.Render(bag));
        Assert.True(OptionsWriter.AreEqual(record, again));
        Assert.Equal(9007199254740993, again.Seed);
        Assert.Equal(new Duration(5400, DurationUnit.Seconds), again.Patience);
        Assert.Equal("12", again.Title);
    }

    [Fact]
    public void Names_AreTurnedIntoKeysAndWords()
    {
        Assert.Equal("weight_decay", OptionNames.Key("WeightDecay"));
        Assert.Equal("beta1", OptionNames.Key("Beta1"));
        Assert.Equal("l2_penalty", OptionNames.Key("L2Penalty"));
        WithCulture("tr-TR", () => Assert.Equal("init", OptionNames.Key("Init")));
        WithCulture("tr-TR", () => Assert.Equal("data-source", OptionNames.Word("DataSource")));
    }

    public sealed record Numbers
    {
        public double Value { get; init; }

        public int Whole { get; init; }
    }

    private static T Bind<T>(params (string, object)[] entries)
        where T : class
    {
        var bag = new DiagnosticBag();
        var bound = new OptionsBinder(new SampleCatalog(), bag).Bind<T>(Map(entries));
        Assert.False(bag.HasErrors, DiagnosticText.Render(bag));
        return bound;
    }

    private static Diagnostic[] Errors<T>(params (string, object)[] entries)
        where T : class
    {
        var bag = new DiagnosticBag();
        new OptionsBinder(new SampleCatalog(), bag).Bind<T>(Map(entries));
        return [.. bag];
    }

    private static void WithCulture(string name, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
