using System.Text.Json;

namespace GradPipelines.Reference;

/// <summary>Where the files are: the folder named by GRADPIPELINES_REFERENCE, else the copy beside the tests.</summary>
internal static class ReferenceFolder
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("GRADPIPELINES_REFERENCE") is { Length: > 0 } folder
        ? folder
        : System.IO.Path.Combine(AppContext.BaseDirectory, "Data");

    /// <summary>The names, without extension, of the files that start with a prefix.</summary>
    public static TheoryData<string> Files(params string[] prefixes) => new(Directory.EnumerateFiles(Path, "*.json")
        .Select(System.IO.Path.GetFileNameWithoutExtension)
        .OfType<string>()
        .Where(name => prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal));

    /// <summary>The cases of a file.</summary>
    public static IEnumerable<JsonElement> Cases(string file) => JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(Path, file + ".json"))).RootElement.EnumerateArray();
}
