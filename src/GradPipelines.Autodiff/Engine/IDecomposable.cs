namespace GradPipelines;

/// <summary>
/// A primitive that can also be written in other operations. What does not know the primitive itself (an exporter, say) uses that
/// form; the engine does not.
/// </summary>
public interface IDecomposable
{
    /// <summary>The outputs, of the same shapes and dtypes as the primitive's own, from operations other than the primitive.</summary>
    /// <exception cref="InvalidOperationException">The form needs the numbers themselves, which are not known while a graph is traced.</exception>
    Tensor[] Decompose(Tensor[] x);
}
