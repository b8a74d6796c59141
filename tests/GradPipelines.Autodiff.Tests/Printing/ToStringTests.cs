using System.Globalization;
using static GradPipelines.Ops;

namespace GradPipelines.Tests;

public class ToStringTests
{
    [Theory]
    [InlineData(2, "2.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e-9, "1E-09")]
    [InlineData(1e22, "1E+22")]
    [InlineData(0.39322386648296376, "0.39322386648296376")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Number_ReadsBackExactlyAndShowsThatItIsFloating(double value, string expected)
    {
        Tensor x = value;
        Assert.Equal(expected, x.ToString());
        Assert.Equal(value, double.Parse(x.ToString(), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void OtherDTypes_LookLikeThemselves()
    {
        Assert.Equal("3", ((Tensor)3).ToString());
        Assert.Equal("true", ((Tensor)true).ToString());
        Assert.Equal("0.1", ((Tensor)0.1f).ToString());
        Assert.Equal("[true, false]".Replace("true", " true", StringComparison.Ordinal), ((Tensor)new[] { true, false }).ToString());
    }

    [Fact]
    public void Matrix_HasAlignedColumns() =>
        Assert.Equal("[[  1.0, -20.5],\n [100.0,   0.0]]", ((Tensor)new[,] { { 1, -20.5 }, { 100, 0 } }).ToString());

    [Fact]
    public void ThreeAxes_HaveAnEmptyLineBetween() =>
        Assert.Equal("[[[0, 1]],\n\n [[2, 3]]]", Reshape(Arange(4), 2, 1, 2).ToString());

    [Fact]
    public void LargeArray_IsAbbreviated() => Assert.Equal("[   0,    1,    2, ..., 1998, 1999, 2000]", Arange(2001).ToString());

    [Fact]
    public void EmptyArray_ShowsShapeAndDType() => Assert.Equal("[] (shape (2, 0), float64)", Zeros([2, 0]).ToString());

    [Fact]
    public void View_ShowsItsOwnElements() => Assert.Equal("[[0, 2],\n [1, 3]]", Reshape(Arange(4), 2, 2).T.ToString());

    [Fact]
    public void TracedValue_ShowsKindAndSpec()
    {
        string? text = null;
        Transforms.Grad(x => { text = x.ToString(); return Sum(x); })(new[] { 1.0, 2.0 });
        Assert.Equal("ReverseTracer<float64(2)>", text);
    }

    [Fact]
    public void Text_DoesNotDependOnTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("[0.5, 1.5]", ((Tensor)new[] { 0.5, 1.5 }).ToString());
            Assert.Equal("sum[axes=(0, 1)]", new SumPrimitive([0, 1]).ToString());
            Assert.Equal("(2, 3)", Shape.Create(2, 3).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
