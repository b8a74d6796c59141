using GradPipelines.Experiments.Reading;
using GradPipelines.Experiments.Specification;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Tests.Reading;

/// <summary>Inheritance, overrides and references, on files in a folder of their own.</summary>
public sealed class MergeTests : IDisposable
{
    private const string Base = """
        version: 1
        name: base
        data:
          type: generate
          rows: 50
          inputs: {x: "linspace(0, 10)"}
          targets: {y: 4*x + 10}
          split: {train: 0.8, val: 0.2}
        model:
          type: sequential
          layers:
            - {id: first, type: dense, units: 16, activation: tanh}
            - {type: dense, units: auto}
        loss: mse
        metrics: [rmse]
        optimizer:
          type: sgd
          lr: 0.1
          momentum: 0.9
          schedule: {type: cosine, to: 0.01}
        train:
          epochs: 3
          batch_size: 8
        expect:
          train/loss: {max: 3}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public MergeTests() => Write("base.yaml", Base);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Mapping_MergesDeep()
    {
        var child = Child("optimizer: {lr: 0.2}");
        Assert.Equal(new SgdOptions { Lr = 0.2, Momentum = 0.9 }, child.Optimizer.Rule.Options);
        Assert.Equal("cosine", child.Optimizer.Schedule?.Name);
    }

    [Fact]
    public void OtherType_DropsTheParentsSiblings()
    {
        var child = Child("optimizer: {type: adam}");
        Assert.Equal(new AdamOptions(), child.Optimizer.Rule.Options);
        Assert.Null(child.Optimizer.Schedule);
    }

    [Theory]
    [InlineData("optimizer: sgd", 0.1)]
    [InlineData("optimizer: {type: sgd}", 0.1)]
    [InlineData("optimizer: {type: sgd@1}", 0.1)]
    public void SameType_KeepsTheParentsParameters(string text, double lr) =>
        Assert.Equal(lr, ((SgdOptions)Child(text).Optimizer.Rule.Options).Lr);

    [Fact]
    public void BareWord_OfAnotherType_DropsThem() => Assert.Equal(new AdamOptions(), Child("optimizer: adam").Optimizer.Rule.Options);

    [Fact]
    public void Mapping_OverABareWord_KeepsItsType()
    {
        Write("word.yaml", "version: 1\nextends: base.yaml\noptimizer: adam\n");
        Assert.Equal(new AdamOptions { Beta1 = 0.5 }, Read("version: 1\nextends: word.yaml\noptimizer: {beta1: 0.5}\n").Optimizer.Rule.Options);
    }

    [Fact]
    public void DataOfAnotherType_DropsSplitAndPreparation()
    {
        var child = Child("data: {type: csv, path: data/x.csv}");
        Assert.Null(child.Data.Split);
        Assert.Equal(Path.Combine(_folder, "data", "x.csv"), ((CsvOptions)child.Data.Source.Options).Path);
    }

    [Fact]
    public void List_ReplacesWhole() => Assert.Empty(Child("metrics: []").Metrics);

    [Fact]
    public void FreeKeys_ReplaceWhole()
    {
        var child = Child("data: {targets: {z: x + 1}}\nexpect: {val/rmse: {max: 1}}");
        Assert.Equal(["z"], ((GenerateOptions)child.Data.Source.Options).Targets.Keys);
        Assert.Equal(50, ((GenerateOptions)child.Data.Source.Options).Rows);
        Assert.Equal(["val/rmse"], child.Expect.Keys);
    }

    [Fact]
    public void Variables_Merge()
    {
        Write("vars.yaml", "version: 1\nextends: base.yaml\nvars: {a: 1, b: 2}\nseed: ${=vars.a * 10 + vars.b}\n");
        Assert.Equal(32, Read("version: 1\nextends: vars.yaml\nvars: {a: 3}\n").Seed);
    }

    [Fact]
    public void None_ReplacesAMapping() => Assert.Null(Child("data: {split: none}").Data.Split);

    [Fact]
    public void MappingOverNone_StartsAnew()
    {
        Write("none.yaml", "version: 1\nextends: base.yaml\ndata: {split: none}\n");
        Assert.Null(Read("version: 1\nextends: none.yaml\ndata: {split: {train: 1.0}}\n").Data.Split!.Val);
    }

    [Fact]
    public void Null_RemovesAnInheritedKey()
    {
        var child = Child("optimizer:\n  lr:\n  schedule: null");
        Assert.Equal(new SgdOptions { Momentum = 0.9 }, child.Optimizer.Rule.Options);
        Assert.Null(child.Optimizer.Schedule);
    }

    [Fact]
    public void Alternatives_DropEachOther()
    {
        var child = Child("train: {steps: 10}");
        Assert.Equal((null, 10L, 8), (child.Train.Epochs, child.Train.Steps, child.Train.BatchSize.Examples));
    }

    [Fact]
    public void SeveralParents_GoFromLeftToRight()
    {
        Write("a.yaml", "version: 1\nseed: 1\nname: a\n");
        Write("b.yaml", "version: 1\nseed: 2\n");
        var child = Read("version: 1\nextends: [base.yaml, a.yaml, b.yaml]\n");
        Assert.Equal((2L, "a"), (child.Seed, child.Name));
    }

    [Fact]
    public void Paths_AreRelativeToTheFileThatWroteThem()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        Write("sub/data.yaml", "version: 1\nvars: {file: v.csv}\ndata: {type: csv, path: x.csv}\n");
        Assert.Equal(Path.Combine(_folder, "sub", "x.csv"), CsvPath("version: 1\nextends: [base.yaml, sub/data.yaml]\n"));
        Assert.Equal(Path.Combine(_folder, "sub", "v.csv"), CsvPath("version: 1\nextends: [base.yaml, sub/data.yaml]\ndata: {path: \"${vars.file}\"}\n"));
        Assert.Equal(Path.Combine(_folder, "y.csv"), CsvPath("version: 1\nextends: [base.yaml, sub/data.yaml]\nvars: {file: 1}\n", "data.path=y.csv"));
    }

    [Theory]
    [InlineData("optimizer.lr=0.05")]
    [InlineData("optimizer={lr: 0.05}")]
    [InlineData("optimizer.lr=5e-2")]
    public void Override_SetsOneValue(string change) => Assert.Equal(0.05, ((SgdOptions)Child("", change).Optimizer.Rule.Options).Lr);

    [Fact]
    public void Override_OfAComponentSlot_IsAType() => Assert.Equal(new AdamOptions(), Child("", "optimizer=adam").Optimizer.Rule.Options);

    [Fact]
    public void Overrides_InAnyOrder_GiveTheSame()
    {
        string[] changes = ["optimizer.lr=0.5", "optimizer.type=adam", "optimizer.beta1=0.1"];
        Assert.Equal(new AdamOptions { Lr = 0.5, Beta1 = 0.1 }, Child("", changes).Optimizer.Rule.Options);
        Assert.Equal(new AdamOptions { Lr = 0.5, Beta1 = 0.1 }, Child("", [.. changes.Reverse()]).Optimizer.Rule.Options);
    }

    [Theory]
    [InlineData("model.layers.0.units=32", 32)]
    [InlineData("model.layers.first.units=32", 32)]
    public void Override_OfAListItem_ByIndexOrId(string change, int units) =>
        Assert.Equal(units, ((DenseOptions)((SequentialOptions)Child("", change).Model.Options).Layers[0].Options).Units.Value);

    [Fact]
    public void Override_ReachesThroughABareWord() => Assert.Equal(0.5, ((AdamOptions)Child("optimizer: adam", "optimizer.beta1=0.5").Optimizer.Rule.Options).Beta1);

    [Fact]
    public void Override_QuotedSegment_IsOneKey() => Assert.Equal(1, Child("", "expect.\"val/loss\".max=1").Expect["val/loss"].Max);

    [Fact]
    public void Override_KeyThatNoFileWrites_IsLegal() => Assert.Equal(2.5, Child("", "train.clip_grad=2.5").Train.ClipGrad);

    [Fact]
    public void Override_Default_GoesBackToTheDefault() => Assert.Equal(32, Child("", "train.batch_size=@default").Train.BatchSize.Examples);

    [Fact]
    public void Override_Alternatives_DropEachOther() => Assert.Null(Child("", "train.steps=7").Train.Epochs);

    [Theory]
    [InlineData("description=[a, b]", "[a, b]")]
    [InlineData("description=null", "null")]
    [InlineData("description=", "")]
    [InlineData("description=@@x", "@x")]
    [InlineData("description=a=b", "a=b")]
    [InlineData("description=  x", "  x")]
    public void Override_OfText_TakesItAsItStands(string change, string expected) => Assert.Equal(expected, Child("", change).Description);

    [Fact]
    public void Override_Lists_AreReadAsYamlFlow() => Assert.Equal(["rmse", "r2"], Child("", "metrics=[rmse, r2]").Metrics.Select(m => m.Name));

    [Fact]
    public void Override_OfAVariable_ReachesItsUses() => Assert.Equal(6, Child("vars: {n: 4}\nseed: ${vars.n}", "vars.n=6").Seed);

    [Fact]
    public void Reference_Alone_StandsForTheNode()
    {
        var child = Child("vars:\n  opt: {type: adam, beta1: 0.5}\noptimizer: ${vars.opt}");
        Assert.Equal(new AdamOptions { Beta1 = 0.5 }, child.Optimizer.Rule.Options);
    }

    [Fact]
    public void Reference_InText_StandsForItsText() => Assert.Equal("run-4-sgd", Child("vars: {n: 4}\nname: run-${vars.n}-${optimizer.type}").Name);

    [Fact]
    public void Reference_InAFormula_StandsForItsValueInParentheses()
    {
        var child = Child("vars: {a: -4, b: x + 1}\ndata: {targets: {y: \"${vars.a}^2 * ${vars.b}\"}}");
        Assert.Equal("(-4)^2 * (x + 1)", ((GenerateOptions)child.Data.Source.Options).Targets["y"]);
    }

    [Fact]
    public void Reference_ToAListItemAndThroughAnotherReference()
    {
        var child = Child("vars: {a: {b: [5, 6]}, c: \"${vars.a}\"}\nseed: ${vars.c.b.1}\nname: n${model.layers.first.units}");
        Assert.Equal((6L, "n16"), (child.Seed, child.Name));
    }

    [Fact]
    public void Escape_IsALiteral() => Assert.Equal("cost ${x} and $y", Child("description: cost $${x} and $y").Description);

    [Fact]
    public void Arithmetic_OfVariables() => Assert.Equal(32, Child("vars: {width: 16}\ndata: {rows: \"${=vars.width * 2}\"}").Data.Source.Options is GenerateOptions g ? g.Rows : 0);

    [Fact]
    public void Environment_IsReadWhereAFileSaysSo()
    {
        var child = Child("seed: ${env:SEED}\nname: a${env:EMPTY}b\ndescription: ${env:NONE,fallback text}");
        Assert.Equal((7L, "ab", "fallback text"), (child.Seed, child.Name, child.Description));
    }

    [Fact]
    public void Resolved_KeepsEnvironmentReferencesAndEscapes()
    {
        Write("child.yaml", "version: 1\nextends: base.yaml\nvars: {secret: \"${env:SEED}\"}\nname: a-${vars.secret}\ndescription: $${x}\nseed: ${vars.secret}\n");
        var reading = Reader.Read("child.yaml");
        var text = YamlWriter.Write(reading.Resolved!);
        Assert.Contains("name: \"a-${env:SEED}\"", text, StringComparison.Ordinal);
        Assert.Contains("seed: \"${env:SEED}\"", text, StringComparison.Ordinal);
        Assert.Contains("description: \"$${x}\"", text, StringComparison.Ordinal);
        Assert.Equal(["SEED"], reading.EnvironmentVariables);
        Assert.Equal(("a-7", 7L, "${x}"), (reading.Specification!.Name, reading.Specification.Seed, reading.Specification.Description));
    }

    [Fact]
    public void Origins_SayWhoSetEachValue()
    {
        Write("child.yaml", "version: 1\nextends: base.yaml\nseed: 3\n");
        var values = ResolvedTree.Values(Reader.Read("child.yaml", ["optimizer.lr=0.2"]).Resolved!).ToDictionary(v => v.Path);
        Assert.Equal("child.yaml:3:7", values["seed"].Origin);
        Assert.Equal("base.yaml:19:13", values["optimizer.momentum"].Origin);
        Assert.Equal("command line", values["optimizer.lr"].Origin);
        Assert.Equal("default", values["optimizer.nesterov"].Origin);
        Assert.Equal(("dense@1", "base.yaml:12:25"), (values["model.layers.0.type"].Value, values["model.layers.0.type"].Origin));
        Assert.Equal("base.yaml:12:39", values["model.layers.0.units"].Origin);
        Assert.Equal("base.yaml:12:55", values["model.layers.0.activation"].Origin);
        Assert.Equal("first", values["model.layers.0.id"].Value);
    }

    [Fact]
    public void Groups_AreTheRuleWithTheirKeysLaidOver()
    {
        var child = Child("optimizer:\n  weight_decay: 0.1\n  groups:\n    - {match: \"*.bias\", weight_decay: 0}");
        var group = Assert.Single(child.Optimizer.ParameterGroups);
        Assert.Equal(("*.bias", new SgdOptions { Lr = 0.1, Momentum = 0.9 }), (group.Match, group.Rule.Options));
        Assert.Equal(0.1, ((SgdOptions)child.Optimizer.Rule.Options).WeightDecay);
    }

    [Fact]
    public void Sweep_IsRead()
    {
        var sweep = Child("""
            sweep:
              method: tpe
              trials: 40
              prune: {type: median, after: 60 epochs}
              space:
                optimizer.lr: {log_uniform: [0.001, 1]}
                optimizer.momentum: {choice: [0, 0.9, 0.95]}
                model.layers.0.units: {int: [4, 64], log: true}
                model.layers.0.activation: {choice: [tanh, relu]}
            """).Sweep!;
        Assert.Equal((SweepMethod.Tpe, 40, 60.0), (sweep.Method, sweep.Trials, sweep.Prune!.After.Amount));
        Assert.Equal([0.001, 1], sweep.Space["optimizer.lr"].LogUniform);
        Assert.Equal(["tanh", "relu"], sweep.Space["model.layers.0.activation"].Choice!.Items.Select(i => ((ConfigScalar)i).Text));
    }

    [Fact]
    public void LongChains_OfReferences_AreRefusedWithoutAStackOverflow()
    {
        var vars = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  a{i}: ${{vars.a{i + 1}}}\n"));
        Write("child.yaml", $"version: 1\nextends: base.yaml\nseed: ${{vars.a0}}\nvars:\n{vars}  a20000: 1\n");
        var reading = Reader.Read("child.yaml");
        Assert.Contains(reading.Diagnostics, d => d.Code == Codes.InterpolationLimit);
    }

    [Fact]
    public void References_ThatMultiply_AreRefused()
    {
        var vars = string.Concat(Enumerable.Range(0, 40).Select(i => $"  a{i}: [\"${{vars.a{i + 1}}}\", \"${{vars.a{i + 1}}}\"]\n"));
        Write("child.yaml", $"version: 1\nextends: base.yaml\nvars:\n{vars}  a40: 1\n");
        Assert.Contains(Reader.Read("child.yaml").Diagnostics, d => d.Code == Codes.InterpolationLimit);
    }

    private ExperimentReader Reader => new(FakeCatalog.Instance)
    {
        WorkingDirectory = _folder,
        Environment = name => name switch { "SEED" => "7", "EMPTY" => "", _ => null },
    };

    private ExperimentSpecification Child(string text, params string[] overrides) => Read($"version: 1\nextends: base.yaml\n{text}\n", overrides);

    private string CsvPath(string text, params string[] overrides) => ((CsvOptions)Read(text, overrides).Data.Source.Options).Path;

    private ExperimentSpecification Read(string text, params string[] overrides)
    {
        Write("child.yaml", text);
        var reading = Reader.Read("child.yaml", overrides);
        Assert.True(reading.Specification is not null, DiagnosticText.Render(reading.Diagnostics));
        return reading.Specification;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
