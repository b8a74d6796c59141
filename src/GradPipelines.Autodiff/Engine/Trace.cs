namespace GradPipelines;

/// <summary>One run of one transform over a function: what happens to primitives applied to its tracers.</summary>
/// <remarks>
/// The level comes from one process-wide counter and is never used again, so a later level is an inner one on whatever thread it was
/// made, and two threads that differentiate at once cannot take each other's tracers for their own. A counter that goes up and down
/// with the nesting gives silently wrong gradients there.
/// </remarks>
internal abstract class Trace
{
    private static long s_lastLevel;

    /// <summary>Larger is inner.</summary>
    public long Level { get; } = Interlocked.Increment(ref s_lastLevel);

    /// <summary>What the user called, for messages: <c>Grad</c>, <c>Jvp</c>, <c>Vmap</c>.</summary>
    public abstract string Transform { get; }

    /// <summary>True once the function that was being transformed has returned.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Applies a primitive of one input, which is a tracer of this trace.</summary>
    public virtual Tensor Process(UnaryPrimitive primitive, Tensor x) => Process((Primitive)primitive, [x])[0];

    /// <summary>Applies a primitive of two inputs, of which one at least is a tracer of this trace and the other of an outer one or none.</summary>
    public virtual Tensor Process(BinaryPrimitive primitive, Tensor a, Tensor b) => Process((Primitive)primitive, [a, b])[0];

    /// <summary>Applies any primitive.</summary>
    public abstract Tensor[] Process(Primitive primitive, Tensor[] x);

    /// <summary>Ends the trace: its tracers may not be used any more.</summary>
    public void Close() => IsClosed = true;

    /// <summary>Refuses a tracer that was kept beyond its function.</summary>
    protected void ThrowIfClosed(Primitive primitive)
    {
        if (IsClosed)
            throw new InvalidOperationException(
                $"{primitive.Name}: an argument is a traced value of a {Transform} that has finished: it was stored outside the function. " +
                $"Return it (GradAndAux, ValueAndGrad) instead of assigning it to a variable outside.");
    }

    /// <summary>The innermost trace among the inputs, or null if all are concrete.</summary>
    public static Trace? Innermost(Tensor[] x)
    {
        Trace? trace = null;
        foreach (var t in x)
            if (t is Tracer tracer && (trace is null || tracer.Trace.Level > trace.Level)) trace = tracer.Trace;
        return trace;
    }

    /// <summary>The innermost trace of two inputs of which one is a tracer.</summary>
    public static Trace Innermost(Tensor a, Tensor b)
    {
        if (a is not Tracer x) return ((Tracer)b).Trace;
        return b is Tracer z && z.Trace.Level > x.Trace.Level ? z.Trace : x.Trace;
    }
}

/// <summary>A tensor that stands for the argument of a function being transformed, or for what was computed from it.</summary>
internal abstract class Tracer(Trace trace) : Tensor
{
    public Trace Trace { get; } = trace;

    internal override NdArray Value => throw new InvalidOperationException(
        $"A value inside {Trace.Transform} has no single number: it stands for many. Use Where instead of if, and keep Item() outside.");
}
