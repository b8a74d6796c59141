using System.Text.Json.Nodes;

namespace GradPipelines.Cli.Tests;

/// <summary>The shipped experiments, run by the program as a user runs them.</summary>
public sealed class ExperimentsEndToEndTests
{
    [Theory]
    [InlineData("linreg.yaml", "linreg")]
    [InlineData("poly.yaml", "poly")]
    [InlineData("tutorial/mlp.yaml", "tutorial-mlp")]
    [InlineData("mlp-softsign.yaml", "mlp-softsign")]
    public async Task Run_ShippedExperiment_MeetsItsExpectations(string file, string name)
    {
        using var scratch = new Scratch();
        var run = await Launched.RunAsync(scratch.Path, ["run", Launched.InRepository("experiments", file), "--quiet"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("ok", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(scratch.Run(name), "summary.json")))!["exit_code"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Run_MlpWithAnySeed_EndsWithinHalfOfTheNoiseFloor(int seed)
    {
        using var scratch = new Scratch();
        var run = await Launched.RunAsync(scratch.Path, [Launched.InRepository("experiments", "mlp.yaml"), $"seed={seed}", "output.export=[]", "output.plots=[]", "-q"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        var summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(scratch.Run("mlp"), "summary.json")))!;
        Assert.InRange(summary["quantities"]!["val/excess"]!["final"]!.GetValue<double>(), -4, 0.5);
    }

    [Fact]
    public async Task Run_Mlp_LeavesTheWholeRunFolderAndShowsItsProgress()
    {
        using var scratch = new Scratch();
        var run = await Launched.RunAsync(scratch.Path, [Launched.InRepository("experiments", "mlp.yaml")]);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("val/loss", run.Output, StringComparison.Ordinal);
        Assert.Contains("noise floor", run.Output, StringComparison.Ordinal);
        Assert.Contains("val/excess", run.Output, StringComparison.Ordinal);
        Assert.Contains("val/rmse", run.Error, StringComparison.Ordinal);
        var folder = scratch.Run("mlp");
        string[] expected =
        [
            "config/mlp.yaml", "resolved.yaml", "run.json", "metrics.jsonl", "metrics.csv", "log.clef", "summary.json", "model.safetensors", "model.onnx", "model.zip",
            "plots/fit.svg", "plots/fit.png", "plots/loss.svg", "plots/residuals.svg", "checkpoints/last.safetensors",
        ];
        Assert.All(expected, file => Assert.True(new FileInfo(Path.Combine(folder, file)) is { Exists: true, Length: > 0 }, file));
        Assert.Equal($"mlp/{Path.GetFileName(folder)}", (await File.ReadAllTextAsync(Path.Combine(scratch.Path, "runs", "latest.txt"))).Trim());

        // Every metric is an event with named properties.
        var metric = JsonNode.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "log.clef"))).First(l => l.Contains("\"Split\":\"val\"", StringComparison.Ordinal)))!;
        Assert.All(["Run", "Epoch", "Step", "Split", "Name", "Value"], property => Assert.NotNull(metric[property]));
    }

    [Fact]
    public async Task Run_Twice_GivesTheSameMetricsToTheLastBit()
    {
        using var first = new Scratch();
        using var second = new Scratch();
        string[] arguments = [Launched.InRepository("experiments", "mlp.yaml"), "train.epochs=40", "expect={}", "output.export=[]", "output.plots=[]", "-q"];
        var runs = await Task.WhenAll(Launched.RunAsync(first.Path, arguments), Launched.RunAsync(second.Path, arguments));
        Assert.All(runs, r => Assert.True(r.ExitCode == 0, r.ToString()));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(first.Run("mlp"), "metrics.jsonl")), await File.ReadAllBytesAsync(Path.Combine(second.Run("mlp"), "metrics.jsonl")));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(first.Run("mlp"), "model.safetensors")), await File.ReadAllBytesAsync(Path.Combine(second.Run("mlp"), "model.safetensors")));
    }

    [Fact]
    public async Task Run_OfTheResolvedFile_GivesTheSameMetrics()
    {
        using var scratch = new Scratch();
        using var again = new Scratch();
        string[] quick = ["-q", "train.epochs=10", "expect={}", "output.export=[]", "output.plots=[]"];
        var first = await Launched.RunAsync(scratch.Path, [Launched.InRepository("experiments", "mlp.yaml"), .. quick]);
        Assert.True(first.ExitCode == 0, first.ToString());
        var second = await Launched.RunAsync(again.Path, [Path.Combine(scratch.Run("mlp"), "resolved.yaml"), "-q"]);
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(scratch.Run("mlp"), "metrics.jsonl")), await File.ReadAllBytesAsync(Path.Combine(again.Run("mlp"), "metrics.jsonl")));
    }

    [Fact]
    public async Task Run_InterruptedAndResumed_EndsInTheSameBytes()
    {
        using var whole = new Scratch();
        using var broken = new Scratch();
        string[] arguments = [Launched.InRepository("experiments", "tutorial", "mlp.yaml"), "expect={}", "output.export=[]", "output.plots=[]"];
        var uninterrupted = await Launched.RunAsync(whole.Path, [.. arguments, "-q"]);
        Assert.True(uninterrupted.ExitCode == 0, uninterrupted.ToString());

        var interrupted = await Launched.RunAsync(broken.Path, arguments, interruptWhen: "   1001");
        Assert.True(interrupted.ExitCode == 130, interrupted.ToString());
        Assert.Contains("Continue with: gradpipelines resume", interrupted.Output, StringComparison.Ordinal);
        var resumed = await Launched.RunAsync(broken.Path, ["resume", "latest", "-q"]);
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        foreach (var file in new[] { "metrics.jsonl", "metrics.csv", "model.safetensors" })
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(whole.Run("tutorial-mlp"), file)), await File.ReadAllBytesAsync(Path.Combine(broken.Run("tutorial-mlp"), file)));
    }
}
