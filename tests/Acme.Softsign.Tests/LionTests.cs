using GradPipelines;
using GradPipelines.Plugins;

namespace Acme.Softsign.Tests;

public sealed class LionTests
{
    [Fact]
    public void Update_FollowsThePublishedRule()
    {
        var lion = new Lion(new LionOptions { WeightDecay = 0.5 });
        var p = Named("w", new[] { 1.0, -2.0 });
        var m = Named("momentum.w", new[] { 1.0, 0.01 });

        var (updates, state) = lion.Update(Named("w", new[] { -8.0, -8.0 }), m, p, new OptimizerStep(0.1, 1));

        // c = 0.9 m + 0.1 g is (0.1, -0.791): signs 1 and -1; then -0.1 (sign + 0.5 p).
        Assert.Equal([-0.15, 0.2], updates["w"].ToArray<double>(), Close);
        Assert.Equal([(0.99 * 1) - 0.08, (0.99 * 0.01) - 0.08], state["momentum.w"].ToArray<double>(), Close);
    }

    [Fact]
    public void Init_KeepsOneTensorOfZerosPerParameter()
    {
        var state = new Lion(new LionOptions()).Init(Named("w", new[] { 3.0, 4.0 }));

        Assert.Equal([0.0, 0.0], Assert.Single(state).Value.ToArray<double>());
    }

    [Fact]
    public void Steps_OnABowl_ReachTheBottom()
    {
        var lion = new Lion(new LionOptions());
        var p = Named("w", new[] { 1.0, -0.5 });
        var state = lion.Init(p);
        var gradient = Transforms.Grad(w => Ops.Sum(Ops.Square(w)));
        for (var i = 1; i <= 400; i++)
        {
            (var updates, state) = lion.Update(p.Map((_, w) => gradient(w)), state, p, new OptimizerStep(0.01, i));
            p = p.Map((name, w) => w + updates[name]);
        }

        // Steps never shorten, so it ends within a few of them around the bottom.
        Assert.All(p["w"].ToArray<double>(), w => Assert.InRange(w, -0.2, 0.2));
    }

    [Fact]
    public void Update_KeepsFloat32()
    {
        var p = Named("w", new[] { 1f, 2f });
        var lion = new Lion(new LionOptions { WeightDecay = 0.1 });

        var (updates, state) = lion.Update(p, lion.Init(p), p, new OptimizerStep(Tensor.Scalar(0.1, DType.Float32), 1));

        Assert.Equal((DType.Float32, DType.Float32), (updates["w"].DType, state["momentum.w"].DType));
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static NamedTensors Named(string name, Tensor value) => new([KeyValuePair.Create(name, value)]);
}
