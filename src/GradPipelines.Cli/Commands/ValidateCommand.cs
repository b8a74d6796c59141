using System.CommandLine;
using GradPipelines.Experiments.Planning;
using GradPipelines.Hosting.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace GradPipelines.Cli.Commands;

/// <summary><c>validate FILE...</c>: everything that can be known before training.</summary>
internal static class ValidateCommand
{
    public static Command Create(SharedOptions shared)
    {
        var files = new Argument<string[]>("files") { HelpName = "FILE", Arity = ArgumentArity.OneOrMore, Description = "Experiments." };
        var command = new Command("validate", "Reads files, resolves every name and infers every shape; runs nothing.") { files };
        command.SetAction((arguments, _) => Failures.Guard(arguments.GetValue(shared.Json), async () =>
        {
            using var host = CliHost.Build(arguments, shared);
            var validator = host.Services.GetRequiredService<IExperimentValidator>();
            var code = ExitCodes.Ok;
            foreach (var file in arguments.GetRequiredValue(files))
            {
                var diagnostics = validator.Validate(file);
                if (arguments.GetValue(shared.Json)) await Console.Out.WriteAsync(DiagnosticFormats.Json(diagnostics));
                else await Console.Error.WriteAsync(DiagnosticText.Render(diagnostics));
                if (!diagnostics.HasErrors && !arguments.GetValue(shared.Json)) await Console.Out.WriteLineAsync($"{file}: ok");
                if (code == ExitCodes.Ok) code = diagnostics.ExitCode;
            }

            return code;
        }));
        return command;
    }
}
