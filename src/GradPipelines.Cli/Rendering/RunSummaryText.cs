using System.Globalization;
using System.Text.Json;
using GradPipelines.Experiments.Runs;

namespace GradPipelines.Cli.Rendering;

/// <summary>The end of a run as a person reads it, or as one JSON document.</summary>
internal static class RunSummaryText
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static void Print(ExperimentRun run, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(run.ToJson().ToJsonString(s_indented));
            return;
        }

        var here = Path.GetRelativePath(Environment.CurrentDirectory, run.Directory);
        if (run.ExitCode == ExitCodes.Interrupted)
        {
            Console.Out.WriteLine($"{run.Ending}. Continue with: {ProgramName.Text} resume {here}");
            return;
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done in {run.Seconds:F1} s: {run.Ending}"));
        foreach (var (name, q) in run.Summary.Where(s => !s.Key.EndsWith("loss_scaled", StringComparison.Ordinal)).OrderBy(s => Order(s.Key)).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            var note = name.EndsWith("/loss", StringComparison.Ordinal) && run.NoiseFloor.TryGetValue(name[..^5], out var floor)
                ? string.Create(CultureInfo.InvariantCulture, $"     noise floor {floor.Sample:G5} (this sample; {floor.Expected:G5} expected)")
                : "";
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-14} {q.Final:G6}{note}"));
        }

        foreach (var e in run.Expectations)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  expect         {e.Quantity} {e.Condition}: {(e.IsMet ? "ok" : $"FAILED, it is {e.Value:G6}")}"));
        foreach (var (name, path) in run.Artifacts) Console.Out.WriteLine($"  {name,-14} {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
        foreach (var note in run.Notes) Console.Out.WriteLine($"  note           {note}");
        Console.Out.WriteLine($"  again          {ProgramName.Text} {Path.Combine(here, "resolved.yaml")}");
    }

    // The watched split first, then training, then single parameters.
    private static int Order(string name) => name.StartsWith("val/", StringComparison.Ordinal) ? 0 : name.StartsWith("test/", StringComparison.Ordinal) ? 1 : name.StartsWith("train/", StringComparison.Ordinal) ? 2 : 3;
}
