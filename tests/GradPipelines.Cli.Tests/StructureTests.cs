using System.Reflection;
using System.Xml.Linq;

namespace GradPipelines.Cli.Tests;

/// <summary>The shape of the house: references point downward, plugins see the contract alone.</summary>
public sealed class StructureTests
{
    // From top to bottom; a project may reference those after it, with the exceptions below.
    private static readonly string[] s_floors =
    [
        "GradPipelines.Cli", "GradPipelines.MLNet", "GradPipelines.Experiments", "GradPipelines.Onnx", "GradPipelines.Testing", "GradPipelines.Hosting", "GradPipelines.Abstractions",
        "GradPipelines.Compiler", "GradPipelines.Autodiff", "GradPipelines.Tensors",
    ];

    [Fact]
    public void SourceProjects_ReferenceOnlyWhatLiesBelow()
    {
        foreach (var project in Directory.GetFiles(Launched.InRepository("src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var floor = Array.IndexOf(s_floors, name);
            Assert.True(floor >= 0, $"{name} has no place in the house: give it one in this test and in docs/engine.md");
            foreach (var reference in References(project).Where(r => !r.StartsWith("GradPipelines.Plugins.Standard.", StringComparison.Ordinal)))
                Assert.True(Array.IndexOf(s_floors, reference) > floor, $"{name} references {reference}, which does not lie below it");
        }
    }

    [Fact]
    public void Plugins_ReferenceTheContractAlone()
    {
        foreach (var project in Directory.GetFiles(Launched.InRepository("plugins"), "*.csproj", SearchOption.AllDirectories))
            Assert.All(References(project), r => Assert.Equal("GradPipelines.Abstractions", r));
    }

    [Fact]
    public void Host_DoesNotReferenceTheStrangersPlugin()
    {
        foreach (var project in Directory.GetFiles(Launched.InRepository("src"), "*.csproj", SearchOption.AllDirectories))
            Assert.DoesNotContain("Acme.Softsign", References(project));
        Assert.DoesNotContain(typeof(GradPipelinesCli).Assembly.GetReferencedAssemblies(), a => a.Name == "Acme.Softsign");
    }

    /// <summary>The public surface, one line a member, against the approved file; run with UPDATE_API=1 to approve a change.</summary>
    [Theory]
    [InlineData("GradPipelines.Tensors")]
    [InlineData("GradPipelines.Autodiff")]
    [InlineData("GradPipelines.Abstractions")]
    [InlineData("GradPipelines.Hosting")]
    [InlineData("GradPipelines.Experiments")]
    [InlineData("GradPipelines.MLNet")]
    public void PublicSurface_IsTheApprovedOne(string assembly)
    {
        var lines = Assembly.Load(assembly).GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(t => t
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(IsVisible).Select(m => $"{t.FullName}: {m}").Order(StringComparer.Ordinal).Prepend($"{t.FullName}"));
        var actual = string.Join('\n', lines) + "\n";
        var approved = Launched.InRepository("tests", "GradPipelines.Cli.Tests", "Approved", assembly + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!); // the path has a folder
            File.WriteAllText(approved, actual);
        }

        Assert.True(File.Exists(approved), $"no approved surface of {assembly}: run the test with UPDATE_API=1 and read the file");
        Assert.Equal(File.ReadAllText(approved), actual);
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo m => (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly) && !m.IsSpecialName,
        ConstructorInfo c => c.IsPublic || c.IsFamily,
        PropertyInfo p => p.GetAccessors(nonPublic: true).Any(a => a.IsPublic || a.IsFamily || a.IsFamilyOrAssembly),
        FieldInfo f => f.IsPublic,
        _ => false,
    };

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))); // the attribute is required
}
