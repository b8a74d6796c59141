using System.CommandLine;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Cli.Commands;

/// <summary><c>explain CODE</c>: what an error code means.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("code") { HelpName = "CODE", Arity = ArgumentArity.ZeroOrOne, Description = "GP3001, for example; nothing lists all." };
        var command = new Command("explain", "Explains an error code.") { code };
        command.SetAction(async (arguments, _) =>
        {
            if (arguments.GetValue(code) is not { } id)
            {
                foreach (var c in Codes.All) await Console.Out.WriteLineAsync($"{c.Id}  {c.Title}");
                return ExitCodes.Ok;
            }

            if (Codes.Find(id) is not { } found)
            {
                await Console.Error.WriteLineAsync($"error: there is no code '{id}'; gradpipelines explain lists all");
                return ExitCodes.CommandLine;
            }

            await Console.Out.WriteLineAsync($"{found.Id}: {found.Title}\n\n{found.Explanation}");
            return ExitCodes.Ok;
        });
        return command;
    }
}
