using System.Runtime.Loader;
using GradPipelines.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Hosting.Tests;

public sealed class GradPipelinesBuilderTests : IDisposable
{
    private readonly PluginSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void AddPluginsFrom_GoodPlugin_BuildsItsComponentWithOptionsAndServices()
    {
        sandbox.Put("Fixture.Good");
        using var provider = Services().AddPluginsFrom(sandbox.Root).Services.BuildServiceProvider();
        var descriptor = provider.GetRequiredService<IComponentCatalog>().Find(ComponentKind.Layer, "good.gain");

        Assert.NotNull(descriptor);
        Assert.Equal((3, "x times a factor", "good"), (descriptor.Version, descriptor.Summary, descriptor.PluginId));
        var options = (ComponentOptions)Activator.CreateInstance(descriptor.OptionsType)!; // A record with a parameterless constructor.
        var layer = provider.GetRequiredService<IComponentFactory>().Create<object>(new(ComponentKind.Layer, "good.gain", 3, options));

        Assert.Equal("gain 2 from Fixture.Good", layer.ToString());
    }

    [Fact]
    public void AddPluginsFrom_PrivateLibrary_StaysInThePluginsContext()
    {
        sandbox.Put("Fixture.Good");
        using var provider = Services().AddPluginsFrom(sandbox.Root).Services.BuildServiceProvider();

        var layer = provider.GetRequiredService<IComponentFactory>().Create<object>(ComponentReference.To(ComponentKind.Layer, "good.gain"));

        var context = AssemblyLoadContext.GetLoadContext(layer.GetType().Assembly);
        Assert.Contains(context?.Assemblies ?? [], a => a.GetName().Name == "Superpower");
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, a => a.GetName().Name == "Superpower");
    }

    [Fact]
    public void AddPluginsFrom_ThrowingConfigure_IsRolledBackAndTheOthersGoOn()
    {
        Assert.All(["Fixture.Good", "Fixture.ShipsContract", "Fixture.Throws", "Fixture.WrongType"], f => sandbox.Put(f));
        var grad = Services().AddPluginsFrom(sandbox.Root);
        using var provider = grad.Services.BuildServiceProvider();
        var catalog = provider.GetRequiredService<ComponentCatalog>();

        Assert.Equal(["good", "shipping"], catalog.Plugins.Loaded.Select(p => p.Id));
        Assert.Equal(["good.gain", "good.zero", "shipping.one"], catalog.All.Select(d => d.Name));
        Assert.DoesNotContain(grad.Services, s => s.ServiceType.Name == "Half");
        var throws = Assert.Single(catalog.Plugins.Skipped, s => s.Id == "throws");
        Assert.Equal(PluginSkipReason.ConfigureFailed, throws.Reason);
        Assert.IsType<NotSupportedException>(throws.Error);
        Assert.Equal(
            "plugin 'throws' was found but skipped: Configure of Fixture.Throws.ThrowingPlugin threw NotSupportedException: " +
            "the licence server is on holiday",
            PluginReport.Describe(throws));
        Assert.Equal(PluginSkipReason.LoadFailed, Assert.Single(catalog.Plugins.Skipped, s => s.Id == "wrong-type").Reason);
        Assert.Empty(catalog.Plugins.Errors);
    }

    [Fact]
    public void AddPluginsFrom_NotSelected_IsNotLoaded()
    {
        sandbox.Put("Fixture.Throws");
        var report = Services(o => o.ShouldLoad = p => p.Id != "throws").AddPluginsFrom(sandbox.Root).Report;

        Assert.Equal(PluginSkipReason.NotSelected, Assert.Single(report.Skipped).Reason);
        Assert.Equal("no plugin is loaded", report.Lines[0]);
    }

    [Fact]
    public void AddPluginsFrom_SameFolderAgain_ChangesNothing()
    {
        sandbox.Put("Fixture.Good");
        var report = Services().AddPluginsFrom(sandbox.Root).AddPluginsFrom(sandbox.Root).Report;

        Assert.Single(report.Loaded);
        Assert.Single(report.Folders);
        Assert.Empty(report.Skipped);
    }

    [Fact]
    public void AddPluginsFrom_SameIdInALaterCall_KeepsTheFirstAndReportsBoth()
    {
        sandbox.Put("Fixture.Good", "a");
        sandbox.Put("Fixture.Good", "b");
        string a = Path.Combine(sandbox.Root, "a"), b = Path.Combine(sandbox.Root, "b");

        var report = Services().AddPluginsFrom(a).AddPluginsFrom(b).Report;

        Assert.StartsWith(a, Assert.Single(report.Loaded).Manifest?.Path, StringComparison.Ordinal);
        Assert.Equal(
            $"{Path.Combine(b, "Fixture.Good")}: the id 'good' is taken by {Path.Combine(a, "Fixture.Good")}", Assert.Single(report.Errors));
    }

    [Fact]
    public void AddPluginsFrom_RelativeFolder_IsSearchedInBothPlaces()
    {
        sandbox.Put("Fixture.Good", Path.Combine("app", "plugins"));
        sandbox.Put("Fixture.ShipsContract", Path.Combine("work", "plugins"));

        var report = InSandbox().AddPluginsFrom("plugins").Report;

        Assert.Equal(["good", "shipping"], report.Loaded.Select(p => p.Id));
    }

    [Fact]
    public void AddPluginsFrom_MissingFolder_SaysWhatWasSearched()
    {
        var error = Assert.Single(InSandbox().AddPluginsFrom("plugins").Report.Errors);

        var (app, work) = (Path.Combine(sandbox.Root, "app", "plugins"), Path.Combine(sandbox.Root, "work", "plugins"));
        Assert.Equal(
            $"no plugin folder {work} (in the working directory); searched: {app} (beside the application: not found), " +
            $"{work} (in the working directory: not found)",
            error);
    }

    private static GradPipelinesBuilder Services(Action<GradPipelinesOptions>? configure = null) =>
        new ServiceCollection().AddGradPipelines(options =>
        {
            options.LoadStandardPlugins = false;
            configure?.Invoke(options);
        });

    private GradPipelinesBuilder InSandbox() => Services(options =>
    {
        options.ApplicationBase = Path.Combine(sandbox.Root, "app");
        options.WorkingDirectory = Path.Combine(sandbox.Root, "work");
    });
}
