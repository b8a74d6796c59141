namespace GradPipelines;

/// <summary>
/// An operation that the engine does not look into: its value, its shape rule, its derivative in both modes and its batch rule, in one
/// object. The engine knows primitives only through this class, never by name.
/// </summary>
/// <remarks>
/// Derive from the lowest tier that fits: <see cref="UnaryElementwise"/>, <see cref="BinaryElementwise"/>,
/// <see cref="LinearPrimitive"/>, <see cref="BilinearPrimitive"/>, <see cref="GeneralPrimitive"/>. Every rule is an abstract member,
/// so a primitive without one does not compile. Derivative rules are written in tensor operations and can be differentiated again.
/// Instances are immutable; what distinguishes two instances of a class (axes, shapes) is in <see cref="Attributes"/>.
/// </remarks>
public abstract partial class Primitive : IEquatable<Primitive>
{
    private protected Primitive()
    {
    }

    /// <summary>The name in graphs, errors and documents: lower case, as NumPy or JAX call it.</summary>
    public abstract string Name { get; }

    /// <summary>What distinguishes instances of this class, by name; compared element by element.</summary>
    public virtual IReadOnlyList<(string Name, object Value)> Attributes => [];

    /// <summary>The highest order of derivative; null where there is no limit.</summary>
    public virtual int? MaximumOrder => null;

    /// <summary>The values, from plain arrays of promoted dtypes and broadcast shapes.</summary>
    internal abstract NdArray[] Evaluate(NdArray[] x);

    /// <summary>Shapes and dtypes of the outputs.</summary>
    internal abstract TensorSpec[] Specify(TensorSpec[] x);

    /// <summary>Tangents of the outputs; null stands for an exact zero, among the arguments and the results.</summary>
    internal abstract Tensor?[] ForwardRule(Tensor[] x, Tensor[] y, Tensor?[] t);

    /// <summary>Cotangents of the inputs that are <paramref name="needed"/>; null stands for an exact zero.</summary>
    internal abstract Tensor?[] ReverseRule(Tensor[] x, Tensor[] y, Tensor?[] ct, bool[] needed);

    /// <summary>The outputs with a batch axis in front, from inputs of which some have one in front.</summary>
    internal abstract Tensor[] BatchRule(Tensor[] x, bool[] batched, int size);

    /// <summary>Applies the primitive to tensors of any kind.</summary>
    internal Tensor[] BindAll(params Tensor[] x)
    {
        if (Trace.Innermost(x) is { } trace) return trace.Process(this, x);
        var values = new NdArray[x.Length];
        var weak = x.Length > 0;
        for (var i = 0; i < x.Length; i++)
        {
            values[i] = x[i].Value;
            weak &= x[i].IsWeak;
        }

        var y = Evaluate(values);
        var result = new Tensor[y.Length];
        for (var i = 0; i < y.Length; i++) result[i] = new ConcreteTensor(y[i], weak);
        return result;
    }

    /// <inheritdoc/>
    public bool Equals(Primitive? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.GetType() != GetType() || other.Name != Name) return false;
        var (a, b) = (Attributes, other.Attributes);
        if (a.Count != b.Count || (a.Count == 0 && !IsDeterminedByType)) return false;
        for (var i = 0; i < a.Count; i++)
            if (a[i].Name != b[i].Name || !SameValue(a[i].Value, b[i].Value)) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Primitive);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GetType(), Name, Attributes.Count);

    /// <summary>The name with its attributes: <c>sum[axes=0]</c>.</summary>
    public override string ToString() =>
        Attributes.Count == 0 ? Name : $"{Name}[{string.Join(", ", Attributes.Select(a => $"{a.Name}={Show(a.Value)}"))}]";

    /// <summary>False for primitives made from delegates, of which two with one name may differ.</summary>
    private protected virtual bool IsDeterminedByType => true;

    private static bool SameValue(object a, object b) =>
        a is int[] x && b is int[] y ? x.AsSpan().SequenceEqual(y) : a.Equals(b);

    private static string Show(object value) =>
        value is int[] axes ? "(" + string.Join(", ", axes) + ")" : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
