using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradPipelines.Experiments.Checkpoints;

namespace GradPipelines.Experiments.Runs;

/// <summary>The folder of one run, and the only thing that writes into it.</summary>
/// <remarks>Every file but the appended logs is written to a temporary name and renamed, so a kill never leaves a torn one.</remarks>
internal sealed class RunDirectory
{
    private RunDirectory(string path) => Path = path;

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>The last part of the path, which names the run.</summary>
    public string Id => System.IO.Path.GetFileName(Path);

    public string Metrics => File("metrics.jsonl");

    public string MetricsTable => File("metrics.csv");

    public string Log => File("log.clef");

    public string Summary => File("summary.json");

    public string Resolved => File("resolved.yaml");

    public string Model => File("model.safetensors");

    public string Record => File("run.json");

    public string Checkpoint => System.IO.Path.Combine(Path, "checkpoints", "last.safetensors");

    /// <summary>A new folder <c>ROOT/NAME/STAMP-HASH</c>.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="name">The experiment's name.</param>
    /// <param name="configuration">What the hash is of: the resolved configuration.</param>
    /// <param name="now">The time of the start, UTC.</param>
    public static RunDirectory Create(string root, string name, string configuration, DateTimeOffset now)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration)))[..4];
        var stem = System.IO.Path.Combine(System.IO.Path.GetFullPath(root), name, $"{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{hash}");
        var path = stem;
        for (var n = 2; Directory.Exists(path); n++) path = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");
        Directory.CreateDirectory(System.IO.Path.Combine(path, "config"));
        Directory.CreateDirectory(System.IO.Path.Combine(path, "checkpoints"));
        var run = new RunDirectory(path);
        AtomicFile.WriteText(System.IO.Path.Combine(System.IO.Path.GetFullPath(root), "latest.txt"), $"{name}/{run.Id}");
        return run;
    }

    /// <summary>The folder of an earlier run.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there, or is no run.</exception>
    public static RunDirectory Open(string path)
    {
        var run = new RunDirectory(System.IO.Path.GetFullPath(path).TrimEnd(System.IO.Path.DirectorySeparatorChar));
        return System.IO.File.Exists(run.Resolved) ? run : throw new DirectoryNotFoundException($"{path} is no run: it has no resolved.yaml.");
    }

    /// <summary>The path of a file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file.</summary>
    public void WriteText(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        AtomicFile.WriteText(path, text);
    }
}
