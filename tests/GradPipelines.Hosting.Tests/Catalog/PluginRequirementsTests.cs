using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Hosting.Tests;

public sealed class PluginRequirementsTests
{
    private static readonly PluginReport Report = Loaded();

    [Theory]
    [InlineData("*")]
    [InlineData("0.*")]
    [InlineData("0.1.*")]
    [InlineData("0.1")]
    [InlineData("0.1.0")]
    public void Check_MetNeed_IsSilent(string version) => Assert.Empty(PluginRequirements.Check([new("here", version)], Report));

    [Theory]
    [InlineData("here", "1.*", "the experiment needs plugin 'here' 1.*, loaded is 0.1.0 (GradPipelines.Hosting.Tests)")]
    [InlineData("here", "0.1.1", "the experiment needs plugin 'here' 0.1.1, loaded is 0.1.0 (GradPipelines.Hosting.Tests)")]
    [InlineData("here", ">=1.0", "'>=1.0' is no version for plugin 'here': write 1.*, 1.2.*, an exact 1.2.3, or *")]
    [InlineData("old", "*", "plugin 'old' was found but skipped: too old")]
    [InlineData("heer", "*", "no plugin 'heer' was found; did you mean 'here'?")]
    [InlineData("acme", "1.*", "no plugin 'acme' was found (plugin 'old' was found but skipped: too old; loaded: here")]
    public void Check_UnmetNeed_SaysWhy(string id, string version, string message) =>
        Assert.StartsWith(
            message, Assert.Single(PluginRequirements.Check([new("here"), new(id, version)], Report)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1.*", "1.9.3", true)]
    [InlineData("1.*", "2.0.0", false)]
    [InlineData("1.2.*", "1.2.9", true)]
    [InlineData("1.2.*", "1.3.0", false)]
    [InlineData("1.2", "1.2.0", true)]
    [InlineData("1.2", "1.2.1", false)]
    [InlineData("1", "1.0.0", true)]
    [InlineData("*", "0.0.1", true)]
    public void FloatingVersion_Includes(string text, string version, bool expected)
    {
        Assert.True(FloatingVersion.TryParse(text, out var floating));
        Assert.Equal(expected, floating.Includes(new Version(version)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.")]
    [InlineData("1.*.2")]
    [InlineData("1.2.3.4")]
    [InlineData("v1")]
    [InlineData("-1")]
    [InlineData("1.2-beta")]
    [InlineData("99999999999")]
    public void FloatingVersion_OtherText_IsRefused(string text) => Assert.False(FloatingVersion.TryParse(text, out _));

    private static PluginReport Loaded()
    {
        var report = new ServiceCollection().AddGradPipelines().AddPlugin<HerePlugin>().Report;
        return report with { Skipped = [new SkippedPlugin("old", "/old", PluginSkipReason.Incompatible, "too old")] };
    }
}
