using System.Diagnostics;

namespace GradPipelines.MLNet.Tests;

/// <summary>A program that knows ML.NET and nothing of ours, started as a process of its own.</summary>
internal static class ConsumerProcess
{
    /// <summary>The lines that the consumer prints; it is built beside these tests, in the same configuration.</summary>
    public static string[] Run(string model, string data)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "GradPipelines.MLNet.Consumer", own.Name, "GradPipelines.MLNet.Consumer.dll");
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "GradPipelines.*.dll"), f => Path.GetFileName(f) != "GradPipelines.MLNet.Consumer.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, model, data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
