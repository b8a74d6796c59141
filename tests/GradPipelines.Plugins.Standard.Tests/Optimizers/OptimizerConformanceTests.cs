namespace GradPipelines.Plugins.Standard.Tests.Optimizers;

/// <summary>What every optimiser promises, over all that are registered.</summary>
public sealed class OptimizerConformanceTests
{
    // The length of a step at which each gets somewhere on a quadratic of size 1; 0.05 where none is said.
    private static readonly Dictionary<string, double> Rates = new() { ["sgd"] = 0.1, ["adadelta"] = 30, ["adagrad"] = 0.5 };

    public static TheoryData<string> All => Standard.Names(ComponentKind.Optimizer);

    [Theory]
    [MemberData(nameof(All))]
    public void Quadratic_IsDecreased(string name)
    {
        static Tensor Quadratic(Tensor x) => 0.5 * Ops.Sum((Tensor)new[] { 1, 5, 0.3 } * Ops.Square(x));
        Tensor start = new[] { 1.0, -1.0, 2.0 };
        var points = Trajectory.Run(Create(name), Quadratic, start, 100, Rates.GetValueOrDefault(name, 0.05));
        Assert.True(Quadratic(points[100]).Item() < 0.1 * Quadratic(start).Item(), points[100].ToString());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void State_SavedAndRestored_GivesTheSameSteps(string name)
    {
        var optimizer = Create(name);
        var (x, state) = (Parameters(), optimizer.Init(Parameters()));
        for (var i = 1; i <= 3; i++) (x, state) = Trajectory.Step(optimizer, Gradients(x), state, x, 0.05, i);

        // A new object and plain arrays: nothing may hide in the optimiser or behind the tensors.
        var (x2, state2) = (Copy(x), Copy(state));
        var fresh = Create(name);
        for (var i = 4; i <= 6; i++)
        {
            (x, state) = Trajectory.Step(optimizer, Gradients(x), state, x, 0.05, i);
            (x2, state2) = Trajectory.Step(fresh, Gradients(x2), state2, x2, 0.05, i);
        }

        AssertSame(x, x2);
        AssertSame(state, state2);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task TwoThreads_OnOneObject_DoNotDisturbEachOther(string name)
    {
        var optimizer = Create(name);
        var expected = Train(Create(name));
        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Train(optimizer))));
        Assert.All(results, r => AssertSame(expected, r));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void State_KeepsItsNamesShapesAndDTypes(string name)
    {
        var optimizer = Create(name);
        foreach (var dtype in new[] { DType.Float64, DType.Float32 })
        {
            var x = Parameters().Map((_, p) => Ops.Cast(p, dtype));
            var state = optimizer.Init(x);
            var step = new OptimizerStep(Tensor.Scalar(0.05, dtype), Tensor.Scalar(1, dtype));
            var (updates, next) = optimizer.Update(Gradients(x), state, x, step);
            Assert.Equal(state.Select(s => (s.Key, s.Value.Spec)), next.Select(s => (s.Key, s.Value.Spec)));
            Assert.Equal(x.Select(p => (p.Key, p.Value.Spec)), updates.Select(u => (u.Key, u.Value.Spec)));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ZeroGradientAtTheStart_MovesNothingAndStaysFinite(string name)
    {
        var x = Parameters();
        var optimizer = Create(name);
        var (after, state) = Trajectory.Step(optimizer, x.Map((_, p) => Ops.ZerosLike(p)), optimizer.Init(x), x, 0.05, 1);
        if (name != "adamw") AssertSame(x, after); // adamw decays by default
        Assert.All(state.Values.Concat(after.Values), t => Assert.All(t.ToArray<double>(), v => Assert.True(double.IsFinite(v))));
    }

    private static IOptimizer Create(string name) => Standard.Create<IOptimizer>(ComponentKind.Optimizer, name);

    private static NamedTensors Parameters() =>
        Standard.Named(("layers.0.weight", new[,] { { 0.5, -1.5 }, { 2.0, 0.25 } }), ("layers.0.bias", new[] { 0.1, -0.2 }), ("scale", Tensor.Scalar(0.7)));

    private static NamedTensors Gradients(NamedTensors x) => x.Map((_, p) => Ops.Sin(2.0 * p) + p);

    private static NamedTensors Train(IOptimizer optimizer)
    {
        var (x, state) = (Parameters(), optimizer.Init(Parameters()));
        for (var i = 1; i <= 40; i++) (x, state) = Trajectory.Step(optimizer, Gradients(x), state, x, 0.05, i);
        return NamedTensors.Concat(x.Prefixed("x"), state.Prefixed("state"));
    }

    private static NamedTensors Copy(NamedTensors set) =>
        new(set.Select(s => KeyValuePair.Create(s.Key, Tensor.From(NdArray.From<double>(s.Value.ToArray<double>(), s.Value.Shape)))));

    private static void AssertSame(NamedTensors a, NamedTensors b)
    {
        Assert.Equal(a.Keys, b.Keys);
        foreach (var name in a.Keys) Assert.Equal(a[name].ToArray<double>(), b[name].ToArray<double>());
    }
}
