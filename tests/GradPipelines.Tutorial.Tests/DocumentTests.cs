using System.Text.RegularExpressions;

namespace GradPipelines.Tutorial.Tests;

/// <summary>The documents quote code that exists, and link to files that exist.</summary>
public sealed partial class DocumentTests
{
    private static readonly Lazy<string[]> s_sources = new(() =>
    [
        .. new[] { "src", "plugins", "tests", "docs", "experiments" }
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".yaml" && file.Split(Path.DirectorySeparatorChar).All(part => part is not ("bin" or "obj")))
            .Select(file => Normalized(File.ReadAllText(file))),
    ]);

    public static TheoryData<string> Documents => [.. Repository.Documents];

    /// <summary>
    /// Each piece of a C# or YAML block between lines of <c>...</c> stands, indentation aside, in a file that is compiled or run.
    /// A block behind the comment <c>not from a file</c> is exempt.
    /// </summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_QuotesCodeThatExists(string document)
    {
        var text = Repository.Read(document);
        var missing = Block().Matches(text)
            .Where(block => !text[..block.Index].TrimEnd().EndsWith("<!-- not from a file -->", StringComparison.Ordinal))
            .SelectMany(block => Ellipsis().Split(block.Groups["code"].Value))
            .Where(piece => piece.Trim().Length > 0 && !s_sources.Value.Any(source => source.Contains(Normalized(piece), StringComparison.Ordinal)));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_LinksToFilesThatExist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var broken = Link().Matches(Repository.Read(document)).Select(m => m.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Where(target => Path.Combine(folder, target.Split('#')[0]) is var path && !File.Exists(path) && !Directory.Exists(path));

        Assert.Empty(broken);
    }

    [Fact]
    public void Influences_ListEveryPackageWithItsVersion()
    {
        var listed = Repository.Read("docs/influences.md");
        var missing = Package().Matches(Repository.Read("Directory.Packages.props"))
            .Where(m => !m.Groups["name"].Value.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)) // one row for all of them
            .Where(m => !listed.Contains(m.Groups["name"].Value, StringComparison.Ordinal) || !listed.Contains($" {m.Groups["version"].Value}", StringComparison.Ordinal))
            .Select(m => m.Value);

        Assert.Empty(missing);
    }

    private static string Normalized(string code) =>
        string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^```(csharp|yaml|xml)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^[ \t]*(?://|#)? ?\.\.\.\n", RegexOptions.Multiline)]
    private static partial Regex Ellipsis();

    [GeneratedRegex(@"<PackageVersion Include=""(?<name>[^""]+)"" Version=""(?<version>[^""]+)""")]
    private static partial Regex Package();

    [GeneratedRegex(@"\[[^\]\n]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
