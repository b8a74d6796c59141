using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Plugins;

namespace GradPipelines.Experiments.Tests;

/// <summary>A catalog with small options records, enough for the experiments of the repository to be read.</summary>
internal sealed class FakeCatalog : IComponentCatalog
{
    public static FakeCatalog Instance { get; } = new();

    public IReadOnlyList<ComponentDescriptor> All { get; } =
    [
        Of<NoOptions>(ComponentKind.Operation, "tanh"),
        Of<NoOptions>(ComponentKind.Operation, "relu"),
        Of<NoOptions>(ComponentKind.Operation, "sigmoid"),
        Of<NoOptions>(ComponentKind.Operation, "leaky-relu"),
        Of<NoOptions>(ComponentKind.Operation, "acme.softsign", "acme"),
        Of<DenseOptions>(ComponentKind.Layer, "dense"),
        Of<NoOptions>(ComponentKind.Layer, "softmax"),
        Of<NoOptions>(ComponentKind.Model, "linear"),
        Of<PolynomialOptions>(ComponentKind.Model, "polynomial"),
        Of<SequentialOptions>(ComponentKind.Model, "sequential"),
        Of<NoOptions>(ComponentKind.Loss, "mse"),
        Of<NoOptions>(ComponentKind.Loss, "half-mse"),
        Of<NoOptions>(ComponentKind.Loss, "softmax-cross-entropy"),
        Of<NoOptions>(ComponentKind.Metric, "rmse"),
        Of<NoOptions>(ComponentKind.Metric, "r2"),
        Of<NoOptions>(ComponentKind.Metric, "accuracy"),
        Of<SgdOptions>(ComponentKind.Optimizer, "sgd"),
        Of<HipsSgdOptions>(ComponentKind.Optimizer, "hips-sgd"),
        Of<AdamOptions>(ComponentKind.Optimizer, "adam"),
        Of<LionOptions>(ComponentKind.Optimizer, "acme.lion", "acme"),
        Of<CosineOptions>(ComponentKind.Schedule, "cosine"),
        Of<NormalOptions>(ComponentKind.Initializer, "normal"),
        Of<NoOptions>(ComponentKind.Initializer, "zeros"),
        Of<UniformOptions>(ComponentKind.Initializer, "uniform"),
        Of<GenerateOptions>(ComponentKind.DataSource, "generate"),
        Of<CsvOptions>(ComponentKind.DataSource, "csv"),
        Of<ColumnsOptions>(ComponentKind.Preprocessor, "standardize"),
        Of<ColumnsOptions>(ComponentKind.Preprocessor, "one-hot"),
        Of<EarlyStoppingOptions>(ComponentKind.Callback, "early-stopping"),
        Of<CheckpointOptions>(ComponentKind.Callback, "checkpoint"),
        Of<NoOptions>(ComponentKind.Plot, "fit"),
        Of<NoOptions>(ComponentKind.Plot, "loss"),
        Of<NoOptions>(ComponentKind.Plot, "residuals"),
        Of<NoOptions>(ComponentKind.Exporter, "mlnet"),
        Of<NoOptions>(ComponentKind.Exporter, "onnx"),
    ];

    public IReadOnlyList<string> SearchReport => ["searched: /repo/plugins, $GRADPIPELINES_PLUGINS (unset)"];

    public ComponentDescriptor? Find(ComponentKind kind, string name) => All.FirstOrDefault(c => c.Kind == kind && c.Name == name);

    private static ComponentDescriptor Of<TOptions>(ComponentKind kind, string name, string plugin = "standard") =>
        new(kind, name, 1, "", typeof(TOptions), typeof(object), plugin, (_, _) => new object());
}

public sealed record DenseOptions : ComponentOptions
{
    [Range(1, 100_000), Description("Outputs of the layer; auto is the width of the target.")]
    public required AutoInt Units { get; init; }

    [Slot(ComponentKind.Operation)]
    public ComponentReference? Activation { get; init; }

    [Slot(ComponentKind.Initializer)]
    public ComponentReference? Init { get; init; }

    [Slot(ComponentKind.Initializer)]
    public ComponentReference BiasInit { get; init; } = ComponentReference.To(ComponentKind.Initializer, "zeros");

    public bool Bias { get; init; } = true;
}

public sealed record PolynomialOptions : ComponentOptions
{
    [Range(0, 20)]
    public int Degree { get; init; } = 1;

    [Slot(ComponentKind.Initializer)]
    public ComponentReference? Init { get; init; }
}

public sealed record SequentialOptions : ComponentOptions
{
    [Slot(ComponentKind.Layer)]
    public required IReadOnlyList<ComponentReference> Layers { get; init; }
}

public sealed record SgdOptions : ComponentOptions, IValidatesItself
{
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Lr { get; init; } = 0.01;

    [Range(0.0, 1.0)]
    public double Momentum { get; init; }

    [Range(0.0, 1.0)]
    public double Dampening { get; init; }

    public bool Nesterov { get; init; }

    [Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init; }

    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Nesterov && Momentum == 0)
        {
            yield return ("nesterov", "nesterov needs momentum above 0");
        }
    }
}

public sealed record HipsSgdOptions : ComponentOptions
{
    [Range(0.0, double.MaxValue)]
    public double StepSize { get; init; } = 0.1;

    [Range(0.0, 1.0)]
    public double Mass { get; init; } = 0.9;
}

public sealed record AdamOptions : ComponentOptions
{
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Lr { get; init; } = 0.001;

    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    [Range(0.0, double.MaxValue)]
    public double WeightDecay { get; init; }
}

public sealed record LionOptions : ComponentOptions
{
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Lr { get; init; } = 0.0001;
}

public sealed record CosineOptions : ComponentOptions
{
    [Range(0.0, double.MaxValue)]
    public double To { get; init; }
}

public sealed record UniformOptions : ComponentOptions
{
    public double Low { get; init; } = -1;

    public double High { get; init; } = 1;
}

public sealed record NormalOptions : ComponentOptions
{
    [Range(0.0, double.MaxValue)]
    public double Std { get; init; } = 1;
}

public sealed record GenerateOptions : ComponentOptions
{
    [Range(1, 100_000_000)]
    public int Rows { get; init; } = 100;

    [Formula(MakesColumns = true)]
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    [Formula(MakesColumns = true)]
    public required IReadOnlyDictionary<string, string> Targets { get; init; }
}

public enum MissingAction
{
    Error,
    DropRow,
}

public sealed record MissingOptions
{
    public IReadOnlyList<string> Values { get; init; } = [""];

    public MissingAction Action { get; init; }
}

public sealed record CsvOptions : ComponentOptions
{
    [FilePath]
    public required string Path { get; init; }

    public ColumnSelection Features { get; init; } = new(["all"]);

    public string? Label { get; init; }

    [AllowedValues(",", ";", "|")]
    public string Separator { get; init; } = ",";

    public MissingOptions Missing { get; init; } = new();
}

public sealed record ColumnsOptions : ComponentOptions
{
    public ColumnSelection Columns { get; init; } = new(["features"]);
}

public enum MetricGoal
{
    Minimize,
    Maximize,
}

public sealed record EarlyStoppingOptions : ComponentOptions
{
    public string Metric { get; init; } = "val/loss";

    public MetricGoal Goal { get; init; }

    [Range(1, int.MaxValue)]
    public int Patience { get; init; } = 10;
}

public sealed record CheckpointOptions : ComponentOptions
{
    public string Metric { get; init; } = "val/loss";

    [Range(1, 1000)]
    public int Keep { get; init; } = 1;

    public Duration Every { get; init; } = new(1, DurationUnit.Epochs);
}
