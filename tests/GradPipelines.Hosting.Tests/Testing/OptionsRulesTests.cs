using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Plugins;
using GradPipelines.Testing;

namespace GradPipelines.Hosting.Tests;

public sealed class OptionsRulesTests
{
    [Theory]
    [InlineData(typeof(Sound))]
    [InlineData(typeof(NoOptions))]
    public void SoundRecord_HasNoFinding(Type options) => Assert.Empty(OptionsRules.Check(options));

    [Fact]
    public void UnsoundRecord_HasAFindingForEachMistake() => Assert.Equal(
        [
            "Unsound.Rate: the default 2 is refused: The field Rate must be between 0 and 1.",
            "Unsound.Undescribed has no [Description(\"...\")]",
            "Unsound.Text is null by default and its type says that it is not; mark it required, nullable, or give it a value",
            "Unsound.Clock has the type DateTime, which no YAML value is bound to",
            "Unsound.Schedule is a component slot without [Slot(ComponentKind....)]",
            "Unsound.ByNumber is a dictionary whose keys are not string",
            "Inner.Deep has no [Description(\"...\")]",
            "Unsound: the defaults break a rule at 'rate': is too high",
        ],
        OptionsRules.Check(typeof(Unsound)));

    [Fact]
    public void PositionalRecord_IsRefused() =>
        Assert.Contains("no public constructor without parameters", Assert.Single(OptionsRules.Check(typeof(Positional))), StringComparison.Ordinal);

    private sealed record Sound : ComponentOptions
    {
        [Required, Description("Needed.")]
        public required string Path { get; init; }

        [Range(0.0, 1.0), Description("A share.")]
        public double Share { get; init; } = 0.5;

        [Description("Maybe.")]
        public int? Limit { get; init; }

        [Description("How long.")]
        public Duration Patience { get; init; } = new(60, DurationUnit.Epochs);

        [Slot(ComponentKind.Operation), Description("The activation.")]
        public ComponentReference? Activation { get; init; }

        [Description("Rows.")]
        public IReadOnlyList<IReadOnlyList<AutoInt>> Rows { get; init; } = [];

        [Description("By name.")]
        public IReadOnlyDictionary<string, ColumnSelection> Groups { get; init; } = new Dictionary<string, ColumnSelection>();

        public bool IsComputed => Share > 0;
    }

    private sealed record Unsound : ComponentOptions, IValidatesItself
    {
        [Range(0.0, 1.0), Description("A share.")]
        public double Rate { get; init; } = 2;

        public bool Undescribed { get; init; }

        [Description("Some text.")]
        public string Text { get; init; } = null!; // The mistake under test.

        [Description("A time.")]
        public DateTime Clock { get; init; }

        [Description("A slot.")]
        public ComponentReference? Schedule { get; init; }

        [Description("A map.")]
        public IReadOnlyDictionary<int, string> ByNumber { get; init; } = new Dictionary<int, string>();

        [Description("A list of records.")]
        public IReadOnlyList<Inner> Inner { get; init; } = [];

        public IEnumerable<(string Key, string Message)> Validate() => [("rate", "is too high")];
    }

    private sealed record Inner
    {
        public double Deep { get; init; }
    }

    private sealed record Positional(double X) : ComponentOptions;
}
