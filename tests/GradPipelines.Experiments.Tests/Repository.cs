using System.Runtime.CompilerServices;

namespace GradPipelines.Experiments.Tests;

/// <summary>Finds the repository's files from where this one was compiled.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string TestProject => Path.Combine(Root, "tests", "GradPipelines.Experiments.Tests");

    public static string Experiments => Path.Combine(Root, "experiments");

    private static string FindRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file) ?? "", "..", ".."));
}
