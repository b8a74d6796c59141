namespace GradPipelines.Cli.Tests;

/// <summary>What a user sees after a mistake: the place, the value, the repair, and the exit code.</summary>
public sealed class MistakesTests
{
    [Fact]
    public async Task Run_FileWithThreeMistakes_ReportsAllAndRunsNothing()
    {
        using var scratch = new Scratch();
        scratch.Write("bad.yaml", """
            version: 1
            name: bad
            data:
              type: generate
              rows: many
              inputs:
                x: linspace(0, 1)
              targets:
                y: 2*x
            model: linear
            loss: half-msee
            optimizer:
              type: sgd
              momentun: 0.9
            train: {epochs: 1}
            """);
        var run = await Launched.RunAsync(scratch.Path, ["run", "bad.yaml"]);
        Assert.True(run.ExitCode == ExitCodes.Configuration, run.ToString());
        Assert.Contains("bad.yaml:5:9 error", run.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:11:7 error", run.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'half-mse'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:14:3 error", run.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'momentum'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 errors. Nothing was run.", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(scratch.Path, "runs")));
    }

    [Theory]
    [InlineData(ExitCodes.CommandLine, "no-such-file.yaml")]
    [InlineData(ExitCodes.CommandLine, "no-such-verb")]
    [InlineData(ExitCodes.CommandLine, "resume", "no-such-run")]
    [InlineData(ExitCodes.CommandLine, "explain", "GP0000")]
    public async Task CommandLine_ThatCannotBeMeant_ExitsWithTwoAndNoStack(int code, params string[] arguments)
    {
        using var scratch = new Scratch();
        var run = await Launched.RunAsync(scratch.Path, arguments);
        Assert.True(run.ExitCode == code, run.ToString());
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public async Task Run_WithAPluginFolderThatIsNotThere_SaysWhatWasSearchedAndFound()
    {
        using var scratch = new Scratch();
        scratch.Write("plugin.yaml", """
            version: 1
            extends: base.yaml
            plugins:
              - {id: nobody, version: 1.*}
            """);
        File.Copy(Launched.InRepository("experiments", "linreg.yaml"), Path.Combine(scratch.Path, "base.yaml"));
        var run = await Launched.RunAsync(scratch.Path, ["run", "plugin.yaml", "--plugin-dir", "missing"]);
        Assert.True(run.ExitCode == ExitCodes.Plugin, run.ToString());
        Assert.Contains("nobody", run.Error, StringComparison.Ordinal);
        Assert.Contains("missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("searched", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhoseExpectationFails_ExitsWithEight()
    {
        using var scratch = new Scratch();
        var run = await Launched.RunAsync(scratch.Path, [Launched.InRepository("experiments", "linreg.yaml"), "train.steps=1", "-q"]);
        Assert.True(run.ExitCode == ExitCodes.ExpectFailed, run.ToString());
        Assert.Contains("FAILED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAWarning_ShowsItAndGoesOn()
    {
        using var scratch = new Scratch();
        var text = await File.ReadAllTextAsync(Launched.InRepository("experiments", "linreg.yaml"));
        scratch.Write("warned.yaml", text + "vars:\n  unused: 1\n");
        var run = await Launched.RunAsync(scratch.Path, ["warned.yaml", "train.steps=5", "expect={}", "output.plots=[]"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("nothing uses the variable 'unused'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ThatDiverges_ExitsWithSixAndSaysWhatToTry()
    {
        using var scratch = new Scratch();
        var run = await Launched.RunAsync(scratch.Path, [Launched.InRepository("experiments", "linreg.yaml"), "optimizer.lr=1000", "-q"]);
        Assert.True(run.ExitCode == ExitCodes.Diverged, run.ToString());
        Assert.Contains("learning rate", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"diverged\"", await File.ReadAllTextAsync(Path.Combine(scratch.Run("linreg"), "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnderAGermanLocale_ReadsAndWritesNumbersTheSame()
    {
        using var scratch = new Scratch();
        var run = await Launched.RunAsync(scratch.Path, [Launched.InRepository("experiments", "linreg.yaml"), "train.steps=20", "expect={}", "-q"], environment: new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8" });
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain(",", (await File.ReadAllLinesAsync(Path.Combine(scratch.Run("linreg"), "metrics.csv"))).Last().Split(',', 3)[2].Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
