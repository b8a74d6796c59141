using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Tests;

public sealed class ComponentCatalogTests
{
    private static readonly ComponentCatalog Catalog = Of(
        (ComponentKind.Operation, "tanh"),
        (ComponentKind.Operation, "acme.softsign"),
        (ComponentKind.Optimizer, "sgd"),
        (ComponentKind.Optimizer, "hips-sgd"),
        (ComponentKind.Model, "linear"),
        (ComponentKind.Layer, "dense"));

    [Fact]
    public void All_IsSortedByKindThenName() =>
        Assert.Equal(["acme.softsign", "tanh", "dense", "linear", "hips-sgd", "sgd"], Catalog.All.Select(d => d.Name));

    [Fact]
    public void Find_IsExact()
    {
        Assert.NotNull(Catalog.Find(ComponentKind.Operation, "tanh"));
        Assert.Null(Catalog.Find(ComponentKind.Operation, "Tanh"));
        Assert.Null(Catalog.Find(ComponentKind.Layer, "tanh"));
    }

    [Theory]
    [InlineData(ComponentKind.Operation, "Tanh", "tanh")]
    [InlineData(ComponentKind.Operation, "softsign", "acme.softsign")]
    [InlineData(ComponentKind.Operation, "np.tanh", "tanh")]
    [InlineData(ComponentKind.Operation, "acme.softsing", "acme.softsign")]
    [InlineData(ComponentKind.Operation, "np.tnah", "tanh")]
    [InlineData(ComponentKind.Optimizer, "sgb", "sgd")]
    [InlineData(ComponentKind.Optimizer, "hips_sgd", "hips-sgd")]
    [InlineData(ComponentKind.Optimizer, "zzz", null)]
    [InlineData(ComponentKind.Plot, "loss", null)]
    public void DidYouMean(ComponentKind kind, string name, string? expected) => Assert.Equal(expected, Catalog.DidYouMean(kind, name));

    [Fact]
    public void NotFound_NameOfAnotherKind_SaysWhich() =>
        Assert.Contains("'linear' is a component of another kind: model", Catalog.NotFound(ComponentKind.Layer, "linear"));

    [Fact]
    public void NotFound_SkippedPlugin_SaysWhy()
    {
        var skipped = new SkippedPlugin(
            "acme", "/plugins/Acme.Softsign", PluginSkipReason.Incompatible,
            "/plugins/Acme.Softsign needs GradPipelines.Abstractions 1.4, this host has 1.2");
        var folder = new SearchedFolder(new PluginFolder("/plugins", "in the working directory"), Exists: true, Plugins: 1);
        var catalog = new ComponentCatalog([], new PluginReport([folder], [], [skipped]));

        Assert.Equal(
            [
                "no component 'acme.softsign' (kind: activation)",
                "plugin 'acme' was found but skipped: /plugins/Acme.Softsign needs GradPipelines.Abstractions 1.4, this host has 1.2",
                "no plugin is loaded",
                "searched: /plugins (in the working directory: 1 plugin)",
            ],
            catalog.NotFound(ComponentKind.Operation, "acme.softsign"));
    }

    private static ComponentCatalog Of(params (ComponentKind Kind, string Name)[] components) => new(
        components.Select(c => new ComponentDescriptor(
            c.Kind, c.Name, 1, "", typeof(NoOptions), typeof(object), ComponentName.PluginIdOf(c.Name) ?? "standard", (_, _) => new object())),
        new PluginReport([], [], []));
}
