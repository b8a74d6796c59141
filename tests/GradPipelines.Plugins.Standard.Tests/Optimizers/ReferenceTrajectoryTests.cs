using GradPipelines.Plugins.Standard.Optimizers;

namespace GradPipelines.Plugins.Standard.Tests.Optimizers;

/// <summary>Whole trajectories of PyTorch's optimisers and those of HIPS autograd.</summary>
public sealed class ReferenceTrajectoryTests
{
    private const string Torch = "optimizers_torch.json";
    private const string Hips = "optimizers_hips.json";

    public static TheoryData<string> TorchCases => ReferenceCase.Ids(Torch, "optimizer", null, "SGD", "Adam", "AdamW", "Adamax", "NAdam", "RMSprop", "Rprop");

    public static TheoryData<string> HipsCases => [.. ReferenceCase.Read(Hips).Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(TorchCases))]
    public void Torch_SameIterates(string id)
    {
        var c = ReferenceCase.Find(Torch, id);
        var f = c.Text("objective").StartsWith("0.5*sum", StringComparison.Ordinal)
            ? x => 0.5 * Ops.Sum(Ops.Square(Ops.MatMul(c.Array("constants", "A"), x) - c.Array("constants", "b")))
            : (Func<Tensor, Tensor>)Trajectory.Rosenbrock;
        var points = Trajectory.Run(FromTorch(c), f, c.Array("x0"), (int)c.Number("steps"), c.Number("hyper", "lr"));
        Close.To(c.Array("iterates"), points, 1e-10, id);
    }

    [Theory]
    [MemberData(nameof(HipsCases))]
    public void Hips_SameIterates(string id)
    {
        var c = ReferenceCase.Find(Hips, id);
        var f = c.Text("objective") == "quadratic"
            ? x => 0.5 * Ops.Sum((Tensor)new[] { 1, 5, 0.3 } * Ops.Square(x)) - Ops.Sum((Tensor)new[] { 1, -2, 0.5 } * x)
            : (Func<Tensor, Tensor>)Trajectory.Rosenbrock;
        var points = Trajectory.Run(FromHips(c), f, c.Array("x0"), (int)c.Number("num_iters"), c.Number("hyper", "step_size"));
        Close.To(c.Array("expected", "iterates"), points, 1e-10, id);
    }

    private static IOptimizer FromTorch(ReferenceCase c)
    {
        double H(string name) => c.Number("hyper", name);
        double Decay() => c.Has("hyper", "weight_decay") ? H("weight_decay") : 0;
        double Beta(int i) => c.Numbers("hyper", "betas")[i];
        return c.Text("optimizer") switch
        {
            "SGD" => new Sgd(new() { Momentum = H("momentum"), Dampening = H("dampening"), Nesterov = c.Flag("hyper", "nesterov"), WeightDecay = Decay() }),
            "Adam" => new Adam(new() { Beta1 = Beta(0), Beta2 = Beta(1), Eps = H("eps"), WeightDecay = Decay(), Amsgrad = c.Flag("hyper", "amsgrad") }),
            "AdamW" => new AdamW(new() { Beta1 = Beta(0), Beta2 = Beta(1), Eps = H("eps"), WeightDecay = Decay(), Amsgrad = c.Flag("hyper", "amsgrad") }),
            "Adamax" => new Adamax(new() { Beta1 = Beta(0), Beta2 = Beta(1), Eps = H("eps"), WeightDecay = Decay() }),
            "NAdam" => new NAdam(new() { Beta1 = Beta(0), Beta2 = Beta(1), Eps = H("eps"), WeightDecay = Decay(), MomentumDecay = H("momentum_decay") }),
            "RMSprop" => new RmsProp(new() { Alpha = H("alpha"), Eps = H("eps"), Momentum = H("momentum"), Centered = c.Flag("hyper", "centered"), WeightDecay = Decay() }),
            "Rprop" => new RProp(new()
            {
                Shrink = c.Numbers("hyper", "etas")[0],
                Grow = c.Numbers("hyper", "etas")[1],
                MinStep = c.Numbers("hyper", "step_sizes")[0],
                MaxStep = c.Numbers("hyper", "step_sizes")[1],
            }),
            var other => throw new InvalidOperationException(other),
        };
    }

    private static IOptimizer FromHips(ReferenceCase c)
    {
        double H(string name) => c.Number("hyper", name);
        return c.Text("transform") switch
        {
            "misc.optimizers.sgd" => new HipsSgd(new() { Mass = H("mass") }),
            "misc.optimizers.rmsprop" => new HipsRmsProp(new() { Gamma = H("gamma"), Eps = H("eps") }),
            "misc.optimizers.adam" => new Adam(new() { Beta1 = H("b1"), Beta2 = H("b2"), Eps = H("eps") }),
            var other => throw new InvalidOperationException(other),
        };
    }
}
