namespace GradPipelines.Hosting.Diagnostics;

/// <summary>A stable code: it never comes to mean something else, so it can be searched for and silenced.</summary>
/// <param name="Id"><c>GP3001</c>; the first digit is the exit code of the stage.</param>
/// <param name="Title">A few words.</param>
/// <param name="Explanation">What <c>explain</c> prints: why it is an error and what to do.</param>
public sealed record DiagnosticCode(string Id, string Title, string Explanation)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}
