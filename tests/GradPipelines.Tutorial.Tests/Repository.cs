namespace GradPipelines.Tutorial.Tests;

/// <summary>The files of the repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder of GradPipelines.sln, found by walking up from the test's own file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The single-file programs of the documents, relative to the root, in order.</summary>
    public static IReadOnlyList<string> Programs { get; } =
        [.. new[] { "docs/tutorial", "docs/snippets" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.cs").Order(StringComparer.Ordinal)).Select(Relative)];

    /// <summary>The documents, relative to the root.</summary>
    public static IReadOnlyList<string> Documents { get; } =
        ["README.md", .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Relative)];

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "GradPipelines.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No GradPipelines.sln above {AppContext.BaseDirectory}.");
    }
}
