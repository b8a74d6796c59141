using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GradPipelines.Hosting.Tests;

public sealed class ServiceCollectionExtensionsTests
{
    [Fact]
    public void AddPlugin_ReferencedPlugin_IsInTheCatalogUnderItsPrefix()
    {
        using var provider = new ServiceCollection().AddGradPipelines().AddPlugin<HerePlugin>().Services.BuildServiceProvider();
        var catalog = provider.GetRequiredService<IComponentCatalog>();

        Assert.Equal(
            ["here.walk", "here.stand", "here.stand", "here.grumpy"], catalog.All.Select(d => d.Name));
        Assert.Equal(
            [ComponentKind.Optimizer, ComponentKind.Schedule, ComponentKind.Initializer, ComponentKind.Callback], catalog.All.Select(d => d.Kind));
        Assert.Null(provider.GetRequiredService<PluginReport>().Loaded[0].Manifest);
    }

    [Fact]
    public void AddPlugin_Twice_IsOnce() =>
        Assert.Single(new ServiceCollection().AddGradPipelines().AddPlugin<HerePlugin>().AddPlugin<HerePlugin>().Report.Loaded);

    [Fact]
    public void AddPlugin_ThrowingConfigure_ThrowsAndLeavesNoTrace()
    {
        var grad = new ServiceCollection().AddGradPipelines();
        var before = grad.Services.ToList();

        var e = Assert.Throws<PluginLoadException>(() => grad.AddPlugin<FailingPlugin>());

        Assert.Equal("plugin 'here': Configure of GradPipelines.Hosting.Tests.FailingPlugin threw NotSupportedException: no", e.Message);
        Assert.Equal(before, grad.Services);
        using var provider = grad.Services.BuildServiceProvider();
        Assert.Empty(provider.GetRequiredService<IComponentCatalog>().All);
    }

    [Fact]
    public void AddPlugin_IdOfTheApplication_IsRefused()
    {
        var grad = new ServiceCollection().AddGradPipelines(o => o.ApplicationId = "here");

        Assert.Contains(
            "kept for the application", Assert.Throws<InvalidOperationException>(() => grad.AddPlugin<HerePlugin>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ApplicationsOwnComponents_HaveItsPrefix()
    {
        var grad = new ServiceCollection().AddGradPipelines();
        grad.AddSchedule<Stand>();

        using var provider = grad.Services.BuildServiceProvider();
        Assert.Equal("app.stand", Assert.Single(provider.GetRequiredService<IComponentCatalog>().All).Name);
        Assert.Throws<InvalidOperationException>(() => grad.AddSchedule<Stand>());
    }

    [Fact]
    public void AddGradPipelines_Again_ReturnsTheFirstBuilder()
    {
        var services = new ServiceCollection();
        var first = services.AddGradPipelines();

        Assert.Same(first, services.AddGradPipelines());
        Assert.Throws<InvalidOperationException>(() => services.AddGradPipelines(o => o.ApplicationId = "late"));
    }

    [Fact]
    public void StandardPlugins_AreLoadedAtOnceAndHaveNoPrefix()
    {
        using var sandbox = new PluginSandbox();
        var folder = Path.Combine("app", "plugins");
        sandbox.Put("GradPipelines.Plugins.Standard.Fixture", folder);
        sandbox.Put("Fixture.Good", folder);
        var grad = new ServiceCollection().AddGradPipelines(o => o.ApplicationBase = Path.Combine(sandbox.Root, "app"));

        Assert.Equal("standard", Assert.Single(grad.Report.Loaded).Id);
        Assert.Equal(PluginSkipReason.NotSelected, Assert.Single(grad.Report.Skipped).Reason);
        grad.AddPluginsFrom(Path.Combine(sandbox.Root, folder));
        using var provider = grad.Services.BuildServiceProvider();
        Assert.Equal(["good.gain", "good.zero", "two"], provider.GetRequiredService<IComponentCatalog>().All.Select(d => d.Name));
        Assert.Empty(grad.Report.Skipped);
    }

    [Fact]
    public void StandardPlugins_SecondCopyOnTheSearchPath_IsNoError()
    {
        using var sandbox = new PluginSandbox();
        sandbox.Put("GradPipelines.Plugins.Standard.Fixture", Path.Combine("app", "plugins"));
        sandbox.Put("GradPipelines.Plugins.Standard.Fixture", "plugins");
        using var host = GradPipelinesHost.Build(new GradPipelinesHostSettings
        {
            ApplicationBase = Path.Combine(sandbox.Root, "app"),
            WorkingDirectory = sandbox.Root,
            PluginsVariable = null,
        });

        var report = host.Services.GetRequiredService<PluginReport>();
        Assert.StartsWith(Path.Combine(sandbox.Root, "app"), Assert.Single(report.Loaded).Manifest?.Path, StringComparison.Ordinal);
        Assert.Contains("is a second copy of", Assert.Single(report.Skipped).Message, StringComparison.Ordinal);
        Assert.Empty(report.Errors);
    }

    [Fact]
    public void Build_LoadsTheDocumentedFolders()
    {
        using var sandbox = new PluginSandbox();
        sandbox.Put("Fixture.Good", Path.Combine("app", "plugins"));
        sandbox.Put("Fixture.ShipsContract", "mine");
        using var host = GradPipelinesHost.Build(new GradPipelinesHostSettings
        {
            ApplicationBase = Path.Combine(sandbox.Root, "app"),
            WorkingDirectory = sandbox.Root,
            PluginsVariable = null,
            PluginDirs = ["mine"],
            Configure = grad => grad.AddPlugin<HerePlugin>(),
        });

        Assert.Equal(
            [
                "loaded: here 0.1.0 (GradPipelines.Hosting.Tests), good 1.2.3 (Fixture.Good), shipping 1.2.3 (Fixture.ShipsContract)",
                $"searched: {Path.Combine(sandbox.Root, "app", "plugins")} (beside the application: 1 plugin), " +
                $"{Path.Combine(sandbox.Root, "plugins")} (in the working directory: not found), $GRADPIPELINES_PLUGINS (unset), " +
                $"{Path.Combine(sandbox.Root, "mine")} (--plugin-dir: 1 plugin)",
            ],
            host.Services.GetRequiredService<IComponentCatalog>().SearchReport);
    }

    [Fact]
    public void OrdinaryHost_TakesGradPipelinesToo()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddGradPipelines().AddPlugin<HerePlugin>().AddPluginsFrom("fixtures/Fixture.Good");
        using var host = builder.Build();

        Assert.NotNull(host.Services.GetRequiredService<IComponentCatalog>().Find(ComponentKind.Metric, "good.zero"));
    }
}
