using System.Text;
using System.Text.Json;

namespace GradPipelines.Reference;

/// <summary>A case needs something that the engine, or the interpreter, does not have.</summary>
internal sealed class UnknownOperationException(string operation) : Exception($"unknown: {operation}")
{
    public string Operation { get; } = operation;
}

/// <summary>Runs the cases of a file and counts what became of them.</summary>
internal sealed class CaseReport(string file)
{
    /// <summary>Files whose operations the engine has: here an unknown name is a failure. A file joins when its last name is known.</summary>
    private static readonly HashSet<string> s_complete =
    [
        "ops_unary", "ops_binary", "ops_products", "ops_reductions", "ops_shape", "ops_signal", "nn_activations", "nn_layers", "nn_losses", "nn_attention", "nn_recurrent", "special_values_binary", "optimizers_hips", "tutorial", "tutorial_mlp", "ops_special", "ops_stats", "special_values_unary",
        "transforms_checkpoint", "transforms_containers", "transforms_control_flow", "transforms_elementwise", "transforms_fixed_point",
        "transforms_flatten", "transforms_multi_arg", "transforms_vector_output", "transforms_nested", "transforms_scalar_output", "special_values_arrays",
    ];

    private readonly List<string> _failures = [];
    private readonly SortedDictionary<string, int> _unknown = new(StringComparer.Ordinal);
    private int _ran;

    public IReadOnlyList<string> Failures => _failures;

    /// <summary>What was missing, and in how many cases.</summary>
    public IReadOnlyDictionary<string, int> Unknown => _unknown;

    /// <summary>Runs every case of the file; prints and writes the counts; fails the test if a case failed.</summary>
    public static CaseReport Run(string file, Action<JsonElement, CaseReport> run)
    {
        var report = new CaseReport(file);
        foreach (var element in ReferenceFolder.Cases(file)) report.RunCase(element, run);
        report.Publish();
        var isComplete = s_complete.Contains(file);
        Assert.True(report._failures.Count == 0 && (!isComplete || report._unknown.Count == 0), report.ToString());
        return report;
    }

    private void RunCase(JsonElement element, Action<JsonElement, CaseReport> run)
    {
        try
        {
            run(element, this);
            _ran++;
        }
        catch (UnknownOperationException e)
        {
            _unknown[e.Operation] = _unknown.GetValueOrDefault(e.Operation) + 1;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _ran++;
            var id = element.TryGetProperty("id", out var name) ? name.GetString() : "?";
            var expr = element.TryGetProperty("expr", out var text) || element.TryGetProperty("program", out text) ? text.GetString() : "";
            _failures.Add($"{id}: {expr}\n      {(e is MismatchException ? e.Message : Brief(e))}");
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{file}: {_ran} cases ran, {_failures.Count} failed, {_unknown.Values.Sum()} unknown");
        foreach (var (operation, count) in _unknown) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  unknown: {operation} ({count})");
        foreach (var failure in _failures) text.AppendLine("  FAILED " + failure);
        return text.ToString();
    }

    /// <summary>The message and the innermost places.</summary>
    private static string Brief(Exception e) => string.Join('\n', [$"{e.GetType().Name}: {e.Message}", .. (e.StackTrace ?? "").Split('\n').Take(4)]);

    private void Publish()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(ToString());
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "reference-report"));
        File.WriteAllText(Path.Combine(folder.FullName, file + ".txt"), ToString());
    }
}
