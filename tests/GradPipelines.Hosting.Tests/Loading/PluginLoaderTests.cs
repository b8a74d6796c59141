using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using GradPipelines.Plugins;

namespace GradPipelines.Hosting.Tests;

public sealed class PluginLoaderTests
{
    [Fact]
    public void Load_ReturnsTheEntryPointInItsOwnContext()
    {
        var plugin = Load("Fixture.Good");

        var context = AssemblyLoadContext.GetLoadContext(plugin.EntryPoint.GetType().Assembly);
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.Equal("Fixture.Good", context?.Name);
        Assert.Equal("good 1.2.3 (Fixture.Good)", plugin.ToString());
        plugin.Unload();
    }

    [Fact]
    public void Load_TwoPlugins_HaveTwoContexts()
    {
        LoadedPlugin one = Load("Fixture.Good"), two = Load("Fixture.Good");

        Assert.NotSame(one.EntryPoint.GetType(), two.EntryPoint.GetType());
        one.Unload();
        two.Unload();
    }

    [Fact]
    public void Load_PluginThatShipsTheContract_GetsTheHosts()
    {
        Assert.True(File.Exists(Path.Combine(PluginSandbox.Fixture("Fixture.ShipsContract"), "GradPipelines.Abstractions.dll")));

        var plugin = Load("Fixture.ShipsContract");

        Assert.IsType<IGradPlugin>(plugin.EntryPoint, exactMatch: false);
        var context = AssemblyLoadContext.GetLoadContext(plugin.EntryPoint.GetType().Assembly);
        Assert.Equal(["Fixture.ShipsContract"], context?.Assemblies.Select(a => a.GetName().Name));
        plugin.Unload();
    }

    [Fact]
    public void Load_HigherPatchOfTheContract_IsNotRefusedByTheRuntime()
    {
        // 0.1.0 in the host, 0.1.9 in the reference: compatible by our rule, and a plain reference would fail to bind.
        using var sandbox = new PluginSandbox();
        var file = sandbox.Put("Fixture.Good");
        var host = HostContract.Current.Contract;
        DllEdit.SetReference(file, "GradPipelines.Abstractions", host.Major, host.Minor, build: 9);

        var plugin = PluginLoader.Load(Assert.Single(sandbox.Search().Plugins));

        Assert.Equal("Fixture.Good.GoodPlugin", plugin.EntryPoint.GetType().FullName);
        plugin.Unload();
    }

    [Fact]
    public void Load_WrongType_SaysWhichInterfaceIsMissing()
    {
        var e = Assert.Throws<PluginLoadException>(() => Load("Fixture.WrongType"));

        Assert.Equal("wrong-type", e.PluginId);
        Assert.Contains("Fixture.WrongType.NoPlugin", e.Message, StringComparison.Ordinal);
        Assert.Contains("does not implement IGradPlugin", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EntryPointThatIsNotThere_SaysSo()
    {
        var manifest = Manifest("Fixture.Good") with { EntryPoint = "Fixture.Good.Absent" };

        var e = Assert.Throws<PluginLoadException>(() => PluginLoader.Load(manifest));

        Assert.Contains("names Fixture.Good.Absent, which is not in", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DllThatIsGoneByNow_SaysSo()
    {
        var e = Assert.Throws<PluginLoadException>(() =>
            PluginLoader.Load(Manifest("Fixture.Good") with { Path = Path.Combine(Path.GetTempPath(), "gone", "Fixture.Good.dll") }));

        Assert.Contains("cannot be loaded", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unload_RemovesTheContextFromTheProcess()
    {
        var context = LoadAndUnload();

        for (var i = 0; i < 20 && context.IsAlive; i++)
        {
            GC.Collect(); // a collectible context goes with the last reference, which only a collection finds
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
    }

    // In a method of its own, so that no local of the test keeps the plugin alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference LoadAndUnload()
    {
        var plugin = Load("Fixture.ShipsContract");
        var context = new WeakReference(AssemblyLoadContext.GetLoadContext(plugin.EntryPoint.GetType().Assembly));
        plugin.Unload();
        return context;
    }

    private static LoadedPlugin Load(string fixture) => PluginLoader.Load(Manifest(fixture));

    private static PluginManifest Manifest(string fixture) =>
        PluginManifestReader.Read(Path.Combine(PluginSandbox.Fixture(fixture), fixture + ".dll"));
}
