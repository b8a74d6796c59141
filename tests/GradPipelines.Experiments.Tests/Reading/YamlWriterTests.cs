using GradPipelines.Experiments.Reading;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Tests.Reading;

public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData(" leading and trailing ")]
    [InlineData("two\nlines\n\nand more\n")]
    [InlineData("tab\there")]
    [InlineData("\"quotes\" and 'more' \\ back")]
    [InlineData("*star &and !bang %per @at `tick` {brace} [bracket], ? - : |")]
    [InlineData("- item")]
    [InlineData("12")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("1e-3")]
    [InlineData(".nan")]
    [InlineData("é𝒳日\u0001\u2028\uFEFFx")]
    [InlineData("---")]
    [InlineData("... end")]
    [InlineData("<<")]
    [InlineData("=")]
    public void Text_ReadsBackAsItIs(string text)
    {
        var options = new CsvOptions { Path = text, Label = text, Missing = new MissingOptions { Values = [text, "x"] } };
        var yaml = YamlWriter.Write(OptionsWriter.Write(options));

        var bag = new DiagnosticBag();
        var root = YamlReader.ReadMapping(SourceText.FromFile("/x/a.yaml", "a.yaml", yaml), bag);
        Assert.True(root is not null, DiagnosticText.Render(bag) + yaml);
        Assert.Equal(text, ((ConfigScalar)root["label"]!).Text);
        Assert.Equal(text, ((ConfigScalar)((ConfigList)((ConfigMapping)root["missing"]!)["values"]!).Items[0]).Text);
    }

    [Fact]
    public void Write_IsBlockStyleWithEveryDefaultAndVersions()
    {
        var reading = ExperimentReader.Read(Path.Combine(Repository.Experiments, "linreg.yaml"), [], FakeCatalog.Instance);
        Assert.Equal(
            """
            version: 1
            name: linreg
            description: A straight line with noise.
            seed: 0
            plugins: []
            pins: {}
            dtype: float64
            data:
              type: generate@1
              rows: 100
              inputs:
                x: linspace(0, 10)
              targets:
                y: 4*x + 10 + normal(0, 2)
              split: none
              preprocess: []
            model: linear@1
            loss: half-mse@1
            metrics: []
            optimizer:
              type: sgd@1
              lr: 0.01
              momentum: 0
              dampening: 0
              nesterov: false
              weight_decay: 0
              groups: []
            train:
              steps: 2000
              batch_size: full
              shuffle: true
              drop_last: false
              check_grads: never
              evaluate_every: 1 epochs
            callbacks: []
            output:
              plots: [fit@1, loss@1]
              report: true
              export: []
            expect:
              train/loss:
                max: 3.5
              param/weight:
                near: 4
                within: 0.5

            """.ReplaceLineEndings("\n"),
            YamlWriter.Write(reading.Resolved!));
    }
}
