using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Tests.Binding;

public enum SampleGoal
{
    Minimize,
    LargestPossible,
}

public sealed record SampleGroup
{
    public required string Match { get; init; }

    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; }
}

public sealed record SampleOptions : ComponentOptions, IValidatesItself
{
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true), Description("The step.")]
    public double Lr { get; init; } = 0.1;

    [Range(1, 1000)]
    public int Units { get; init; } = 16;

    public long Seed { get; init; }

    public AutoInt Width { get; init; }

    public bool Nesterov { get; init; }

    public string? Title { get; init; }

    [AllowedValues("left", "right")]
    public string Side { get; init; } = "left";

    public SampleGoal Goal { get; init; }

    public Duration Patience { get; init; } = new(60, DurationUnit.Epochs);

    public ColumnSelection Columns { get; init; } = new(["all"]);

    [Slot(ComponentKind.Operation)]
    public ComponentReference? Activation { get; init; }

    [Slot(ComponentKind.Layer)]
    public IReadOnlyList<ComponentReference> Layers { get; init; } = [];

    public IReadOnlyList<SampleGroup> Groups { get; init; } = [];

    public IReadOnlyDictionary<string, double> Limits { get; init; } = new Dictionary<string, double>();

    [FilePath]
    public string? Path { get; init; }

    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Nesterov && Lr > 5)
        {
            yield return ("lr", "nesterov needs an lr of at most 5");
        }
    }
}

public sealed record SamplePrimary(int Units, double Rate = 0.5) : ComponentOptions;

/// <summary>A catalog of a few components, and nodes without a YAML reader.</summary>
internal sealed class SampleCatalog : IComponentCatalog
{
    public IReadOnlyList<ComponentDescriptor> All { get; } =
    [
        Describe(ComponentKind.Operation, "tanh", typeof(NoOptions)),
        Describe(ComponentKind.Operation, "relu", typeof(NoOptions)),
        Describe(ComponentKind.Operation, "acme.softsign", typeof(NoOptions), "acme"),
        Describe(ComponentKind.Layer, "dense", typeof(SamplePrimary), version: 2),
        Describe(ComponentKind.Layer, "everything", typeof(SampleOptions)),
        Describe(ComponentKind.DataSource, "csv", typeof(NoOptions)),
        Describe(ComponentKind.Schedule, "cosine", typeof(NoOptions)),
    ];

    public IReadOnlyList<string> SearchReport => ["searched: nothing"];

    public ComponentDescriptor? Find(ComponentKind kind, string name) => All.FirstOrDefault(c => c.Kind == kind && c.Name == name);

    private static ComponentDescriptor Describe(ComponentKind kind, string name, Type options, string plugin = "standard", int version = 1) =>
        new(kind, name, version, "", options, typeof(object), plugin, (_, _) => new object());
}

internal static class Nodes
{
    private static readonly SourceText Source = SourceText.FromFile("/home/x/a.yaml", "a.yaml", new string(' ', 200));

    public static ConfigNode Of(object value) => value switch
    {
        ConfigNode node => node,
        string text when text.StartsWith('"') => new ConfigScalar(text.Trim('"'), ScalarForm.DoubleQuoted, Mark()),
        string text => new ConfigScalar(text, ScalarForm.Plain, Mark()),
        object[] items => new ConfigList([.. items.Select(Of)], Mark()),
        _ => throw new ArgumentException(value.ToString(), nameof(value)),
    };

    public static ConfigMapping Map(params (string Key, object Value)[] entries) =>
        new([.. entries.Select((e, i) => new ConfigEntry(new ConfigScalar(e.Key, ScalarForm.Plain, Source.MarkAt(i * 10, 1)), Of(e.Value)))], Mark());

    private static SourceMark Mark() => Source.MarkAt(5, 3);
}
