using System.CommandLine;
using GradPipelines.Cli.Rendering;
using GradPipelines.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Cli.Commands;

/// <summary><c>run FILE [key=value ...]</c>: trains.</summary>
internal static class RunCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "An experiment, a YAML file." };
        var overrides = new Argument<string[]>("overrides") { HelpName = "key=value", Arity = ArgumentArity.ZeroOrMore, Description = "Values that win over the file's: optimizer.lr=0.05 seed=3." };
        overrides.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.IndexOf('=', StringComparison.Ordinal) <= 0) result.AddError($"'{token.Value}' is not key=value");
        });
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "The folder of all runs (default: runs)." };
        var command = new Command("run", "Trains an experiment and writes its run folder.") { file, overrides, output };
        command.SetAction((arguments, _) => Failures.Guard(arguments.GetValue(shared.Json), async () =>
        {
            using var signals = new StopSignals();
            using var host = CliHost.Build(arguments, shared, Options(arguments, shared, arguments.GetValue(output)));
            var runner = host.Services.GetRequiredService<IExperimentRunner>();
            var run = await runner.RunAsync(arguments.GetRequiredValue(file), arguments.GetValue(overrides), signals.Token);
            RunSummaryText.Print(run, arguments.GetValue(shared.Json));
            return run.ExitCode == ExitCodes.Interrupted ? signals.ExitCode : run.ExitCode;
        }));
        return command;
    }

    internal static RunOptions Options(ParseResult arguments, SharedOptions shared, string? root) => new()
    {
        Root = root,
        Console = arguments.GetValue(shared.Quiet) ? null : ProgressConsole.Create(),
        CommandLine = Environment.GetCommandLineArgs()[1..],
    };
}
