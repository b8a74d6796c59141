using GradPipelines.Kernels;

namespace GradPipelines.Tests.Kernels;

public sealed class KernelLoopTests
{
    /// <summary>No element depends on its place, and nothing outside the output is written.</summary>
    [Fact]
    public void Map_OfAnyLengthAndOffset_GivesTheScalarBitsAndTouchesNothingElse()
    {
        var random = new Random(3);
        double[] x = [.. Enumerable.Range(0, 120).Select(_ => 40 * random.NextDouble() - 20)];
        float[] xf = [.. x.Select(v => (float)v)];
        double[] expected = new double[x.Length], y = new double[x.Length];
        float[] expectedf = new float[x.Length], yf = new float[x.Length];
        foreach (var function in UnaryCase.All)
        {
            function.Double(1)(x, expected);
            function.Single(1)(xf, expectedf);
            foreach (var width in UnaryCase.Widths)
            {
                for (var length = 0; length <= 70; length += length < 40 ? 1 : 7)
                {
                    var offset = length % 5;
                    Array.Fill(y, 77);
                    Array.Fill(yf, 77);
                    function.Double(width)(x.AsSpan(offset, length), y.AsSpan(offset, length));
                    function.Single(width)(xf.AsSpan(offset, length), yf.AsSpan(offset, length));
                    for (var i = 0; i < x.Length; i++)
                    {
                        var inside = i >= offset && i < offset + length;
                        Assert.Equal(inside ? expected[i] : 77, y[i]);
                        Assert.Equal(inside ? expectedf[i] : 77, yf[i]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Map_InPlace_GivesTheSame()
    {
        double[] x = [.. Enumerable.Range(0, 37).Select(i => 0.1 * i)];
        var y = new double[x.Length];
        VectorMath.Tanh(x, y);
        VectorMath.Tanh(x, x);
        Assert.Equal(y, x);
    }

    [Fact]
    public void Map_WithUnequalLengths_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => VectorMath.Exp(new double[3], new double[4]));
        Assert.Contains("Length 3 of x must equal length 4 of the output.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VectorMath.Pow(new float[4], new float[3], new float[4]));
    }

    [Fact]
    public void EntryPoints_InTheWidestForm_AgreeWithTheScalarForm()
    {
        double[] x = [0.25, 0.5, 0.75], y = [3, -2, 0.5], z = new double[3];
        VectorMath.Pow(x, y, z);
        Assert.Equal([0.015625, 4, 0.8660254037844386], z);
        VectorMath.Atan2([1, -1, 0], [1, -1, -1], z);
        Assert.Equal([Math.PI / 4, -3 * Math.PI / 4, Math.PI], z);
    }
}
