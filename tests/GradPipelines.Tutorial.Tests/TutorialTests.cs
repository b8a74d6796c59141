namespace GradPipelines.Tutorial.Tests;

/// <summary>Every program of the documents runs, prints what the documents say, and draws its plots.</summary>
public sealed class TutorialTests(ProgramRuns runs) : IClassFixture<ProgramRuns>
{
    private const string Tanh = "docs/tutorial/01-tanh-and-its-gradient.cs";
    private const string Sigmoid = "docs/tutorial/02-sigmoid.cs";
    private const string Containers = "docs/tutorial/03-flatten-and-unflatten.cs";
    private const string Primitive = "docs/tutorial/04-custom-primitive.cs";
    private const string Line = "docs/tutorial/05-linear-regression.cs";
    private const string Polynomial = "docs/tutorial/06-polynomial-regression.cs";
    private const string Network = "docs/tutorial/07-neural-network-regression.cs";
    private const string Hessians = "docs/tutorial/08-vmap-jacobian-hessian.cs";
    private const string ControlFlow = "docs/tutorial/09-control-flow.cs";

    public static TheoryData<string> Programs => [.. Repository.Programs];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_EndsWell(string program)
    {
        var run = await runs.Of(program);

        Assert.True(run.ExitCode == 0, $"exit code {run.ExitCode}\n{run.Output}\n{run.Errors}");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_PrintsWhatItsDocumentShows(string program)
    {
        if (PrintedIn(program) is not { } expected)
        {
            Assert.False(program.StartsWith("docs/tutorial/", StringComparison.Ordinal), $"docs/tutorial/README.md does not show the output of {program}");
            return;
        }

        var output = (await runs.Of(program)).Output;
        if (program == Network)
        {
            // Past some hundred steps this network amplifies a difference in the last digit of tanh to one of the whole loss, so
            // only the lines before are the same everywhere.
            (expected, output) = (FirstLines(expected, 3), FirstLines(output, 3));
        }

        Assert.Null(PrintedNumbers.Difference(expected, output, 1e-7));
    }

    [Theory]
    [InlineData(Tanh, "01-tanh")]
    [InlineData(Sigmoid, "02-sigmoid")]
    [InlineData(Line, "05-linear-regression")]
    [InlineData(Polynomial, "06-polynomial-regression")]
    [InlineData(Network, "07-neural-network")]
    public async Task Program_DrawsItsPlot(string program, string plot)
    {
        await runs.Of(program);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(runs.Plots, plot + ".png"))[..4]);
        var svg = File.ReadAllText(Path.Combine(runs.Plots, plot + ".svg"));
        Assert.Contains("<path", svg, StringComparison.Ordinal);
        Assert.EndsWith("</svg>", svg.TrimEnd(), StringComparison.Ordinal);
    }

    // The figures of HIPS autograd for the same programs, except where another origin is named.
    [Theory]
    [InlineData(Tanh, "tanh(1)  =", 0.761594155955765)]
    [InlineData(Tanh, "tanh'(1) =", 0.419974341614026)]
    [InlineData(Tanh, "tanh''(1) =", -0.6397000084492245)]
    [InlineData(Sigmoid, "x =    2: sigmoid", 0.8807970779778825)]
    [InlineData(Sigmoid, "by Grad of the exp form", 0.25)]
    [InlineData(Sigmoid, "built-in", 0.0)] // the limit; HIPS gives NaN for the exp form, as we do
    [InlineData(Primitive, "value", 44.89)]
    [InlineData(Primitive, "gradient [", 9.09503859548648e-19)]
    [InlineData(Primitive, "Hessian\n[[", 3.334847485011709e-18)]
    [InlineData(Hessians, "determinant:", 2.0)] // the radius
    [InlineData(Hessians, "without forming it: [", 1202.0)] // 802 + 400, by hand
    [InlineData(ControlFlow, "sine  0.00002, derivatives", -0.9998995297042174, 1e-5)]
    [InlineData(ControlFlow, "gradient at zero: [", -0.81)]
    [InlineData(ControlFlow, "step 100: loss", 1.0672706757870163, 1e-6)]
    public async Task Figure_IsRight(string program, string label, double expected, double tolerance = 1e-13)
    {
        var actual = PrintedNumbers.After((await runs.Of(program)).Output, label);

        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"{label} {actual:R}, expected {expected:R}");
    }

    private static string FirstLines(string text, int count) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Take(count));

    [Fact]
    public async Task Containers_AllFiveKindsComeBack() =>
        Assert.Equal(5, (await runs.Of(Containers)).Output.Split("every leaf in its place and shape").Length - 1);

    [Fact]
    public async Task CustomPrimitive_FirstOrderOnly_FailsByName()
    {
        var output = (await runs.Of(Primitive)).Output;

        Assert.Contains("'logsumexp-raw' has first derivatives in reverse mode only, because its VJP is written on raw arrays; a second derivative was asked for", output, StringComparison.Ordinal);
        Assert.Contains("forward mode was asked for", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinearRegression_EndsAtTheLeastSquaresLine()
    {
        var output = (await runs.Of(Line)).Output;

        Assert.InRange(PrintedNumbers.After(output, "step 2000: cost") - PrintedNumbers.After(output, "best possible:"), 0, 0.01);
    }

    [Fact]
    public async Task PolynomialRegression_EndsNearTheNoise() => // 4² / 2 = 8 is expected; this draw of 100 has its own
        Assert.InRange(PrintedNumbers.After((await runs.Of(Polynomial)).Output, "step 10000: cost"), 5, 11);

    [Fact]
    public async Task NeuralNetwork_EndsNearTheNoiseFloor()
    {
        var output = (await runs.Of(Network)).Output;

        // The faithful rule ends between 7 and 58 over 20 seeds, and the last digit of tanh decides between its valleys: what must
        // hold everywhere is that it learnt (from 331) and did not pass below the noise.
        Assert.InRange(PrintedNumbers.After(output, "step 5000: loss") / PrintedNumbers.After(output, "noise floor:"), 0.9, 8);
    }

    [Fact]
    public async Task MlNet_LoadedModel_PredictsWhatTheTrainedOneDid()
    {
        var lines = (await runs.Of("docs/snippets/mlnet.cs")).Output.Split('\n');

        var predicted = Assert.Single(lines, l => l.StartsWith("predicted: ", StringComparison.Ordinal));
        Assert.Contains(predicted.Replace("predicted: ", "loaded:    ", StringComparison.Ordinal), lines);
        Assert.Equal(10, PrintedNumbers.After(predicted, "predicted: "), 1.0); // the intercept of 4x + 10, with noise 2
    }

    /// <summary>The text block behind the command that runs the program, in whichever document shows it.</summary>
    private static string? PrintedIn(string program)
    {
        foreach (var document in Repository.Documents)
        {
            var text = Repository.Read(document);
            var command = text.LastIndexOf($"dotnet run --file {program}\n", StringComparison.Ordinal);
            var start = command < 0 ? -1 : text.IndexOf("```text\n", command, StringComparison.Ordinal);
            if (start < 0) continue;
            start += "```text\n".Length;
            return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
        }

        return null;
    }
}
