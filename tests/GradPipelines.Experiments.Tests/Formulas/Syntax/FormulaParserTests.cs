using System.Globalization;
using GradPipelines.Experiments.Formulas.Syntax;

namespace GradPipelines.Experiments.Tests.Formulas.Syntax;

public sealed class FormulaParserTests
{
    [Theory]
    [InlineData("1 + 2*3", 7)]
    [InlineData("-2^2", -4)]
    [InlineData("(-2)^2", 4)]
    [InlineData("2^3^2", 512)]
    [InlineData("2**3**2", 512)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2^-2^2", 0.0625)]
    [InlineData("8/4/2", 1)]
    [InlineData("1-2-3", -4)]
    [InlineData("- - 3", 3)]
    [InlineData("+3", 3)]
    [InlineData("1e-3*.5", 0.0005)]
    [InlineData("5.*2", 10)]
    [InlineData("1 < 2", 1)]
    [InlineData("1 + 1 == 2", 1)]
    [InlineData("1 != 1", 0)]
    [InlineData("3 >= 3", 1)]
    [InlineData("max(2, 3) * min(1, -1)", -3)]
    [InlineData("where(1 > 2, 10, 20)", 20)]
    [InlineData("sqrt(16) + abs(-1)", 5)]
    [InlineData("2*pi", Math.PI * 2)]
    [InlineData("e", Math.E)]
    [InlineData("-3 ^ 2 * 2", -18)]
    public void Constant_Arithmetic_HasTheUsualPrecedence(string text, double expected) =>
        Assert.Equal(expected, ConstantFormula.Constant(Parse(text)));

    [Theory]
    [InlineData("20x", "GP3102", 0, 3, "20*x")]
    [InlineData("x^3 - 20x + 10", "GP3102", 6, 3, "x^3 - 20*x + 10")]
    [InlineData("2(x + 1)", "GP3102", 0, 8, "2*(x + 1)")]
    [InlineData("(x)(y) + 3x", "GP3102", 0, 6, "(x)*(y) + 3*x")]
    [InlineData("2 sin(x)", "GP3102", 0, 8, "2*sin(x)")]
    [InlineData("x²", "GP3103", 1, 1, "x^2")]
    [InlineData("2 × π", "GP3103", 2, 1, "2 * pi")]
    [InlineData("x − 1", "GP3103", 2, 1, "x - 1")]
    [InlineData("2*(x + 1", "GP3104", 2, 1, "2*(x + 1)")]
    [InlineData("2*x) + 1", "GP3104", 3, 1, "2*x + 1")]
    [InlineData("1,5*x", "GP3101", 0, 3, "1.5*x")]
    [InlineData("normal(0 4)", "GP3101", 9, 1, "normal(0, 4)")]
    [InlineData("x + * 2", "GP3101", 4, 1, null)]
    [InlineData("x +", "GP3101", 2, 1, null)]
    [InlineData("* x", "GP3101", 0, 1, null)]
    [InlineData("normal(0,)", "GP3101", 8, 1, null)]
    [InlineData("max(, 1)", "GP3101", 4, 1, null)]
    [InlineData("(x +) 1", "GP3101", 3, 1, null)]
    [InlineData("2*()", "GP3101", 2, 2, null)]
    [InlineData("1.2.3", "GP3101", 0, 5, null)]
    [InlineData("sin x", "GP3101", 0, 5, null)]
    [InlineData("x = 1", "GP3103", 2, 1, null)]
    [InlineData("x $ 2", "GP3103", 2, 1, null)]
    [InlineData("x & y", "GP3103", 2, 1, null)]
    [InlineData("`x", "GP3103", 0, 1, "`x`")]
    [InlineData("", "GP3101", 0, 0, null)]
    [InlineData("𝒳 + 😀", "GP3103", 0, 2, null)]
    public void Parse_Slips_AreNamedAtTheirPlaceWithTheFix(string text, string code, int start, int length, string? fix)
    {
        var error = FormulaParser.Parse(text).Errors[0];
        Assert.Equal((code, start, length), (error.Code.Id, error.Span.Start, error.Span.Length));
        Assert.Equal(fix, error.Fix);
    }

    [Theory]
    [InlineData("20*acme.softsgn(x)", "GP3106", "acme.softsign")]
    [InlineData("np.exp(x)", "GP3106", "exp")]
    [InlineData("ln(x)", "GP3106", "log")]
    [InlineData("leaky_rlu(x)", "GP3106", "leaky_relu")]
    [InlineData("gaussian(0, 1)", "GP3106", "normal")]
    [InlineData("exp(heigth)", "GP3105", "height")]
    [InlineData("tanh + 1", "GP3105", null)]
    [InlineData("height(2)", "GP3102", null)]
    [InlineData("normal(0)", "GP3107", null)]
    [InlineData("sin()", "GP3107", null)]
    [InlineData("normal(0, -1)", "GP3111", null)]
    [InlineData("linspace(3, 3)", "GP3111", null)]
    [InlineData("arange(0, 0)", "GP3111", null)]
    [InlineData("linspace(x, 3)", "GP3111", null)]
    [InlineData("normal(normal(0, 1), 1)", "GP3108", null)]
    [InlineData("0 < x < 1", "GP3112", null)]
    public void Check_NamesAndFunctions(string text, string code, string? suggestion)
    {
        var error = Assert.Single(new FormulaChecker(FakeCatalog.Instance).Check(Parse(text), new FormulaScope(["x", "height"], AllowsGenerators: true)));
        Assert.Equal((code, suggestion), (error.Code.Id, error.Suggestion));
    }

    [Theory]
    [InlineData("x^3 - 20*x + 10 + normal(0, 4)")]
    [InlineData("20*acme.softsign(x) + normal(0, 1)")]
    [InlineData("leaky_relu(x) * (x < 1) * (x > 0)")]
    [InlineData("`body mass`*`e` + e")]
    [InlineData("choice(1, 2, pi)")]
    [InlineData("linspace(-pi, 2*pi)")]
    [InlineData("(x < 1) < 2")]
    [InlineData("normal(x, 0.1)")]
    public void Check_LegalFormulas_HaveNoErrors(string text) => Assert.Empty(
        new FormulaChecker(FakeCatalog.Instance).Check(Parse(text), new FormulaScope(["x", "body mass", "e"], AllowsGenerators: true)));

    [Fact]
    public void Check_GeneratorsOutsideOfData_AreRefused()
    {
        var error = Assert.Single(new FormulaChecker(FakeCatalog.Instance).Check(Parse("x + normal(0, 1)"), new FormulaScope(["x"], AllowsGenerators: false)));
        Assert.Equal("GP3108", error.Code.Id);
    }

    [Fact]
    public void Parse_DeepAndLongFormulas_AreRefusedWithoutAStackOverflow()
    {
        Assert.Equal("GP3109", Assert.Single(FormulaParser.Parse(new string('(', 50_000) + "x" + new string(')', 50_000)).Errors).Code.Id);
        Assert.Equal("GP3109", Assert.Single(FormulaParser.Parse(string.Concat(Enumerable.Repeat("x+", 50_000)) + "x").Errors).Code.Id);
        var thread = new Thread(
            () =>
            {
                Assert.NotNull(FormulaParser.Parse(new string('-', 64) + "x").Root);
                Assert.Null(FormulaParser.Parse(new string('-', 999) + "x").Root);
                Assert.NotNull(FormulaParser.Parse(string.Join('^', Enumerable.Repeat("x", 60))).Root);
                Assert.Null(FormulaParser.Parse(string.Join('^', Enumerable.Repeat("x", 500))).Root);
                Assert.NotNull(FormulaParser.Parse(string.Join('+', Enumerable.Repeat("-x", 330))).Root);
                Assert.NotNull(FormulaParser.Parse(new string('(', 64) + "x" + new string(')', 64)).Root);
            },
            maxStackSize: 1 << 19);
        thread.Start();
        thread.Join();
    }

    [Fact]
    public void Parse_RandomText_NeverThrowsAndSpansAreInside()
    {
        const string alphabet = "x1.+-*/^(),<>=! e`²&";
        var random = new Random(20261124);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var parse = FormulaParser.Parse(text);
            Assert.True(parse.Root is not null ^ parse.Errors.Count > 0, text);
            Assert.All(parse.Errors, e => Assert.InRange(e.Span.End, 0, text.Length));
        }
    }

    [Fact]
    public void Parse_SpansOfNodes_CoverTheirText()
    {
        const string text = "2*(x + sin(y)) - 1";
        var call = Parse(text).Descendants().OfType<CallNode>().Single();
        Assert.Equal("sin(y)", text[call.Span.Start..call.Span.End]);
        Assert.Equal("sin", text[call.NameSpan.Start..call.NameSpan.End]);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Parse_Numbers_DoNotDependOnTheCulture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(1.5, ConstantFormula.Constant(Parse("1.5")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static FormulaNode Parse(string text)
    {
        var parse = FormulaParser.Parse(text);
        Assert.True(parse.Root is not null, string.Join('\n', parse.Errors.Select(e => e.Message)));
        return parse.Root;
    }
}
