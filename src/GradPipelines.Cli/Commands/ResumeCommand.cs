using System.CommandLine;
using GradPipelines.Cli.Rendering;
using GradPipelines.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Cli.Commands;

/// <summary><c>resume RUN</c>: goes on with an interrupted run.</summary>
internal static class ResumeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var run = new Argument<string>("run") { HelpName = "RUN", Description = "A run folder, the start of its id, or latest." };
        var root = new Option<string>("--out") { HelpName = "DIR", Description = "The folder of all runs.", DefaultValueFactory = _ => "runs" };
        var command = new Command("resume", "Goes on with an interrupted run, to the same result as if it had not been interrupted.") { run, root };
        command.SetAction((arguments, _) => Failures.Guard(arguments.GetValue(shared.Json), async () =>
        {
            using var signals = new StopSignals();
            using var host = CliHost.Build(arguments, shared, RunCommand.Options(arguments, shared, null));
            var directory = RunReference.Resolve(arguments.GetRequiredValue(run), arguments.GetRequiredValue(root));
            var result = await host.Services.GetRequiredService<IExperimentRunner>().ResumeAsync(directory, signals.Token);
            RunSummaryText.Print(result, arguments.GetValue(shared.Json));
            return result.ExitCode == ExitCodes.Interrupted ? signals.ExitCode : result.ExitCode;
        }));
        return command;
    }
}
