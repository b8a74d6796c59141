using System.Globalization;
using GradPipelines.Experiments.Reading;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Tests;

/// <summary>
/// Every Broken/NAME.yaml is read and its report compared with NAME.txt. A first line <c># with: a=1 | b=2</c> gives overrides.
/// Set UPDATE_BROKEN=1 to write the reports anew, then read the difference line by line.
/// </summary>
public sealed class BrokenFilesTests
{
    private static readonly string Folder = Path.Combine(Repository.TestProject, "Broken");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_IsTheExpectedText(string name)
    {
        var report = Report(name);
        var golden = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_BROKEN") == "1")
        {
            File.WriteAllText(golden, report);
        }

        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), report);
        Assert.NotEqual("", report);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Reports_DoNotDependOnTheCulture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            foreach (var name in Names.Select(n => n.Data))
            {
                Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".txt")).ReplaceLineEndings("\n"), Report(name));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void MachineFormats_HoldEveryDiagnostic()
    {
        foreach (var name in Names.Select(n => n.Data))
        {
            var bag = Read(name).Diagnostics;
            Assert.Equal(bag.Count(), DiagnosticFormats.ToJson(bag)["diagnostics"]!.AsArray().Count);
            Assert.Equal(bag.Count(), DiagnosticFormats.GitHub(bag).Count(c => c == '\n'));
            Assert.Equal(bag.Count(), DiagnosticFormats.MSBuild(bag).Count(c => c == '\n'));
        }
    }

    private static string Report(string name) => DiagnosticText.Render(Read(name).Diagnostics);

    private static ExperimentReading Read(string name)
    {
        var first = File.ReadLines(Path.Combine(Folder, name + ".yaml")).FirstOrDefault() ?? "";
        var overrides = first.StartsWith("# with: ", StringComparison.Ordinal) ? first["# with: ".Length..].Split(" | ") : [];
        var reader = new ExperimentReader(FakeCatalog.Instance) { WorkingDirectory = Folder, Environment = v => v switch { "SET" => "0.5", "EMPTY" => "", _ => null } };
        return reader.Read(name + ".yaml", overrides);
    }
}
