namespace GradPipelines.Hosting.Diagnostics;

/// <summary>How bad it is.</summary>
public enum Severity
{
    /// <summary>Worth a look; the run goes on.</summary>
    Warning,

    /// <summary>Nothing is run.</summary>
    Error,
}

/// <summary>One thing that is wrong, with all that is needed to mend it.</summary>
/// <param name="Code">Its entry in the table of codes.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Mark">Where, or null where no text is to blame.</param>
/// <param name="Message">One sentence, without a full stop.</param>
public sealed record Diagnostic(DiagnosticCode Code, Severity Severity, SourceMark? Mark, string Message)
{
    /// <summary>The word that was probably meant.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The whole text that should stand where the mark's value stands.</summary>
    public string? Fix { get; init; }

    /// <summary>The text beside the carets; derived from the suggestion or the fix where it is null.</summary>
    public string? Label { get; init; }

    /// <summary>Lines below the excerpt.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>An error.</summary>
    public static Diagnostic Error(DiagnosticCode code, SourceMark? mark, string message) => new(code, Severity.Error, mark, message);

    /// <summary>A warning.</summary>
    public static Diagnostic Warning(DiagnosticCode code, SourceMark? mark, string message) => new(code, Severity.Warning, mark, message);

    /// <summary>What stands beside the carets, empty where nothing does.</summary>
    public string LabelText =>
        Label ?? (Suggestion is not null ? $"did you mean '{Suggestion}'?" : Fix is not null ? $"fix: {Fix}" : "");
}
