using static GradPipelines.Ops;

namespace GradPipelines.Tests;

/// <summary>The promotion table of DTypes, every pair, in every place that promotes.</summary>
public class PromotionTests
{
    private const DType B = DType.Bool, I = DType.Int64, F = DType.Float32, D = DType.Float64;

    private static Tensor Of(DType dtype) => Cast((Tensor)new[] { 1.0, 1.0 }, dtype);

    public static TheoryData<DType, DType, DType> Pairs => new()
    {
        { B, B, B }, { B, I, I }, { B, F, F }, { B, D, D },
        { I, B, I }, { I, I, I }, { I, F, F }, { I, D, D },
        { F, B, F }, { F, I, F }, { F, F, F }, { F, D, D },
        { D, B, D }, { D, I, D }, { D, F, D }, { D, D, D },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TwoArrays_PromoteByTheTable(DType a, DType b, DType expected)
    {
        var arithmetic = expected == B ? I : expected; // booleans are added as int64
        var floating = expected < F ? D : expected;
        Assert.Equal(expected, DTypes.Promote(a, b));
        Assert.Equal(arithmetic, Add(Of(a), Of(b)).DType);
        Assert.Equal(arithmetic, Multiply(Of(a), Of(b)).DType);
        Assert.Equal(arithmetic, Maximum(Of(a), Of(b)).DType);
        Assert.Equal(floating, Divide(Of(a), Of(b)).DType);
        Assert.Equal(floating, Pow(Of(a), Of(b)).DType);
        Assert.Equal(B, Less(Of(a), Of(b)).DType);
        Assert.Equal(expected, Where(true, Of(a), Of(b)).DType);
        Assert.Equal(expected, Concatenate([Of(a), Of(b)]).DType);
        Assert.Equal(expected, Stack([Of(a), Of(b)]).DType);
        Assert.Equal(arithmetic, MatMul(Of(a), Of(b)).DType);
        Assert.Equal(arithmetic, (Of(a).ToNdArray() + Of(b).ToNdArray()).DType == B ? I : (Of(a).ToNdArray() + Of(b).ToNdArray()).DType);
    }

    public static TheoryData<DType, DType, DType> WeakPairs => new()
    {
        // array, kind of C# number, result
        { B, I, I }, { I, I, I }, { F, I, F }, { D, I, D },
        { B, D, D }, { I, D, D }, { F, D, F }, { D, D, D },
    };

    [Theory]
    [MemberData(nameof(WeakPairs))]
    public void CSharpNumber_GivesWay(DType array, DType number, DType expected)
    {
        Tensor weak = number == I ? (Tensor)2 : 2.5;
        Assert.Equal(expected, (Of(array) + weak).DType);
        Assert.Equal(expected, (weak * Of(array)).DType);
        Assert.Equal(expected, Maximum(weak, Of(array)).DType);
        Assert.Equal(expected, Where(true, weak, Of(array)).DType);
        Assert.Equal(expected, Concatenate([Reshape(weak, 1), Of(array)]).DType);
        Assert.Equal(expected < F ? D : expected, (weak / Of(array)).DType);
        Assert.Equal((weak + weak * Of(array)).DType, expected);
    }

    [Fact]
    public void ComputedFromNumbersAlone_StillGivesWay()
    {
        Tensor half = (Tensor)1.0 / 2.0;
        Assert.Equal(F, (Of(F) * half).DType);
        Assert.Equal(F, (Of(F) * Exp(half)).DType);
        Assert.Equal(F, (Of(F) * (Tensor)2.5f).DType);
        Assert.Equal(D, (Of(F) * Tensor.Scalar(0.5)).DType);
        Assert.Equal(F, (Of(F) * Tensor.Scalar(0.5, F)).DType);
    }

    [Fact]
    public void ManyTensors_PromoteInAnyOrder()
    {
        // A fraction beside whole numbers: it must not be cut off, wherever it stands.
        Tensor half = 0.5, one = Of(I)[0], single = Of(F)[0];
        Assert.Equal([0.5, 1], Stack([half, one]).ToArray<double>());
        Assert.Equal([1, 0.5], Stack([one, half]).ToArray<double>());
        foreach (var order in (ReadOnlySpan<Tensor[]>)[[half, one, single], [half, single, one], [one, half, single], [one, single, half], [single, one, half], [single, half, one]])
            Assert.Equal(F, Stack(order).DType);
    }

    [Fact]
    public void Casts_RoundTruncateAndTest()
    {
        Tensor x = new[] { 1.9, -1.9, 0, double.NaN, 1e300, double.NegativeInfinity };
        Assert.Equal([1, -1, 0, 0, long.MaxValue, long.MinValue], Cast(x, I).ToArray<long>());
        Assert.Equal([true, true, false, true, true, true], Cast(x, B).ToArray<bool>());
        Assert.Equal(float.PositiveInfinity, Cast(x, F).ToArray<float>()[4]);
        Assert.Equal([1, 0], Cast((Tensor)new[] { true, false }, D).ToArray<double>());
    }

    [Fact]
    public void CastGradient_PassesBetweenFloatsAndStopsAtWholeNumbers()
    {
        Tensor x = new[] { 1.5, 2.5 };
        Assert.Equal([2, 2], Transforms.Grad(p => Sum(Cast(Cast(p, F), D) * 2.0))(x).ToArray<double>());
        Assert.Equal([0, 0], Transforms.Grad(p => Sum(Cast(Cast(p, I), D)))(x).ToArray<double>());
        Assert.Equal(F, Transforms.Grad(p => Sum(Cast(p, D)))(Cast(x, F)).DType);
    }
}
