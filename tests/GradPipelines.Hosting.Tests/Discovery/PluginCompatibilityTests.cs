namespace GradPipelines.Hosting.Tests;

public sealed class PluginCompatibilityTests : IDisposable
{
    private const string Contract = "GradPipelines.Abstractions";

    private readonly PluginSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("1.2", "1.2", null)]
    [InlineData("1.0", "1.2", null)]
    [InlineData("1.4", "1.2", "/P needs GradPipelines.Abstractions 1.4, this host has 1.2")]
    [InlineData("2.0", "1.2", "/P was built for GradPipelines.Abstractions 2.0, this host has 1.2: another major version")]
    [InlineData("1.9", "2.0", "/P was built for GradPipelines.Abstractions 1.9, this host has 2.0: another major version")]
    [InlineData("1.2.9", "1.2.3", null)]
    public void Check_ReferencedVersion(string referenced, string host, string? message) =>
        Assert.Equal(message, Check(Manifest(references: [new(Contract, new Version(referenced))]), host));

    [Fact]
    public void Check_AnotherContractAssembly_CountsToo() =>
        Assert.Equal(
            "/P needs GradPipelines.Autodiff 1.3, this host has 1.2",
            Check(Manifest(references: [new(Contract, new(1, 2)), new("GradPipelines.Autodiff", new(1, 3))]), "1.2"));

    [Fact]
    public void Check_OtherAssemblies_DoNotCount() =>
        Assert.Null(Check(Manifest(references: [new("System.Runtime", new(10, 0)), new("GradPipelinesLike", new(7, 0))]), "1.2"));

    [Theory]
    [InlineData(null, null)]
    [InlineData("1.2", null)]
    [InlineData("1", null)]
    [InlineData("1.2.0", null)]
    [InlineData("1.3", "/P asks for GradPipelines 1.3 (MinHost), this host has 1.2")]
    [InlineData("1.2.4", "/P asks for GradPipelines 1.2.4 (MinHost), this host has 1.2")]
    [InlineData("soon", "/P states MinHost = \"soon\", which is no version; write it as \"1.2\"")]
    public void Check_MinHost(string? minHost, string? message) => Assert.Equal(message, Check(Manifest(minHost: minHost), "1.2.3"));

    [Theory]
    [InlineData(".NETCoreApp,Version=v10.0", null)]
    [InlineData(".NETCoreApp,Version=v8.0", null)]
    [InlineData(".NETStandard,Version=v2.0", null)]
    [InlineData(null, null)]
    [InlineData(".NETCoreApp,Version=v11.0", "/P is built for .NET 11.0, this host runs on .NET 10.0")]
    [InlineData(".NETFramework,Version=v4.8", "/P is built for .NETFramework,Version=v4.8, which .NET 10.0 does not run")]
    public void Check_TargetFramework(string? moniker, string? message) => Assert.Equal(message, Check(Manifest(framework: moniker), "1.2"));

    [Fact]
    public void Search_DllBuiltAgainstAHigherMinor_IsSkipped()
    {
        var host = HostContract.Current.Contract;
        DllEdit.SetReference(sandbox.Put("Fixture.Good"), Contract, host.Major, host.Minor + 1);

        var skipped = Assert.Single(sandbox.Search().Skipped);

        Assert.Equal("good", skipped.Id);
        Assert.Equal(PluginSkipReason.Incompatible, skipped.Reason);
        Assert.Equal(
            $"plugin 'good' was found but skipped: {sandbox.Root}/Fixture.Good needs GradPipelines.Abstractions {host.Major}.{host.Minor + 1}, " +
            $"this host has {host.Major}.{host.Minor}",
            PluginReport.Describe(skipped).Replace('\\', '/'));
    }

    [Fact]
    public void Search_DllBuiltForANewerFramework_IsSkipped()
    {
        DllEdit.ReplaceText(sandbox.Put("Fixture.Good"), ",Version=v10.0", ",Version=v99.0");

        Assert.Contains("is built for .NET 99.0", Assert.Single(sandbox.Search().Skipped).Message, StringComparison.Ordinal);
    }

    private static string? Check(PluginManifest plugin, string host) =>
        PluginCompatibility.Check(plugin, new HostContract(new Version(host), new Version(10, 0, 12)))?.Replace('\\', '/');

    private static PluginManifest Manifest(
        string? minHost = null, string? framework = ".NETCoreApp,Version=v10.0", AssemblyReference[]? references = null) => new()
        {
            Id = "p",
            AssemblyName = "P",
            Version = new Version(1, 0, 0, 0),
            Path = Path.Combine("/P", "P.dll"),
            EntryPoint = "P.Plugin",
            MinHost = minHost,
            TargetFramework = framework,
            References = references ?? [new(Contract, new Version(1, 0))],
        };
}
