namespace GradPipelines;

/// <content>New tensors.</content>
public static partial class Ops
{
    /// <summary>All zeros.</summary>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float64) => Full(shape, 0, dtype);

    /// <summary>All ones.</summary>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float64) => Full(shape, 1, dtype);

    /// <summary>All one value, converted to the dtype.</summary>
    public static Tensor Full(Shape shape, double value, DType dtype = DType.Float64) => NdArray.Full(Shape.Scalar, value, dtype).BroadcastTo(shape);

    /// <summary>Zeros of the shape and dtype of x.</summary>
    public static Tensor ZerosLike(Tensor x) => Zeros(x.Shape, x.DType);

    /// <summary>Ones of the shape and dtype of x.</summary>
    public static Tensor OnesLike(Tensor x) => Ones(x.Shape, x.DType);

    /// <summary>The whole numbers 0 .. count - 1, int64.</summary>
    public static Tensor Arange(int count)
    {
        var values = new long[count];
        for (var i = 0; i < count; i++) values[i] = i;
        return NdArray.From(values);
    }

    /// <summary>Numbers from start up to, not including, stop: start + i·step.</summary>
    /// <exception cref="ArgumentException">The step is zero.</exception>
    public static Tensor Arange(double start, double stop, double step = 1)
    {
        if (step == 0) throw new ArgumentException("Arange: the step is 0, so the stop is never reached.", nameof(step));
        var values = new double[Math.Max(0, (int)Math.Ceiling((stop - start) / step))];
        for (var i = 0; i < values.Length; i++) values[i] = start + i * step;
        return NdArray.From(values);
    }

    /// <summary>That many evenly spaced numbers from start to stop, both included.</summary>
    public static Tensor Linspace(double start, double stop, int count = 50)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = count == 1 ? start : i == count - 1 ? stop : start + i * ((stop - start) / (count - 1));
        return NdArray.From(values);
    }

    /// <summary>The identity matrix, or ones on a diagonal of a rectangle.</summary>
    public static Tensor Eye(int rows, int? columns = null, int diagonal = 0, DType dtype = DType.Float64)
    {
        var width = columns ?? rows;
        var values = new double[rows * width];
        for (var i = 0; i < rows; i++)
            if (i + diagonal >= 0 && i + diagonal < width) values[i * width + i + diagonal] = 1;
        return NdArray.From<double>(values, [rows, width]).Cast(dtype);
    }

    /// <summary>Standard normal numbers.</summary>
    public static Tensor Normal(Key key, params int[] sizes) => key.Normal(sizes);

    /// <summary>Uniform numbers in [0, 1).</summary>
    public static Tensor Uniform(Key key, params int[] sizes) => key.Uniform(sizes);

    /// <summary>The numbers 0 .. count - 1 in random order, int64.</summary>
    public static Tensor Permutation(Key key, int count) => key.Permutation(count);
}
