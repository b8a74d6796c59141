using GradPipelines.Hosting.Binding;
using GradPipelines.Hosting.Diagnostics;

namespace GradPipelines.Experiments.Formulas.Syntax;

/// <summary>What is wrong with a formula, and where in its text.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Span">Where; a length of 0 points between characters.</param>
/// <param name="Message">One sentence.</param>
public sealed record FormulaError(DiagnosticCode Code, FormulaSpan Span, string Message)
{
    /// <summary>The whole formula as it should be.</summary>
    public string? Fix { get; init; }

    /// <summary>The word that was meant.</summary>
    public string? Suggestion { get; init; }

    /// <summary>Lines below.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The diagnostic at its place in the file, through quotes, escapes and interpolations.</summary>
    public Diagnostic In(ConfigScalar scalar, int offset = 0) => Diagnostic.Error(Code, scalar.MarkOf(offset + Span.Start, Span.Length), $"formula: {Message}") with
    {
        Fix = scalar.Pieces is { Count: > 1 } ? null : Fix,
        Suggestion = Suggestion,
        Notes = Notes,
    };
}
