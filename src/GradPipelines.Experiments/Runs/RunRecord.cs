using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradPipelines.Experiments.Planning;
using GradPipelines.Hosting;

namespace GradPipelines.Experiments.Runs;

/// <summary>What a run was made from: the files as written, the complete file, the machine and the versions.</summary>
internal static class RunRecord
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    /// <summary>Writes <c>config/</c>, <c>resolved.yaml</c> and <c>run.json</c> at the start.</summary>
    public static void Write(RunDirectory directory, LoadedExperiment experiment, PluginReport plugins, RunOptions options, DateTimeOffset now)
    {
        for (var i = 0; i < experiment.Sources.Count; i++)
        {
            // Files of one name from several folders get their place in the order before the name.
            var name = Path.GetFileName(experiment.Sources[i].Path);
            var taken = experiment.Sources.Take(i).Any(s => Path.GetFileName(s.Path) == name);
            directory.WriteText(Path.Combine("config", taken ? $"{i}-{name}" : name), experiment.Sources[i].Text);
        }

        directory.WriteText("resolved.yaml", experiment.ResolvedText);
        directory.WriteText("run.json", new JsonObject
        {
            ["name"] = experiment.Name,
            ["status"] = "running",
            ["started"] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["command_line"] = new JsonArray([.. options.CommandLine.Select(a => JsonValue.Create(a))]),
            ["seed"] = experiment.Specification.Seed,
            ["gradpipelines"] = typeof(RunRecord).Assembly.GetName().Version?.ToString(3),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["os"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["plugins"] = new JsonArray([.. plugins.Loaded.Select(p => (JsonNode)new JsonObject
            {
                ["id"] = p.Id,
                ["assembly"] = p.AssemblyName,
                ["version"] = p.Version.ToString(3),
                ["sha256"] = p.Manifest?.ComputeSha256(),
            })]),
            ["configuration_sha256"] = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(experiment.ResolvedText))),
        }.ToJsonString(Indented));
    }

    /// <summary>Writes how it ended.</summary>
    public static void Close(RunDirectory directory, string status, int exitCode, DateTimeOffset now)
    {
        var record = JsonNode.Parse(File.ReadAllText(directory.Record))!.AsObject();
        record["status"] = status;
        record["exit_code"] = exitCode;
        record["ended"] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        directory.WriteText("run.json", record.ToJsonString(Indented));
    }
}
