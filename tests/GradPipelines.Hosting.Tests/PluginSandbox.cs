namespace GradPipelines.Hosting.Tests;

/// <summary>A temporary folder of plugin folders, filled with copies of the fixture plugins.</summary>
internal sealed class PluginSandbox : IDisposable
{
    public PluginSandbox() => Root = Directory.CreateTempSubdirectory("grad-plugins-").FullName;

    public string Root { get; }

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    /// <summary>Copies a fixture's whole folder, under another root folder name where one is given; returns the DLL's path.</summary>
    public string Put(string fixture, string under = "")
    {
        var target = Path.Combine(Root, under, fixture);
        foreach (var file in Directory.GetFiles(Fixture(fixture), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Fixture(fixture), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // A file below the target has a folder.
            File.Copy(file, copy);
        }

        return Path.Combine(target, fixture + ".dll");
    }

    /// <summary>Writes <c>X/X.dll</c> with the given bytes.</summary>
    public string PutFile(string name, byte[] content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        var file = Path.Combine(folder, name + ".dll");
        File.WriteAllBytes(file, content);
        return file;
    }

    public PluginSearchResult Search(HostContract? host = null) =>
        PluginDiscovery.Search([new PluginFolder(Root, "test", Required: true)], host ?? HostContract.Current);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps a DLL open until its context is collected; the system clears its temporary folder.
        }
    }
}
