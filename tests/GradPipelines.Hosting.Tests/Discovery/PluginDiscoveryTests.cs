using System.Runtime.Loader;
using System.Text;

namespace GradPipelines.Hosting.Tests;

public sealed class PluginDiscoveryTests : IDisposable
{
    private readonly PluginSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void Search_ReadsTheManifest()
    {
        var file = sandbox.Put("Fixture.Good");

        var plugin = Assert.Single(sandbox.Search().Plugins);

        Assert.Equal("good", plugin.Id);
        Assert.Equal("Fixture.Good", plugin.AssemblyName);
        Assert.Equal(new Version(1, 2, 3, 0), plugin.Version);
        Assert.Equal(file, plugin.Path);
        Assert.Equal("Fixture.Good.GoodPlugin", plugin.EntryPoint);
        Assert.Equal("0.1", plugin.MinHost);
        Assert.Equal(".NETCoreApp,Version=v10.0", plugin.TargetFramework);
        Assert.Contains(plugin.References, r => r.Name == "GradPipelines.Abstractions" && r.Version == HostContract.Current.Contract);
        Assert.Equal(64, plugin.ComputeSha256().Length);
    }

    [Fact]
    public void Search_LoadsNothing()
    {
        // A name of its own: other tests load the fixtures.
        var file = sandbox.Put("Fixture.Good");
        var renamed = Path.Combine(sandbox.Root, "Fixture.Seen", "Fixture.Seen.dll");
        Directory.Move(Path.GetDirectoryName(file)!, Path.Combine(sandbox.Root, "Fixture.Seen")); // The file is in a folder.
        File.Move(Path.Combine(sandbox.Root, "Fixture.Seen", "Fixture.Good.dll"), renamed);
        DllEdit.ReplaceText(renamed, "Fixture.Good", "Fixture.Seen");

        Assert.Equal("Fixture.Seen", Assert.Single(sandbox.Search().Plugins).AssemblyName);

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "Fixture.Seen");
        Assert.DoesNotContain(AssemblyLoadContext.All, c => c.Name == "Fixture.Seen");
    }

    [Fact]
    public void Search_FolderOfNotesNamedDll_SaysItIsNoAssembly()
    {
        sandbox.PutFile("Notes", Encoding.UTF8.GetBytes("buy milk\n"));

        var skipped = Assert.Single(sandbox.Search().Skipped);

        Assert.Equal(PluginSkipReason.Unreadable, skipped.Reason);
        Assert.Contains("is not a .NET assembly", skipped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(1500)]
    [InlineData(3000)]
    public void Search_TruncatedDll_IsSkippedWithAReason(int length)
    {
        var bytes = File.ReadAllBytes(Path.Combine(PluginSandbox.Fixture("Fixture.Good"), "Fixture.Good.dll"));
        sandbox.PutFile("Fixture.Good", bytes[..length]);

        Assert.Equal(PluginSkipReason.Unreadable, Assert.Single(sandbox.Search().Skipped).Reason);
    }

    [Fact]
    public void Search_DamagedDll_NeverThrows()
    {
        var good = File.ReadAllBytes(Path.Combine(PluginSandbox.Fixture("Fixture.Good"), "Fixture.Good.dll"));
        const int Seed = 20260704;
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var j = 0; j < 20; j++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            sandbox.PutFile("Fixture.Good", bytes);
            var result = sandbox.Search();
            Assert.True(result.Plugins.Count + result.Skipped.Count == 1, $"seed {Seed}, round {i}");
        }
    }

    [Fact]
    public void Search_AssemblyWithoutAttribute_SaysWhatIsMissing()
    {
        var tensors = typeof(DType).Assembly;
        sandbox.PutFile(tensors.GetName().Name!, File.ReadAllBytes(tensors.Location)); // A loaded assembly has a name.

        var skipped = Assert.Single(sandbox.Search().Skipped);

        Assert.Equal(PluginSkipReason.NotAPlugin, skipped.Reason);
        Assert.Contains("[assembly: GradPlugin(", skipped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_RenamedAssembly_SaysBothNames()
    {
        sandbox.PutFile("Better.Name", File.ReadAllBytes(Path.Combine(PluginSandbox.Fixture("Fixture.Good"), "Fixture.Good.dll")));

        var skipped = Assert.Single(sandbox.Search().Skipped);

        Assert.Contains("is the assembly Fixture.Good, renamed", skipped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_FolderNameDiffersFromDll_SaysWhichNameIsExpected()
    {
        var file = sandbox.Put("Fixture.Good");
        Directory.Move(Path.GetDirectoryName(file)!, Path.Combine(sandbox.Root, "Good")); // The file is in a folder.

        var skipped = Assert.Single(sandbox.Search().Skipped);

        Assert.Contains("holds DLLs but no Good.dll", skipped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("good", "Good")]
    [InlineData("good", "go-d")]
    public void Search_IdRules(string from, string id)
    {
        DllEdit.ReplaceText(sandbox.Put("Fixture.Good"), (char)from.Length + from, (char)id.Length + id);

        var result = sandbox.Search();

        if (id == "go-d")
        {
            Assert.Equal(id, Assert.Single(result.Plugins).Id);
        }
        else
        {
            Assert.Contains("'Good' is no plugin id", Assert.Single(result.Skipped).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Search_StrangerWithTheStandardId_IsRefused()
    {
        DllEdit.ReplaceText(sandbox.Put("Fixture.ShipsContract"), "\bshipping", "\bstandard");

        Assert.Equal(PluginSkipReason.ReservedId, Assert.Single(sandbox.Search().Skipped).Reason);
    }

    [Fact]
    public void Search_TwoFoldersWithOneId_LoadsNeitherAndShowsBothPaths()
    {
        var first = Path.GetDirectoryName(sandbox.Put("Fixture.Good", "a"));
        var second = Path.GetDirectoryName(sandbox.Put("Fixture.Good", "b"));

        var result = PluginDiscovery.Search(
            [new(Path.Combine(sandbox.Root, "b"), "test"), new(Path.Combine(sandbox.Root, "a"), "test")], HostContract.Current);

        Assert.Empty(result.Plugins);
        Assert.Equal(2, result.Skipped.Count);
        Assert.All(result.Skipped, s =>
        {
            Assert.Equal(PluginSkipReason.DuplicateId, s.Reason);
            Assert.Contains($"{second} and {first} have the same id 'good'", s.Message, StringComparison.Ordinal);
        });
        var error = Assert.Single(new PluginReport(result.Folders, [], result.Skipped).Errors);
        Assert.Contains("same id 'good'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_OneFolderReachedTwice_CountsOnce()
    {
        sandbox.Put("Fixture.Good");

        var result = PluginDiscovery.Search(
            [new(sandbox.Root, "one"), new(sandbox.Root + Path.DirectorySeparatorChar, "two")], HostContract.Current);

        Assert.Single(result.Plugins);
        Assert.Empty(result.Skipped);
    }

    [Fact]
    public void Search_PluginsOwnFolder_FindsIt()
    {
        sandbox.Put("Fixture.Good");

        var result = PluginDiscovery.Search([new(Path.Combine(sandbox.Root, "Fixture.Good"), "--plugin-dir")], HostContract.Current);

        Assert.Equal("good", Assert.Single(result.Plugins).Id);
    }

    [Fact]
    public void Search_IsSortedById()
    {
        string[] fixtures = ["Fixture.Throws", "Fixture.ShipsContract", "Fixture.Good"];
        Assert.All(fixtures, f => sandbox.Put(f));

        Assert.Equal(["good", "shipping", "throws"], sandbox.Search().Plugins.Select(p => p.Id));
    }

    [Fact]
    public void Search_EmptyAndMissingFolders_AreReported()
    {
        var missing = Path.Combine(sandbox.Root, "nowhere");

        var result = PluginDiscovery.Search(
            [new(sandbox.Root, "test"), new(missing, "--plugin-dir", Required: true), new(null, "$GRADPIPELINES_PLUGINS")], HostContract.Current);
        var report = new PluginReport(result.Folders, [], result.Skipped);

        Assert.Equal(
            [
                "no plugin is loaded",
                $"searched: {sandbox.Root} (test: 0 plugins), {missing} (--plugin-dir: not found), $GRADPIPELINES_PLUGINS (unset)",
            ],
            report.Lines);
        Assert.StartsWith($"no plugin folder {missing} (--plugin-dir); searched: ", Assert.Single(report.Errors), StringComparison.Ordinal);
    }
}
