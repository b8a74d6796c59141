namespace GradPipelines.Hosting.Tests;

public sealed class PluginSearchPathTests
{
    private static readonly string Root = OperatingSystem.IsWindows() ? @"C:\" : "/";

    [Fact]
    public void Standard_HasTheDocumentedOrder()
    {
        var variable = string.Join(Path.PathSeparator, "team", Path.Combine(Root, "shared"));

        var folders = PluginSearchPath.Standard(Path.Combine(Root, "app"), Path.Combine(Root, "work"), variable, ["mine"]);

        Assert.Equal(
            [
                new PluginFolder(Path.Combine(Root, "app", "plugins"), "beside the application"),
                new PluginFolder(Path.Combine(Root, "work", "plugins"), "in the working directory"),
                new PluginFolder(Path.Combine(Root, "work", "team"), "$GRADPIPELINES_PLUGINS"),
                new PluginFolder(Path.Combine(Root, "shared"), "$GRADPIPELINES_PLUGINS"),
                new PluginFolder(Path.Combine(Root, "work", "mine"), "--plugin-dir", Required: true),
            ],
            folders);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Standard_UnsetVariable_IsShownAsUnset(string? variable) =>
        Assert.Contains(new PluginFolder(null, "$GRADPIPELINES_PLUGINS"), PluginSearchPath.Standard(Root, Root, variable, []));
}
