using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradPipelines;

/// <summary>A dense n-dimensional array of one <see cref="GradPipelines.DType"/>: numbers without derivatives.</summary>
/// <remarks>
/// Immutable to its users: no public member writes. Reshape (of a contiguous array), transpose, slicing and broadcasting are views
/// that share the buffer. Safe to read from any number of threads.
/// </remarks>
public sealed partial class NdArray
{
    private readonly Array? _data;   // null: the one element lies in _inline
    private readonly int _offset;
    private readonly int[]? _strides; // in elements; null: contiguous, row-major
    private long _inline;

    private NdArray(DType dtype, Shape shape, Array? data, int offset, int[]? strides)
    {
        DType = dtype;
        Shape = shape;
        _data = data;
        _offset = offset;
        _strides = strides;
    }

    /// <summary>The element type.</summary>
    public DType DType { get; }

    /// <summary>The sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public int Size => Shape.Size;

    /// <summary>True when the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous => _strides is null;

    /// <summary>A new array of that shape with unspecified content, to be filled once by its maker.</summary>
    internal static NdArray Allocate<T>(Shape shape)
        where T : unmanaged =>
        new(DTypes.Of<T>(), shape, shape.Rank == 0 ? null : Storage.Uninitialized<T>(shape.Size), 0, null);

    /// <summary>A 0-d array.</summary>
    public static NdArray Scalar<T>(T value)
        where T : unmanaged
    {
        var result = new NdArray(DTypes.Of<T>(), Shape.Scalar, null, 0, null);
        Unsafe.As<long, T>(ref result._inline) = value;
        return result;
    }

    /// <summary>A copy of these values with that shape.</summary>
    /// <exception cref="ShapeException">The number of values is not the size of the shape.</exception>
    public static NdArray From<T>(ReadOnlySpan<T> values, Shape shape)
        where T : unmanaged
    {
        if (values.Length != shape.Size)
            throw new ShapeException($"{values.Length} values do not fill shape {shape}, which has {shape.Size} elements.");
        var result = Allocate<T>(shape);
        values.CopyTo(result.Span<T>());
        return result;
    }

    /// <summary>A 1-d copy of these values.</summary>
    public static NdArray From<T>(T[] values)
        where T : unmanaged => From<T>(values, [values.Length]);

    /// <summary>A new array of that shape with every element equal to <paramref name="value"/>.</summary>
    public static NdArray Full<T>(Shape shape, T value)
        where T : unmanaged
    {
        var result = Allocate<T>(shape);
        result.Span<T>().Fill(value);
        return result;
    }

    /// <summary>An array of that shape whose elements are all <paramref name="value"/>, rounded or truncated to <paramref name="dtype"/>.</summary>
    public static NdArray Full(Shape shape, double value, DType dtype) => dtype switch
    {
        DType.Float64 => Full(shape, value),
        DType.Float32 => Full(shape, (float)value),
        DType.Int64 => Full(shape, (long)value),
        _ => Full(shape, value != 0),
    };

    /// <summary>The number in a 0-d array, or in an array of one element.</summary>
    /// <exception cref="InvalidOperationException">The array has another size.</exception>
    public double Item()
    {
        if (Size != 1) throw new InvalidOperationException($"Item: an array of shape {Shape} has {Size} elements, not one. Index it, or reduce it first.");
        return DType switch
        {
            DType.Float64 => Origin<double>(),
            DType.Float32 => Origin<float>(),
            DType.Int64 => Origin<long>(),
            _ => Origin<bool>() ? 1 : 0,
        };
    }

    /// <summary>The elements in row-major order, converted to <typeparamref name="T"/> (bool, long, float or double).</summary>
    public T[] ToArray<T>()
        where T : unmanaged => Cast(DTypes.Of<T>()).Contiguous().Span<T>().ToArray();

    /// <summary>This array, or a contiguous copy of it.</summary>
    public NdArray Contiguous() => IsContiguous ? this : Kernels.CopyLoop.Contiguous(this);

    /// <summary>The elements of a contiguous array; only its maker may write to them.</summary>
    internal Span<T> Span<T>()
        where T : unmanaged => MemoryMarshal.CreateSpan(ref Origin<T>(), Size);

    /// <summary>The elements of this array, copied first if they are not contiguous.</summary>
    internal ReadOnlySpan<T> ReadSpan<T>()
        where T : unmanaged => Contiguous().Span<T>();

    /// <summary>The first element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref T Origin<T>()
        where T : unmanaged =>
        ref _data is null
            ? ref Unsafe.As<long, T>(ref _inline)
            : ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<T[]>(_data)), _offset);

    /// <summary>The step of an axis in elements (a new array for a contiguous one).</summary>
    internal int[] Strides() => _strides ?? RowMajor(Shape);

    private static int[] RowMajor(Shape shape)
    {
        var strides = new int[shape.Rank];
        var step = 1;
        for (var i = shape.Rank - 1; i >= 0; i--)
        {
            strides[i] = step;
            step *= shape[i];
        }

        return strides;
    }

    /// <summary>A view with other sizes and steps; steps that describe row-major order are dropped.</summary>
    private NdArray View(Shape shape, int offset, int[] strides)
    {
        var owner = _data is null && shape.Rank > 0 ? Materialize() : this;
        var contiguous = true;
        var step = 1;
        for (var i = shape.Rank - 1; i >= 0 && contiguous; i--)
        {
            if (shape[i] != 1 && strides[i] != step) contiguous = false;
            step *= shape[i];
        }

        var view = new NdArray(DType, shape, owner._data, offset, contiguous || shape.Size == 0 ? null : strides);
        if (owner._data is null) view._inline = owner._inline;
        return view;
    }

    /// <summary>A 0-d array whose element lies in a buffer, so that a view of any rank can point at it.</summary>
    private NdArray Materialize()
    {
        Array data = DType switch
        {
            DType.Float64 => new[] { Origin<double>() },
            DType.Float32 => new[] { Origin<float>() },
            DType.Int64 => new[] { Origin<long>() },
            _ => new[] { Origin<bool>() },
        };
        return new NdArray(DType, Shape, data, 0, null);
    }

    /// <summary>Values as rows, abbreviated past 1 000 elements.</summary>
    public override string ToString() => ArrayPrinter.Print(this);
}
