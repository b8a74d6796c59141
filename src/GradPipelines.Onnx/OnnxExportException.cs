namespace GradPipelines.Onnx;

/// <summary>Something that ONNX cannot say.</summary>
/// <param name="Operation">The operation's name: <c>acme_softsign</c>.</param>
/// <param name="Reason">Why, and where there is one the repair.</param>
public sealed record OnnxRefusal(string Operation, string Reason);

/// <summary>A function cannot be written as ONNX. Nothing has been written.</summary>
public sealed class OnnxExportException : Exception
{
    internal OnnxExportException(IReadOnlyList<OnnxRefusal> refusals, Exception? inner = null)
        : base($"ONNX cannot say {string.Join("; ", refusals.Select(r => $"'{r.Operation}': {r.Reason}"))}. Nothing was written.", inner) => Refusals = refusals;

    /// <summary>Every operation concerned, in the order in which they appear.</summary>
    public IReadOnlyList<OnnxRefusal> Refusals { get; }
}

/// <summary>Thrown by a lowering, and collected by <see cref="OnnxLowerer"/>.</summary>
internal sealed class RefusedException(string reason) : Exception(reason);
