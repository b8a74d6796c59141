namespace GradPipelines.Cli;

/// <summary>The command line, as a function of its arguments.</summary>
public static class GradPipelinesCli
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    public static Task<int> RunAsync(string[] args) => Task.FromResult(args.Length == 0 ? 2 : 1);
}
