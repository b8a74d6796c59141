using System.CommandLine;
using GradPipelines.Cli.Commands;

namespace GradPipelines.Cli;

/// <summary>The command line, as a function of its arguments. Results go to standard output, everything else to standard error.</summary>
public static class GradPipelinesCli
{
    /// <summary>Runs one command line and returns its exit code (<see cref="ExitCodes"/>).</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var shared = new SharedOptions();
        var root = new RootCommand("Trains models from YAML files, with plugins. " + ExitCodes.Table)
        {
            RunCommand.Create(shared),
            ResumeCommand.Create(shared),
            ValidateCommand.Create(shared),
            ListCommand.Create(shared),
            ExplainCommand.Create(),
        };
        foreach (var option in shared.All) root.Options.Add(option);

        // The usage that a card has room for: a file alone means run.
        if (args.Length > 0 && IsExperiment(args[0])) args = ["run", .. args];
        if (args.Length == 0)
        {
            await Console.Error.WriteLineAsync("usage: gradpipelines run FILE.yaml [key=value ...]   (gradpipelines --help lists all commands)");
            return ExitCodes.CommandLine;
        }

        // '@file' is a legal override value, not a response file.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync("error: " + error.Message);
            await Console.Error.WriteLineAsync("gradpipelines --help lists commands and options");
            return ExitCodes.CommandLine;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static bool IsExperiment(string argument) =>
        argument.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || argument.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
}
