namespace GradPipelines;

/// <summary>An array of numbers that mathematics is written with: plain, or traced by a transform such as Grad.</summary>
/// <remarks>
/// Immutable. Operators work element by element and broadcast as NumPy does. A C# number beside a tensor takes the tensor's dtype
/// (the table is at <see cref="DTypes"/>). Comparisons give boolean tensors, which `if` and `while` accept when they hold one element.
/// Any number of threads may use one tensor.
/// </remarks>
public abstract partial class Tensor
{
    private protected Tensor()
    {
    }

    /// <summary>The sizes of the axes.</summary>
    public abstract Shape Shape { get; }

    /// <summary>The element type.</summary>
    public abstract DType DType { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public int Size => Shape.Size;

    /// <summary>Shape and dtype.</summary>
    public TensorSpec Spec => new(Shape, DType);

    /// <summary>The length of the first axis.</summary>
    /// <exception cref="ShapeException">A scalar has none.</exception>
    public int Length => Rank > 0 ? Shape[0] : throw new ShapeException("Length: a scalar has no first axis.");

    /// <summary>True for a number written in C#, and for what was computed from such numbers alone: it gives way in promotion.</summary>
    internal abstract bool IsWeak { get; }

    /// <summary>The plain numbers: of a traced value, those it stands for at this moment.</summary>
    /// <exception cref="InvalidOperationException">The value stands for many (inside Vmap or while tracing a graph).</exception>
    internal abstract NdArray Value { get; }

    /// <summary>The plain numbers of what the function of a primitive returned; it may not have used a traced value that is no argument.</summary>
    /// <exception cref="InvalidOperationException">It has: that value's derivative would be lost without a word.</exception>
    internal NdArray Untraced(string primitive) => this is ConcreteTensor ? Value : throw new InvalidOperationException(
        $"{primitive}: the function uses a traced value from outside, whose derivative would be lost. Pass it as an argument.");

    /// <summary>The number in a tensor of one element. Works inside Grad and Jvp, where it is the value at this point.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element, or the value stands for many (inside Vmap).</exception>
    public double Item() => Value.Item();

    /// <summary>The numbers as a plain array.</summary>
    /// <exception cref="InvalidOperationException">The value stands for many (inside Vmap or while tracing a graph).</exception>
    public NdArray ToNdArray() => Value;

    /// <summary>The elements in row-major order, converted to bool, long, float or double.</summary>
    public T[] ToArray<T>()
        where T : unmanaged => Value.ToArray<T>();

    /// <summary>The numbers for a plain tensor; kind, dtype and shape for a traced one.</summary>
    public override string ToString() => this is ConcreteTensor ? Value.ToString() : $"{GetType().Name}<{Spec}>";

    /// <summary>A tensor with these numbers.</summary>
    public static Tensor From(NdArray array) => new ConcreteTensor(array);

    /// <summary>A copy of the values, in row-major order, with that shape.</summary>
    /// <exception cref="ShapeException">The number of values is not the size of the shape.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape)
        where T : unmanaged => new ConcreteTensor(NdArray.From(values, shape));

    /// <summary>A 0-d tensor of exactly that dtype, which does not give way in promotion.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float64) => new ConcreteTensor(NdArray.Full(Shape.Scalar, value, dtype));

    /// <summary>A number: float64, giving way to the dtype of the tensor beside it.</summary>
    public static implicit operator Tensor(double value) => new ConcreteTensor(NdArray.Scalar(value), isWeak: true);

    /// <summary>A number: float32, giving way to the dtype of the tensor beside it.</summary>
    public static implicit operator Tensor(float value) => new ConcreteTensor(NdArray.Scalar(value), isWeak: true);

    /// <summary>A whole number: int64, giving way to the dtype of the tensor beside it.</summary>
    public static implicit operator Tensor(int value) => new ConcreteTensor(NdArray.Scalar((long)value), isWeak: true);

    /// <summary>A whole number: int64, giving way to the dtype of the tensor beside it.</summary>
    public static implicit operator Tensor(long value) => new ConcreteTensor(NdArray.Scalar(value), isWeak: true);

    /// <summary>A truth value.</summary>
    public static implicit operator Tensor(bool value) => new ConcreteTensor(NdArray.Scalar(value));

    /// <summary>A 1-d float64 tensor; the values are copied.</summary>
    public static implicit operator Tensor(double[] values) => new ConcreteTensor(NdArray.From(values));

    /// <summary>A 1-d float32 tensor; the values are copied.</summary>
    public static implicit operator Tensor(float[] values) => new ConcreteTensor(NdArray.From(values));

    /// <summary>A 1-d int64 tensor; the values are copied.</summary>
    public static implicit operator Tensor(long[] values) => new ConcreteTensor(NdArray.From(values));

    /// <summary>A 1-d int64 tensor; the values are copied.</summary>
    public static implicit operator Tensor(int[] values) => new ConcreteTensor(NdArray.From(Array.ConvertAll(values, v => (long)v)));

    /// <summary>A 1-d boolean tensor; the values are copied.</summary>
    public static implicit operator Tensor(bool[] values) => new ConcreteTensor(NdArray.From(values));

    /// <summary>A 2-d float64 tensor; the values are copied.</summary>
    public static implicit operator Tensor(double[,] values) => FromBlock<double>(values);

    /// <summary>A 2-d float32 tensor; the values are copied.</summary>
    public static implicit operator Tensor(float[,] values) => FromBlock<float>(values);

    /// <summary>A 3-d float64 tensor; the values are copied.</summary>
    public static implicit operator Tensor(double[,,] values) => FromBlock<double>(values);

    /// <summary>Plain numbers are a tensor.</summary>
    public static implicit operator Tensor(NdArray array) => new ConcreteTensor(array);

    /// <summary>The number in a tensor of one element; see <see cref="Item"/>.</summary>
    public static explicit operator double(Tensor x) => x.Item();

    /// <summary>A tensor of one element is true when it is not zero, so `if (x &gt; 0)` reads as it should.</summary>
    public static bool operator true(Tensor x) => x.Item() != 0;

    /// <summary>A tensor of one element is false when it is zero.</summary>
    public static bool operator false(Tensor x) => x.Item() == 0;

    private static ConcreteTensor FromBlock<T>(Array values)
        where T : unmanaged
    {
        var sizes = new int[values.Rank];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = values.GetLength(i);
        var flat = new T[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, values.Length * DTypes.Of<T>().ByteSize());
        return new ConcreteTensor(NdArray.From<T>(flat, sizes));
    }
}
