using System.Globalization;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Hosting.Tests.Diagnostics;

public sealed class DiagnosticsTests
{
    private static readonly SourceText Source = SourceText.FromFile("/x/a.yaml", "a.yaml", "one: 1\r\ntwo: %x,\n");

    [Fact]
    public void Codes_AreUniqueAndExplained()
    {
        Assert.Equal(Codes.All.Count, Codes.All.Select(c => c.Id).Distinct().Count());
        Assert.All(Codes.All, c => Assert.Matches("^GP[2-9][0-9]{3}$", c.Id));
        Assert.All(Codes.All, c => Assert.True(c.Title.Length > 0 && c.Explanation.EndsWith('.'), c.Id));
        Assert.Same(Codes.UnknownKey, Codes.Find("gp3001"));
    }

    [Theory]
    [InlineData("momentun", "momentum")]
    [InlineData("batchSize", "batch_size")]
    [InlineData("sdg", "sgd")]
    [InlineData("INIT", "init")]
    [InlineData("zz", null)]
    [InlineData("frobnicate", null)]
    [InlineData("", null)]
    public void NearestWord_FindsSlipsAndNothingElse(string word, string? expected)
    {
        foreach (var culture in new[] { "", "tr-TR" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, NearestWord.Of(word, ["momentum", "batch_size", "sgd", "init", "lr"]));
        }
    }

    [Theory]
    [InlineData("ab", "ba", 1)]
    [InlineData("abc", "abc", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_CountsEdits(string a, string b, int expected) => Assert.Equal(expected, NearestWord.Distance(a, b));

    [Fact]
    public void Formats_EscapeWhatTheirReadersWouldMisread()
    {
        var bag = new DiagnosticBag { Sample("100 % wrong,\nreally") };
        Assert.Equal("::error file=a.yaml,line=2,endLine=2,col=6,endColumn=8,title=GP3004::100 %25 wrong,%0Areally; did you mean 'y'?\n", DiagnosticFormats.GitHub(bag));
        Assert.Equal("a.yaml(2,6,2,8): error GP3004: 100 % wrong, really; did you mean 'y'?\n", DiagnosticFormats.MSBuild(bag));
        Assert.Equal("y", (string?)DiagnosticFormats.ToJson(bag)["diagnostics"]![0]!["suggestion"]);
    }

    [Fact]
    public void Text_IsThePositionTheLineAndTheRepair() => Assert.Equal(
        "a.yaml:2:6 error GP3004: wrong\n    2 | two: %x,\n      |      ^^ did you mean 'y'?\n", DiagnosticText.Render(Sample("wrong")));

    [Fact]
    public void Bag_SortsByPlaceAndKeepsEachOnce()
    {
        var bag = new DiagnosticBag { Sample("b"), Sample("b") };
        bag.Error(Codes.UnknownKey, Source.MarkAt(0, 3), "a");
        bag.Warning(Codes.LeadingZero, Source.MarkAt(0, 3), "w");
        Assert.Equal(["a", "w", "b"], bag.Select(d => d.Message));
        Assert.Equal(("2 errors, 1 warning. Nothing was run.", 3), (bag.Summary, bag.ExitCode));
    }

    [Fact]
    public void ExitCode_IsTheFirstStageThatFailed()
    {
        var bag = new DiagnosticBag { Sample("b") };
        bag.Error(Codes.UnknownKey, SourceText.FromCommandLine("a=1", "/x").MarkAt(0, 1), "unknown key 'a'");
        Assert.Equal(2, bag.ExitCode);
    }

    private static Diagnostic Sample(string message) => Diagnostic.Error(Codes.BadValue, Source.MarkAt(13, 2), message) with { Suggestion = "y" };
}
