namespace GradPipelines.Plugins.Standard.Initializers;

/// <summary>A random matrix with orthonormal columns, or rows where they are fewer, times gain.</summary>
/// <remarks>
/// All axes but the last make the rows. Uniformly distributed over such matrices: the orthonormalised columns of a normal matrix,
/// by the modified Gram-Schmidt process done twice, which is accurate to rounding. Source: Saxe, McClelland and Ganguli, "Exact
/// solutions to the nonlinear dynamics of learning in deep linear neural networks", ICLR 2014.
/// </remarks>
[Component("orthogonal", Summary = "A random matrix with orthonormal columns or rows (Saxe et al.)")]
public sealed class Orthogonal(GainOptions options) : IInitializer
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The parameter has fewer than two axes.</exception>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key)
    {
        if (shape.Rank < 2) throw new ShapeException($"orthogonal is for parameters with two axes or more, not {shape}.");
        var columns = shape[-1];
        var rows = columns == 0 ? 0 : shape.Size / columns;
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var draw = key.Normal([count, length]).ToArray<double>();
        for (var pass = 0; pass < 2; pass++)
            for (var i = 0; i < count; i++)
                Orthonormalize(draw, i, length);

        var values = new double[shape.Size];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                values[i * columns + j] = options.Gain * (rows < columns ? draw[i * length + j] : draw[j * length + i]);
        return NdArray.From<double>(values, shape);
    }

    private static void Orthonormalize(double[] vectors, int i, int length)
    {
        var v = vectors.AsSpan(i * length, length);
        for (var j = 0; j < i; j++)
        {
            var u = vectors.AsSpan(j * length, length);
            var projection = Dot(u, v);
            for (var k = 0; k < length; k++) v[k] -= projection * u[k];
        }

        var norm = Math.Sqrt(Dot(v, v));
        for (var k = 0; k < length; k++) v[k] /= norm;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }
}
