using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments;

/// <summary>An experiment cannot be run as it is written or as the data is; the diagnostics say where and how to mend it.</summary>
public sealed class ExperimentException(DiagnosticBag diagnostics) : Exception(DiagnosticText.Render(diagnostics))
{
    /// <summary>What is wrong.</summary>
    public DiagnosticBag Diagnostics { get; } = diagnostics;
}

/// <summary>The loss or a parameter became NaN or infinite (exit code 6).</summary>
public sealed class DivergedException(string message) : Exception(message);
