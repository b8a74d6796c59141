using Microsoft.ML;
using Microsoft.ML.Data;

namespace GradPipelines.MLNet.Tests;

/// <summary>One transformer and one pool, used by several threads at once.</summary>
public class ThreadTests
{
    private readonly MLContext _ml = new(1);
    private readonly SampleModel _model = new();
    private readonly House[] _houses = Houses.Make(400);

    [Fact]
    public void Transform_FromSeveralThreads_GivesEachTheSame()
    {
        var fitted = _ml.Transforms.GradModel(_model).Fit(_ml.View(_houses));
        var expected = _model.Predict(Houses.Matrix(_houses));
        Parallel.For(0, 8, _ => Houses.AssertClose(expected, [.. fitted.Transform(_ml.View(_houses)).GetColumn<float>("Score")]));
    }

    [Fact]
    public void Pool_FromSeveralThreads_GivesEachRowItsOwnPrediction()
    {
        using var pool = new GradPredictionPool<House, HouseScore>(_ml, _ml.Transforms.GradModel(_model).Fit(_ml.View(_houses)));
        var expected = _model.Predict(Houses.Matrix(_houses));
        Parallel.For(0, 4 * _houses.Length, i => Assert.Equal(expected[i % _houses.Length], pool.Predict(_houses[i % _houses.Length]).Score, 1e-6));
    }
}
