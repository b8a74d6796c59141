using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GradPipelines.Cli.Tests;

/// <summary>The program as a child process: what a user types, what comes back.</summary>
internal sealed partial class Launched
{
    public required int ExitCode { get; init; }

    public required string Output { get; init; }

    public required string Error { get; init; }

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside the repository.</summary>
    public static string InRepository(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Runs to the end; <paramref name="interruptWhen"/> sends SIGINT once a line of standard error holds it.</summary>
    public static async Task<Launched> RunAsync(string workingDirectory, string[] arguments, string? interruptWhen = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}release", StringComparison.OrdinalIgnoreCase) ? "release" : "debug";
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(InRepository("artifacts", "bin", "GradPipelines", configuration, "GradPipelines.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = new System.Text.StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            error.Append(line).Append('\n');
            if (interruptWhen is not null && line.Contains(interruptWhen, StringComparison.Ordinal))
            {
                interruptWhen = null;
                if (Kill(process.Id, Interrupt) != 0) throw new InvalidOperationException("the signal was not sent");
            }
        }

        await process.WaitForExitAsync();
        return new Launched { ExitCode = process.ExitCode, Output = await output, Error = error.ToString() };
    }

    public override string ToString() => $"exit {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";

    private const int Interrupt = 2;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GradPipelines.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no GradPipelines.sln above the tests");
        return folder;
    }
}

/// <summary>A folder of its own for each test, removed afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gradpipelines-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The folder of the only run of that name.</summary>
    public string Run(string name) => Directory.GetDirectories(System.IO.Path.Combine(Path, "runs", name)).Single();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
