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
    [InlineData(typeof(Positional))]
    public void SoundRecord_HasNoFinding(Type options) => Assert.Empty(Check(options));

    [Fact]
    public void UnsoundKeys_HaveAFindingEach() => Assert.Equal(
        [
            "Unsound.Undescribed has no [Description(\"...\")]",
            "Unsound.Text is null by default and its type says that it is not; mark it required, nullable, or give it a value",
            "Inner.Deep has no [Description(\"...\")]",
            "the defaults of Unsound are refused: 'rate' must be between 0 and 1, not 2",
        ],
        Check(typeof(Unsound)));

    [Fact]
    public void BrokenRule_IsFound() => Assert.Equal(
        ["the defaults of SelfRefusing are refused: under-test: is never right"], Check(typeof(SelfRefusing)));

    [Theory]
    [InlineData(typeof(WithClock), "WithClock.Clock has the type System.DateTime")]
    [InlineData(typeof(WithBareSlot), "WithBareSlot.Schedule is a ComponentReference without [Slot]")]
    public void IllegalType_IsFound(Type options, string finding) =>
        Assert.Contains(finding, Assert.Single(Check(options)), StringComparison.Ordinal);

    private static IEnumerable<string> Check(Type options)
    {
        var component = new ComponentDescriptor(
            ComponentKind.Callback, "under-test", 1, "", options, typeof(object), "here", (_, _) => new object());
        return OptionsRules.Check(component, new ComponentCatalog([component], new PluginReport([], [], [])));
    }

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

    private sealed record Unsound : ComponentOptions
    {
        [Range(0.0, 1.0), Description("A share.")]
        public double Rate { get; init; } = 2;

        public bool Undescribed { get; init; }

        [Description("Some text.")]
        public string Text { get; init; } = null!; // The mistake under test.

        [Description("A list of records.")]
        public IReadOnlyList<Inner> Inner { get; init; } = [];
    }

    private sealed record Inner
    {
        public double Deep { get; init; }
    }

    private sealed record Positional([property: Description("A number.")] double X = 3) : ComponentOptions;

    private sealed record SelfRefusing : ComponentOptions, IValidatesItself
    {
        public IEnumerable<(string Key, string Message)> Validate() => [("rate", "is never right")];
    }

    private sealed record WithClock : ComponentOptions
    {
        [Description("A time.")]
        public DateTime Clock { get; init; }
    }

    private sealed record WithBareSlot : ComponentOptions
    {
        [Description("A slot.")]
        public ComponentReference? Schedule { get; init; }
    }
}
