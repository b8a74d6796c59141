namespace GradPipelines.Testing;

/// <summary>What a plugin gets wrong; every finding at once.</summary>
public sealed class ConformanceException(string subject, IReadOnlyList<string> findings)
    : Exception($"{subject}: {findings.Count} finding(s)\n  {string.Join("\n  ", findings)}")
{
    /// <summary>The findings, one sentence each.</summary>
    public IReadOnlyList<string> Findings { get; } = findings;
}
