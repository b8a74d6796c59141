using GradPipelines.Plugins.Standard.Optimizers;

namespace GradPipelines.Plugins.Standard.Tests.Optimizers;

/// <summary>Whole trajectories of PyTorch's optimisers and those of HIPS autograd.</summary>
public sealed class ReferenceTrajectoryTests
{
    private const string Torch = "optimizers_torch.json";
    private const string Hips = "optimizers_hips.json";

    public static TheoryData<string> TorchCases => ReferenceCase.Ids(Torch, "optimizer", null, "SGD", "Adam", "AdamW", "Adamax", "RMSprop", "Rprop");

    public static TheoryData<string> HipsCases => [.. ReferenceCase.Read(Hips).Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(TorchCases))]
    public void Torch_SameIterates(string id)
    {
        var c = ReferenceCase.Find(Torch, id);
        var points = Trajectory.Run(FromTorch(c), Objective(c), c.Array("x0"), (int)c.Number("steps"), c.Number("hyper", "lr"));
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

    public static TheoryData<string> NAdamCases => ReferenceCase.Ids(Torch, "optimizer", null, "NAdam");

    /// <summary>
    /// PyTorch 1.13, which recorded these, multiplies by μ_t once too often in the product that belongs to the next step; the paper
    /// does not. With that defect the formula in plain numbers gives the recorded points, without it those of our optimiser.
    /// </summary>
    [Theory]
    [MemberData(nameof(NAdamCases))]
    public void Torch_NAdam_DiffersByItsDefectAlone(string id)
    {
        var c = ReferenceCase.Find(Torch, id);
        var (f, start, steps) = (Objective(c), c.Array("x0"), (int)c.Number("steps"));
        Close.To(c.Array("iterates"), NAdamInNumbers(c, f, start, steps, hasDefect: true), 1e-10, id);
        var optimizer = new NAdam(new()
        {
            Beta1 = c.Numbers("hyper", "betas")[0],
            Beta2 = c.Numbers("hyper", "betas")[1],
            Eps = c.Number("hyper", "eps"),
            WeightDecay = c.Number("hyper", "weight_decay"),
            MomentumDecay = c.Number("hyper", "momentum_decay"),
        });
        var points = Trajectory.Run(optimizer, f, start, steps, c.Number("hyper", "lr"));
        Close.To(NAdamInNumbers(c, f, start, steps, hasDefect: false).ToNdArray(), points, 1e-12, id);
    }

    private static Tensor NAdamInNumbers(ReferenceCase c, Func<Tensor, Tensor> f, NdArray start, int steps, bool hasDefect)
    {
        double H(string name) => c.Number("hyper", name);
        var (b1, b2) = (c.Numbers("hyper", "betas")[0], c.Numbers("hyper", "betas")[1]);
        var x = start.ToArray<double>();
        double[] m = new double[x.Length], v = new double[x.Length];
        var product = 1.0;
        List<Tensor> points = [start];
        for (var t = 1; t <= steps; t++)
        {
            var g = Transforms.Grad(f)(x).ToArray<double>();
            double now = Momentum(t), next = Momentum(t + 1);
            product *= now;
            var productNext = product * next * (hasDefect ? now : 1);
            for (var i = 0; i < x.Length; i++)
            {
                g[i] += H("weight_decay") * x[i];
                m[i] = b1 * m[i] + (1 - b1) * g[i];
                v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
                var d = Math.Sqrt(v[i] / (1 - Math.Pow(b2, t))) + H("eps");
                x[i] -= H("lr") * ((1 - now) / (1 - product) * g[i] / d + next / (1 - productNext) * m[i] / d);
            }

            points.Add(NdArray.From(x));
        }

        return Ops.Stack(points);

        double Momentum(int t) => b1 * (1 - 0.5 * Math.Pow(0.96, t * H("momentum_decay")));
    }

    private static Func<Tensor, Tensor> Objective(ReferenceCase c) => c.Text("objective").StartsWith("0.5*sum", StringComparison.Ordinal)
        ? x => 0.5 * Ops.Sum(Ops.Square(Ops.MatMul(c.Array("constants", "A"), x) - c.Array("constants", "b")))
        : Trajectory.Rosenbrock;

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
