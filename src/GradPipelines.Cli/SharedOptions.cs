using System.CommandLine;

namespace GradPipelines.Cli;

/// <summary>The options that every command takes.</summary>
internal sealed class SharedOptions
{
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print the result only.", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output.", Recursive = true };

    public Option<string[]> PluginDir { get; } = new("--plugin-dir") { Description = "Another folder with plugins.", Recursive = true, HelpName = "DIR", DefaultValueFactory = _ => [] };

    public IReadOnlyList<Option> All => [Quiet, Json, PluginDir];
}
