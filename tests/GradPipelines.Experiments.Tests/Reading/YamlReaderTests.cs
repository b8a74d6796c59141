using System.Diagnostics;
using System.Globalization;
using System.Text;
using GradPipelines.Experiments.Reading;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Tests.Reading;

public sealed class YamlReaderTests
{
    [Fact]
    public void Marks_OfNestedNodes_AreExactRanges()
    {
        var root = Read("a: 1\nmodel:\n  layers:\n    - {type: dense, units: 16}\n    - tanh\n");
        var model = Assert.IsType<ConfigMapping>(root["model"]);
        var layers = Assert.IsType<ConfigList>(model["layers"]);

        Assert.Equal((3, 3, 5, 11), Range(model));
        Assert.Equal((4, 5, 5, 11), Range(layers));
        Assert.Equal((4, 7, 4, 31), Range(layers.Items[0]));
        Assert.Equal((5, 7, 5, 11), Range(layers.Items[1]));
    }

    [Fact]
    public void Marks_CountUtf16Units()
    {
        var root = Read("é𝒳: {𝒳: [b, \"𝒳\"]}\n");
        var inner = (ConfigList)((ConfigMapping)root["é𝒳"]!)["𝒳"]!;
        Assert.Equal((1, 15, 1, 19), Range(inner.Items[1]));
    }

    [Theory]
    [InlineData("\uFEFFa: 1\n")]
    [InlineData("a: 1\r\nb: 2\r\n")]
    [InlineData("a: 1\rb: 2\r")]
    [InlineData("a: 1")]
    public void Read_ByteOrderMarksAndLineEnds_AreNoPartOfTheText(string text)
    {
        var root = Read(text);
        Assert.Equal("1", ((ConfigScalar)root["a"]!).Text);
        Assert.Equal((1, 4, 1, 5), Range(root["a"]!));
    }

    [Fact]
    public void Read_PlainAndQuoted_AreTold()
    {
        var root = Read("a: 1\nb: '1'\nc: \"1\"\nd: |\n  1\n");
        Assert.Equal(
            [ScalarForm.Plain, ScalarForm.SingleQuoted, ScalarForm.DoubleQuoted, ScalarForm.Block],
            root.Entries.Select(e => ((ConfigScalar)e.Value).Form));
    }

    [Theory]
    [InlineData("a: x + y\n", 4, 1, 8)]
    [InlineData("a: 'it''s x'\n", 5, 1, 11)]
    [InlineData("a: \"b\\tc\\u0041d x\"\n", 6, 1, 17)]
    [InlineData("a: |\n  one\n  two\n", 4, 3, 3)]
    [InlineData("a: >-\n  one\n  two\n", 4, 3, 3)]
    [InlineData("a: one\n  two\n", 4, 2, 3)]
    [InlineData("a: &k abc\n", 1, 1, 8)]
    public void MarkOf_ACharacter_IsWhereItIsWritten(string text, int offset, int line, int column)
    {
        var scalar = (ConfigScalar)Read(text)["a"]!;
        var mark = scalar.MarkOf(offset, 1)!.Value;
        Assert.Equal((line, column), (mark.Line, mark.Column));
    }

    [Fact]
    public void Alias_IsTheNodeOfItsAnchor()
    {
        var root = Read("a: &x {k: 1}\nb: *x\n");
        Assert.Same(root["a"], root["b"]);
    }

    [Fact]
    public void Read_AliasBomb_IsRefusedQuickly()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        Assert.Equal("GP3018", Assert.Single(Errors(text.ToString())).Code.Id);
    }

    [Fact]
    public void Read_LongChainOfAliases_IsRefusedWithoutAStackOverflow()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 20_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}]\n");
        }

        Assert.Equal("GP3018", Assert.Single(Errors(text.ToString())).Code.Id);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Read_TenThousandLevels_AreRefusedWithoutAStackOverflow(string open, string close)
    {
        var text = "a: " + string.Concat(Enumerable.Repeat(open, 10_000)) + string.Concat(Enumerable.Repeat(close, 10_000)) + "\n";
        Assert.Equal("GP3019", Assert.Single(Errors(text)).Code.Id);
    }

    [Fact]
    public void Read_AHundredThousandLines_TakesSeconds()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 100_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"key{i}: {{type: dense, units: {i}}}\n");
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(100_000, Read(text.ToString()).Entries.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Read_AnyPrefixOfAFile_NeverThrows()
    {
        const string text = "version: 1\ndata: {y: 'x', z: [1, \"${a}\", &q *q]}\nmodel:\n  - |\n   a\n  - !t b\n\tc: ? %\n";
        for (var length = 0; length <= text.Length; length++)
        {
            YamlReader.Read(SourceText.FromFile("/x/a.yaml", "a.yaml", text[..length]), new DiagnosticBag());
            YamlReader.Read(SourceText.FromFile("/x/a.yaml", "a.yaml", text[length..]), new DiagnosticBag());
        }
    }

    [Fact]
    public void Read_RandomText_NeverThrows()
    {
        const string alphabet = "ab:-{}[],'\"&*!|>%@`#?~$\\ \n\t1";
        var random = new Random(20261124);
        for (var trial = 0; trial < 5000; trial++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var bag = new DiagnosticBag();
            var root = YamlReader.ReadMapping(SourceText.FromFile("/x/a.yaml", "a.yaml", text), bag);
            Assert.True(root is not null || bag.HasErrors, text);
            Assert.NotNull(DiagnosticText.Render(bag));
        }
    }

    private static ConfigMapping Read(string text)
    {
        var bag = new DiagnosticBag();
        var root = YamlReader.ReadMapping(SourceText.FromFile("/x/a.yaml", "a.yaml", text), bag);
        Assert.True(root is not null, DiagnosticText.Render(bag));
        return root;
    }

    private static Diagnostic[] Errors(string text)
    {
        var bag = new DiagnosticBag();
        YamlReader.Read(SourceText.FromFile("/x/a.yaml", "a.yaml", text), bag);
        return [.. bag];
    }

    private static (int, int, int, int) Range(ConfigNode node)
    {
        var mark = node.Mark!.Value;
        return (mark.Line, mark.Column, mark.EndLine, mark.EndColumn);
    }
}
