namespace GradPipelines;

/// <summary>Facts about element types, and the one promotion table.</summary>
/// <remarks>
/// <code>
///            Bool     Int64    Float32  Float64
/// Bool       Bool     Int64    Float32  Float64
/// Int64      Int64    Int64    Float32  Float64
/// Float32    Float32  Float32  Float32  Float64
/// Float64    Float64  Float64  Float64  Float64
/// </code>
/// A number written in C# (<c>2 * x</c>, <c>x + 0.5</c>) is <em>weak</em>: it takes the other operand's type, so a float32 array
/// stays float32. Only a floating number beside an integer or boolean array moves the result, to Float64.
/// An Int64 array beside a Float32 array gives Float32 (as JAX and PyTorch do; NumPy gives Float64), because a model in
/// single precision would otherwise leave it by touching an index.
/// </remarks>
public static class DTypes
{
    /// <summary>The type that holds both: the larger in the order of <see cref="DType"/>.</summary>
    public static DType Promote(DType a, DType b) => a > b ? a : b;

    /// <summary>The type of an operation on <paramref name="strong"/> values with a weak number of type <paramref name="weak"/>.</summary>
    public static DType PromoteWeak(DType strong, DType weak) =>
        weak.IsFloating() && !strong.IsFloating() ? DType.Float64
        : weak > strong && !weak.IsFloating() ? weak
        : strong;

    /// <summary>True for Float32 and Float64: the types that have derivatives.</summary>
    public static bool IsFloating(this DType dtype) => dtype >= DType.Float32;

    /// <summary>Bytes of one element.</summary>
    public static int ByteSize(this DType dtype) => dtype switch
    {
        DType.Bool => 1,
        DType.Float32 => 4,
        _ => 8,
    };

    /// <summary>The name as NumPy writes it: <c>bool</c>, <c>int64</c>, <c>float32</c>, <c>float64</c>.</summary>
    public static string Name(this DType dtype) => dtype switch
    {
        DType.Bool => "bool",
        DType.Int64 => "int64",
        DType.Float32 => "float32",
        _ => "float64",
    };

    /// <summary>The dtype of a C# element type: bool, long, float or double.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of them.</exception>
    public static DType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) return DType.Float64;
        if (typeof(T) == typeof(float)) return DType.Float32;
        if (typeof(T) == typeof(long)) return DType.Int64;
        if (typeof(T) == typeof(bool)) return DType.Bool;
        throw new NotSupportedException($"No dtype for {typeof(T).Name}: use bool, long, float or double.");
    }
}
