using System.Diagnostics;

namespace GradPipelines.Tutorial.Tests;

/// <summary>All programs of the documents, each run once as a reader would run it, two at a time; the tests wait for theirs.</summary>
public sealed class ProgramRuns : IDisposable
{
    private readonly SemaphoreSlim _places = new(2);
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromMinutes(10));
    private readonly Dictionary<string, Task<ProgramRun>> _runs;

    public ProgramRuns() => _runs = Repository.Programs.ToDictionary(p => p, p => Task.Run(() => RunAsync(p)));

    /// <summary>Where the programs put their plots.</summary>
    internal string Plots { get; } = Directory.CreateTempSubdirectory("tutorial-plots").FullName;

    internal Task<ProgramRun> Of(string program) => _runs[program];

    public void Dispose()
    {
        _stop.Cancel();
        Task.WhenAll(_runs.Values).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        Directory.Delete(Plots, recursive: true);
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task<ProgramRun> RunAsync(string program)
    {
        await _places.WaitAsync(_stop.Token);
        try
        {
            // The libraries are built already, with the tests; two programs that both built them could meet in one file.
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            {
                ArgumentList = { "run", "-c", Configuration, "-p:BuildProjectReferences=false", "--file", Path.Combine(Repository.Root, program), "--", Plots },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Plots,
            };
            foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
                start.Environment.Remove(name); // the outer build's, which would lead the inner one astray
            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            start.Environment["DOTNET_NOLOGO"] = "1";

            using var process = Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(_stop.Token);
                var errors = process.StandardError.ReadToEndAsync(_stop.Token);
                await process.WaitForExitAsync(_stop.Token);
                return new ProgramRun(process.ExitCode, (await output).ReplaceLineEndings("\n"), await errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif
}

/// <summary>What a program left.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors);
