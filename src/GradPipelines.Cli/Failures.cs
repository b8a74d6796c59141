using GradPipelines.Experiments;
using GradPipelines.Hosting.Diagnostics;
using GradPipelines.Plugins;

namespace GradPipelines.Cli;

/// <summary>Turns what a command throws into a message and an exit code. Only a bug of ours shows a stack.</summary>
internal static class Failures
{
    public static async Task<int> Guard(bool json, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (ExperimentException e)
        {
            if (json) await Console.Out.WriteAsync(DiagnosticFormats.Json(e.Diagnostics));
            else await Console.Error.WriteAsync(DiagnosticText.Render(e.Diagnostics));
            return e.Diagnostics.ExitCode;
        }
        catch (DataException e)
        {
            return await Say($"error GP4001: {e.Message}", ExitCodes.Data);
        }
        catch (DivergedException e)
        {
            return await Say(e.Message, ExitCodes.Diverged);
        }
        catch (GradientCheckException e)
        {
            return await Say($"error GP9001: {e.Message}", ExitCodes.GradientCheckFailed);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            return await Say($"error: {e.Message}", ExitCodes.CommandLine);
        }
        catch (IOException e)
        {
            return await Say($"error: {e.Message}", ExitCodes.Data);
        }
        catch (Exception e)
        {
            return await Say($"internal error, please report it with the lines below\n{e}", ExitCodes.Internal);
        }
    }

    private static async Task<int> Say(string message, int code)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
