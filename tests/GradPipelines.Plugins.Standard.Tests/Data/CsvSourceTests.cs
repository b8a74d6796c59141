using System.Globalization;
using GradPipelines.Plugins.Standard.Data;

namespace GradPipelines.Plugins.Standard.Tests.Data;

public sealed class CsvSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("csv-source").FullName;

    public static TheoryData<string, string> BrokenFiles => new()
    {
        { "", "t.csv: the file is empty; its first line must name the columns." },
        { "x,y\n", "t.csv: there are no rows below the header." },
        { "x,x,y\n1,2,3\n", "t.csv:1: column 'x' stands twice." },
        { "x,,y\n1,2,3\n", "t.csv:1: column 2 has no name." },
        { "x,z\n1,2\n", "t.csv has no column 'y'. Columns: x, z." },
        { "x,Y\n1,2\n", "t.csv has no column 'y'; did you mean 'Y'? Columns: x, Y." },
        { "x,y\n1,2\n1,2,3\n4\n", "t.csv:3:1: 3 fields, where the header has 2\nt.csv:4:1: 1 fields, where the header has 2" },
        { "x,y\n1,2\n12,abc\n", "t.csv:3:4: 'abc' is not a number, as 'y' began with; if it means a missing value, add it to missing.values, and if the column is text, write text: [y]" },
        { "x;y\n1;2\n1;2,5\n", "t.csv:3:3: '2,5' is not a number, as 'y' began with; numbers have a decimal point" },
        { "x,y\n1,2\n1,inf\n", "t.csv:3:3: 'inf' is not a number, as 'y' began with; if it means a missing value, add it to missing.values, and if the column is text, write text: [y]" },
        { "x,y\n1,2\n,3\n1,NA\n", "t.csv:3:1: the value of 'x' is missing; write missing: {action: drop} to leave such rows out, or keep to fill them with impute\nt.csv:4:3: the value of 'y' is missing ('NA'); write missing: {action: drop} to leave such rows out, or keep to fill them with impute" },
        { "x,y\n1,\"2\n", "t.csv:2:1: a quote is not closed, or stands inside a field (write \"\" for a quote in a quoted field)" },
        { "name,y\n\"two\nlines\",1\n\"ä\",no\n", "t.csv:4:5: 'no' is not a number, as 'y' began with; if it means a missing value, add it to missing.values, and if the column is text, write text: [y]" },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void BrokenFile_SaysWhereAndWhat(string text, string expected)
    {
        var error = Assert.Throws<DataException>(() => Load(text, new() { Path = "t.csv", Targets = ["y"] }));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void MissingFile_SaysWhereItLooked()
    {
        var error = Assert.Throws<DataException>(() => new CsvSource(new() { Path = "no.csv", Label = "y" }).Plan(Context));
        Assert.Equal($"no.csv: there is no such file (looked for {Path.Combine(_folder, "no.csv")}).", error.Message);
    }

    [Fact]
    public void ManyMistakes_AreCutOff()
    {
        var error = Assert.Throws<DataException>(() => Load("x,y\n1,2\n" + string.Concat(Enumerable.Repeat("a,2\n", 25)), new() { Path = "t.csv", Label = "y" }));
        Assert.Equal(CsvSource.MaximumErrors + 1, error.Message.Split('\n').Length);
        Assert.EndsWith("t.csv: and 15 more like these", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_HaveRolesTypesAndCategories()
    {
        var data = Load("id,x,colour,y\n7,1.5,red,2\n8,-2e-3,blue,0\n", new() { Path = "t.csv", Features = ["x", "colour"], Label = "y" });
        Assert.Equal(
            [("id", ColumnRole.Other, 0), ("x", ColumnRole.Feature, 1), ("colour", ColumnRole.Feature, 0), ("y", ColumnRole.Target, 1)],
            data.Schema.Columns.Select(c => (c.Name, c.Role, c.Width)));
        Assert.Equal([1.5, -0.002], data["x"].Numbers!.ToArray<double>());
        Assert.Equal(["red", "blue"], data["colour"].Text!);
        Assert.Equal(["blue", "red"], data["colour"].Schema.Categories!);
        Assert.Equal(["0", "2"], data["y"].Schema.Categories!);
        Assert.Null(data["x"].Schema.Categories);
    }

    [Fact]
    public void Plan_IsTheSchemaOfLoad()
    {
        File.WriteAllText(Path.Combine(_folder, "t.csv"), "x,c,y\n1,a,2\n2,b,3\n");
        var source = new CsvSource(new() { Path = "t.csv", Targets = ["y"] });
        Assert.Equal(source.Plan(Context).Columns.Select(c => (c.Name, c.Role, c.Width)), source.Load(Context).Schema.Columns.Select(c => (c.Name, c.Role, c.Width)));
    }

    [Fact]
    public void Missing_Drop_LeavesTheRowOut()
    {
        var data = Load("x,c,y\n,a,1\n2,NA,2\n3,b,3\n", new() { Path = "t.csv", Targets = ["y"], Missing = new() { Action = MissingAction.Drop } });
        Assert.Equal([3], data["x"].Numbers!.ToArray<double>());
        Assert.Equal(["b"], data["c"].Text!);
    }

    [Fact]
    public void Missing_Keep_IsNaNOrNull()
    {
        var data = Load("x,c,y\n,NA,1\n2,a,?\n", new() { Path = "t.csv", Targets = ["y"], Missing = new() { Values = ["", "NA", "?"], Action = MissingAction.Keep } });
        Assert.Equal([double.NaN, 2], data["x"].Numbers!.ToArray<double>());
        Assert.Equal([null, "a"], data["c"].Text!);
        Assert.Equal([1, double.NaN], data["y"].Numbers!.ToArray<double>());
    }

    [Fact]
    public void Missing_InAColumnThatIsNotUsed_IsNoMistake() =>
        Assert.Equal(1, Load("id,x,y\n,1,2\n", new() { Path = "t.csv", Features = ["x"], Label = "y" }).Rows);

    [Fact]
    public void Text_ForcesText() =>
        Assert.Equal(["01234", "1"], Load("zip,y\n01234,1\n1,2\n", new() { Path = "t.csv", Label = "y", Text = ["zip"] })["zip"].Text!);

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Numbers_HaveADecimalPointInEveryCulture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            Assert.Equal([1234.5], Load("x;y\n1234.5;1\n", new() { Path = "t.csv", Label = "y" })["x"].Numbers!.ToArray<double>());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AbsolutePath_IsShownFromTheBaseFolder()
    {
        var error = Assert.Throws<DataException>(() => Load("x,y\n", new() { Path = Path.Combine(_folder, "t.csv"), Label = "y" }));
        Assert.StartsWith("t.csv:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FeatureThatIsTheTarget_IsAMistake()
    {
        var error = Assert.Throws<DataException>(() => Load("x,y\n1,2\n", new() { Path = "t.csv", Features = ["x", "y"], Label = "y" }));
        Assert.Contains("'y' is a feature and a target", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithoutOrWithTwoTargets_AreRefused()
    {
        Assert.Equal("label", Assert.Single(new CsvOptions { Path = "t.csv" }.Validate()).Key);
        Assert.Equal("label", Assert.Single(new CsvOptions { Path = "t.csv", Label = "a", Targets = ["b"] }.Validate()).Key);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DataContext Context => new(_folder, Key.FromSeed(0));

    private Dataset Load(string text, CsvOptions options)
    {
        File.WriteAllText(Path.Combine(_folder, "t.csv"), text);
        return new CsvSource(options).Load(Context);
    }
}
