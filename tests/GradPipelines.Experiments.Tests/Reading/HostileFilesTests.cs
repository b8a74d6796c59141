using System.Diagnostics;
using System.Globalization;
using System.Text;
using GradPipelines.Experiments.Reading;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Tests.Reading;

/// <summary>Whatever a file holds, reading ends with a specification or with errors, never with an exception.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_ExperimentsWithRandomDamage_NeverThrows()
    {
        const string alphabet = "ab01.:-{}[]()'\"$%&*!|>@#~,+^= \n\t\\/é";
        string[] words = ["null", "true", "none", "auto", "full", "type", "id", "${vars.x}", "${model}", "${=1/0}", "${env:X}", "[]", "{}", "&a ", "*a", "- ", "? ", "<<", ".inf", "1e99", "normal(0, 1)"];
        var random = new Random(20261124);
        string[] files = ["mlp.yaml", "poly.yaml", "linreg.yaml"];
        for (var trial = 0; trial < 3000; trial++)
        {
            var text = new StringBuilder(File.ReadAllText(Path.Combine(Repository.Experiments, files[trial % files.Length])));
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
                        break;
                    case 1:
                        text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                        break;
                    case 2:
                        text.Insert(at, words[random.Next(words.Length)]);
                        break;
                    default:
                        text[at] = alphabet[random.Next(alphabet.Length)];
                        break;
                }
            }

            Check(text.ToString());
        }
    }

    [Fact]
    public void Read_ExperimentsWithAnyValueReplaced_NeverThrows()
    {
        string[] values = ["", "null", "[]", "{}", "[[]]", "{a: {b: c}}", "-1", "\"\"", "x", "${name}", "*a", "{type: sgd}", "{type: }", "[null]", "${=name}", "true", "1e400", "'${'"];
        var lines = File.ReadAllLines(Path.Combine(Repository.Experiments, "mlp.yaml"));
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(": ", StringComparison.Ordinal);
            foreach (var value in colon < 0 ? [] : values)
            {
                var changed = lines.ToArray();
                changed[i] = $"{lines[i][..colon]}: {value}";
                Check(string.Join('\n', changed) + "\n");
            }
        }
    }

    [Theory]
    [InlineData("a.b.c=1")]
    [InlineData("=")]
    [InlineData(".=1")]
    [InlineData("\"\"=1")]
    [InlineData("model={}")]
    [InlineData("model=[]")]
    [InlineData("model.layers=3")]
    [InlineData("model.layers.0=tanh")]
    [InlineData("model.layers.0={type: dense, units: 2")]
    [InlineData("data=@default")]
    [InlineData("data.targets={y: normal(0, 1)}")]
    [InlineData("data.targets.y=${data.targets.y}")]
    [InlineData("optimizer.groups.0.match=x")]
    [InlineData("callbacks.0=@default")]
    [InlineData("name=${name}")]
    [InlineData("train={steps: 1, epochs: 1}")]
    [InlineData("data.split.train=0.7")]
    [InlineData("data.preprocess.0.columns.1=x")]
    [InlineData("vars=3")]
    [InlineData("expect.x.y.z=1")]
    [InlineData("sweep.space={}")]
    [InlineData("optimizer.schedule=null")]
    [InlineData("version=2")]
    [InlineData("plugins.acme.version=1")]
    public void Read_StrangeOverrides_NeverThrow(string change)
    {
        File.Copy(Path.Combine(Repository.Experiments, "mlp.yaml"), Path.Combine(_folder, "mlp.yaml"));
        var reading = new ExperimentReader(FakeCatalog.Instance) { WorkingDirectory = _folder }.Read("mlp.yaml", [change]);
        Assert.True(reading.Specification is not null ^ reading.Diagnostics.HasErrors, change);
        Assert.True(reading.Diagnostics.ExitCode is 0 or 2 or 3);
    }

    [Fact]
    public void Read_AHundredThousandLines_TakesSeconds()
    {
        var text = new StringBuilder(File.ReadAllText(Path.Combine(Repository.Experiments, "mlp.yaml"))).Append("vars:\n");
        for (var i = 0; i < 90_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  v{i}: {{a: {i}, b: x}}\n");
        }

        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"unknown{i}: 1\n");
        }

        var watch = Stopwatch.StartNew();
        var reading = Read(text.ToString());
        Assert.Equal(10_000, reading.Diagnostics.ErrorCount);
        Assert.NotEmpty(DiagnosticText.Render(reading.Diagnostics));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Read_MissingFile_IsACommandLineError()
    {
        var reading = new ExperimentReader(FakeCatalog.Instance) { WorkingDirectory = Repository.Experiments }.Read("mpl.yaml");
        Assert.Equal("error GP2003: there is no file 'mpl.yaml'; did you mean 'mlp.yaml'?\n\n1 error. Nothing was run.\n", DiagnosticText.Render(reading.Diagnostics));
        Assert.Equal(2, reading.Diagnostics.ExitCode);
    }

    private void Check(string text)
    {
        try
        {
            var reading = Read(text);
            Assert.True(reading.Specification is not null ^ reading.Diagnostics.HasErrors);
            DiagnosticText.Render(reading.Diagnostics);
            RoundTrip(reading);
            foreach (var diagnostic in reading.Diagnostics.Where(d => d.Mark is not null))
            {
                var mark = diagnostic.Mark!.Value;
                Assert.InRange(mark.Line, 1, mark.Source.LineCount);
                Assert.InRange(mark.Column, 1, mark.Source.Line(mark.Line).Length + 2);
            }
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.GetType().Name} for:\n{text}", error);
        }
    }

    private void RoundTrip(ExperimentReading reading)
    {
        if (reading.Resolved is { } resolved)
        {
            var text = YamlWriter.Write(resolved);
            var again = Read(text);
            Assert.True(again.Resolved is not null, DiagnosticText.Render(again.Diagnostics) + text);
            Assert.True(OptionsWriter.Same(resolved, again.Resolved), text + "\n----\n" + YamlWriter.Write(again.Resolved));
        }
    }

    private ExperimentReading Read(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "a.yaml"), text);
        return new ExperimentReader(FakeCatalog.Instance) { WorkingDirectory = _folder, Environment = _ => null }.Read("a.yaml");
    }
}
