using GradPipelines.Testing;

namespace GradPipelines.Hosting.Tests;

public sealed class PluginConformanceTests
{
    [Fact]
    public void Verify_SoundPlugin_Passes() => PluginConformance.Verify<HerePlugin>();

    [Fact]
    public void Verify_FailingPlugin_ListsEveryFinding()
    {
        var e = Assert.Throws<ConformanceException>(PluginConformance.Verify<FailingPlugin>);

        Assert.Contains(e.Findings, f => f.Contains("threw NotSupportedException: no", StringComparison.Ordinal));
        Assert.Contains(e.Findings, f => f.Contains("names GradPipelines.Hosting.Tests.HerePlugin", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Fixture.Good")]
    [InlineData("Fixture.ShipsContract")]
    public void VerifyFolder_SoundPlugin_Passes(string fixture) => PluginConformance.VerifyFolder(PluginSandbox.Fixture(fixture));

    [Theory]
    [InlineData("Fixture.Throws", "the licence server is on holiday")]
    [InlineData("Fixture.WrongType", "does not implement IGradPlugin")]
    [InlineData("Fixture.Absent", "no plugin folder")]
    public void VerifyFolder_UnsoundPlugin_SaysWhy(string fixture, string finding)
    {
        var e = Assert.Throws<ConformanceException>(() => PluginConformance.VerifyFolder(PluginSandbox.Fixture(fixture)));

        Assert.Contains(finding, Assert.Single(e.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void VerifyFolder_FolderWithoutPlugin_SaysWhatIsLookedFor()
    {
        using var sandbox = new PluginSandbox();

        var e = Assert.Throws<ConformanceException>(() => PluginConformance.VerifyFolder(sandbox.Root));

        Assert.Contains("nor a folder X with X.dll", Assert.Single(e.Findings), StringComparison.Ordinal);
    }
}
