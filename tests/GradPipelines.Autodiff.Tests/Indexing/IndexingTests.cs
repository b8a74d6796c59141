using static GradPipelines.Ops;
using static GradPipelines.Transforms;

namespace GradPipelines.Tests;

/// <summary>Brackets, against plain loops over every start, stop and step.</summary>
public class IndexingTests
{
    private static readonly Tensor s_x = Reshape(Arange(24) * 1.0, 2, 3, 4);

    /// <summary>Python's rule for start:stop:step, written out.</summary>
    private static List<int> Python(int size, int? start, int? stop, int step)
    {
        var result = new List<int>();
        int At(int i) => i < 0 ? i + size : i;
        var first = start is { } a ? At(a) : step > 0 ? 0 : size - 1;
        if (step > 0) first = Math.Max(first, 0);
        else first = Math.Min(first, size - 1);
        var last = stop is { } b ? (At(b) < 0 && step < 0 ? -1 : At(b)) : step > 0 ? size : -1;
        for (var i = first; step > 0 ? i < Math.Min(last, size) : i > last; i += step)
            if (i >= 0 && i < size) result.Add(i);
        return result;
    }

    [Fact]
    public void Slices_OfEveryStartStopAndStep_FollowPython()
    {
        Tensor x = Arange(5) * 1.0;
        int?[] bounds = [null, -7, -5, -2, -1, 0, 1, 3, 5, 7];
        foreach (var start in bounds)
            foreach (var stop in bounds)
                foreach (var step in (ReadOnlySpan<int>)[-3, -2, -1, 1, 2, 3])
                {
                    var expected = Python(5, start, stop, step);
                    var y = x[new Slice(start, stop, step)];
                    Assert.Equal(expected.Select(i => (double)i), y.ToArray<double>());
                    var g = Grad(p => Sum(p[new Slice(start, stop, step)]))(x).ToArray<double>();
                    Assert.Equal(Enumerable.Range(0, 5).Select(i => expected.Contains(i) ? 1.0 : 0), g);
                }
    }

    [Fact]
    public void Ranges_AreCutAtTheAxis()
    {
        Tensor x = Arange(5) * 1.0;
        Assert.Equal([1, 2, 3], x[1..^1].ToArray<double>());
        Assert.Equal([3, 4], x[3..99].ToArray<double>());
        Assert.Equal(0, x[4..2].Size);
        Assert.Equal([4], x[^1..].ToArray<double>());
        Assert.Equal(4, x[^1].Item());
        Assert.Equal(4, x[-1].Item());
    }

    [Fact]
    public void MixedIndices_FollowTheLoops()
    {
        double At(int i, int j, int k) => 12 * i + 4 * j + k;
        Check(s_x[1], [3, 4], i => At(1, i[0], i[1]));
        Check(s_x[.., 2], [2, 4], i => At(i[0], 2, i[1]));
        Check(s_x[0, 1, 2], [], _ => At(0, 1, 2));
        Check(s_x[TensorIndex.Ellipsis, 0], [2, 3], i => At(i[0], i[1], 0));
        Check(s_x[-1, TensorIndex.Ellipsis, new Slice(Step: 2)], [3, 2], i => At(1, i[0], 2 * i[1]));
        Check(s_x[TensorIndex.NewAxis, 0, TensorIndex.NewAxis], [1, 1, 3, 4], i => At(0, i[2], i[3]));
        Check(s_x[.., Slice.Reversed, 1..3], [2, 3, 2], i => At(i[0], 2 - i[1], i[2] + 1));
        Check(s_x[.., new[] { 2, 0, -1 }], [2, 3, 4], i => At(i[0], new[] { 2, 0, 2 }[i[1]], i[2]));
        Check(s_x[.., Tensor.From<long>([0, 1, 2, 0], [2, 2])], [2, 2, 2, 4], i => At(i[0], new[] { 0, 1, 2, 0 }[2 * i[1] + i[2]], i[3]));
        Check(s_x[new[] { 0, 1, 1 }, new[] { 2, 0, -1 }], [3, 4], i => At(i[0] == 0 ? 0 : 1, new[] { 2, 0, 2 }[i[0]], i[1]));
        Check(s_x[.., new[] { 0, 2 }, new[] { 3, 1 }], [2, 2], i => At(i[0], 2 * i[1], 3 - 2 * i[1]));
        Check(s_x[new[] { 1, 0 }, .., new[] { 3, 1 }], [2, 3], i => At(1 - i[0], i[1], 3 - 2 * i[0]));
        Check(s_x[(Tensor)new[] { false, true }], [1, 3, 4], i => At(1, i[1], i[2]));
        Check(s_x[0, .., (Tensor)new[] { true, false, false, true }], [3, 2], i => At(0, i[0], 3 * i[1]));
        Check(s_x[Greater(s_x, 20)], [3], i => 21 + i[0]);

        static void Check(Tensor y, int[] shape, Func<int[], double> element)
        {
            Assert.Equal(shape, y.Shape.ToArray());
            Assert.Equal(Plain.Each(shape, element).Data, y.ToArray<double>());
        }
    }

    [Fact]
    public void IndexDerivatives_AddUpWhereAnElementIsTakenTwice()
    {
        Assert.Equal([2, 0, 1], Grad(x => Sum(x[new[] { 0, 0, 2 }]))(new[] { 1.0, 2, 3 }).ToArray<double>());
        Tensor m = new double[,] { { 1, 2 }, { 3, 4 } };
        CheckGrads(x => x[new[] { 0, 1, 1 }, new[] { 1, 0, 0 }] * 2.0 * x[0, 1], m);
        CheckGrads(x => Square(x[Greater(m, 1.5)]), m);
    }

    [Fact]
    public void Mistakes_NameTheAxisAndTheShape()
    {
        Assert.Contains("Element 3 is outside axis 1 of shape (2, 3, 4), which has size 3.", Assert.Throws<ArgumentOutOfRangeException>(() => s_x[0, 3]).Message, StringComparison.Ordinal);
        Assert.StartsWith("4 indices for shape (2, 3, 4), which has 3 axes.", Assert.Throws<ArgumentException>(() => s_x[0, 0, 0, 0]).Message, StringComparison.Ordinal);
        Assert.StartsWith("Only one Ellipsis", Assert.Throws<ArgumentException>(() => s_x[TensorIndex.Ellipsis, TensorIndex.Ellipsis]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_x[new Slice(Step: 0)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_x[new[] { 0, 2 }]);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_x[new[] { 0, 1 }, new[] { 0, 3 }]);
        Assert.Contains("A mask of shape (3) does not cover axes 0 to 0 of (2, 3, 4)", Assert.Throws<ShapeException>(() => s_x[(Tensor)new[] { true, false, true }]).Message, StringComparison.Ordinal);
        Assert.Contains("the index is float64", Assert.Throws<ArgumentException>(() => Take(s_x, new[] { 0.0 })).Message, StringComparison.Ordinal);
    }

    /// <summary>Inside a batch the numbers are moved to stretches of one long axis; a number outside must not pick a neighbour's element.</summary>
    [Fact]
    public void ElementNumbersOutsideTheAxis_AreRefusedInsideABatchToo()
    {
        Tensor x = new double[,] { { 1, 2 }, { 3, 4 } };
        Tensor outside = Tensor.From<long>([0, 2], [2, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Vmap((row, i) => Take(row, i))(x, outside));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vmap((row, i) => ScatterAdd(row[..1], i, [2]))(x, outside));
        Assert.Throws<ArgumentOutOfRangeException>(() => TakeAlongAxis(x, outside, 1));
    }
}
