namespace GradPipelines.Cli.Rendering;

/// <summary>What a person types before a command: <c>dotnet run --</c> in the source tree, else <c>gradpipelines</c>.</summary>
internal static class ProgramName
{
    public static string Text { get; } = File.Exists(Path.Combine(Environment.CurrentDirectory, "GradPipelines.csproj")) ? "dotnet run --" : "gradpipelines";
}
