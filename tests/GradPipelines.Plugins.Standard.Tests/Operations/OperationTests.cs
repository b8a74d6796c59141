using GradPipelines.Plugins.Standard.Operations;

namespace GradPipelines.Plugins.Standard.Tests.Operations;

public sealed class OperationTests
{
    private const string File = "nn_activations.json";

    // Where an operation is smooth and defined; (-2, 2) for all others.
    private static readonly Dictionary<string, (double Low, double High)> Domains = new()
    {
        ["log"] = (0.2, 3),
        ["log1p"] = (-0.7, 3),
        ["sqrt"] = (0.2, 3),
        ["reciprocal"] = (0.3, 3),
        ["asin"] = (-0.9, 0.9),
        ["acos"] = (-0.9, 0.9),
        ["atanh"] = (-0.9, 0.9),
        ["acosh"] = (1.2, 3),
        ["tan"] = (-1.2, 1.2),
    };

    public static TheoryData<string> All => Standard.Names(ComponentKind.Operation);

    public static TheoryData<string> References => ReferenceCase.Ids(
        File, "layer", c => Registered(c) is not null, "relu", "gelu_tanh", "silu", "elu", "selu", "celu", "softplus", "leaky_relu", "hardtanh", "mish", "tanh", "hardsigmoid", "hardswish", "relu6", "tanhshrink");

    [Theory]
    [MemberData(nameof(All))]
    public void Derivatives_AgreeWithDifferences_ToSecondOrder(string name)
    {
        var (low, high) = Domains.GetValueOrDefault(name, (-2, 2));
        var f = Standard.Create<Func<Tensor, Tensor>>(ComponentKind.Operation, name);

        // Multiples of 0.37 from the left end: away from the kinks at whole numbers and halves.
        Tensor x = Enumerable.Range(0, 10).Select(i => low + 0.013 + i * (high - low - 0.05) / 10.7).ToArray();
        Transforms.CheckGrads(f, x, order: 2, tolerance: 1e-5); // second differences of tan near 1.2 are good to 1e-6
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Activations_SameAsPyTorch(string id)
    {
        var c = ReferenceCase.Find(File, id);
        var f = Registered(c)!;
        Tensor x = c.Array("inputs", "x"), w = c.Array("w", "output");
        Close.To(c.Array("outputs", "output"), f(x), 1e-12, id);

        // PyTorch keeps the 1/6 of hardsigmoid's gradient, and celu's 1/alpha, in float32: eps/2 of a number below 2 is 6e-8.
        Close.To(c.Array("grads", "x"), Transforms.Grad(p => Ops.Sum(w * f(p)))(x), c.Text("layer") is "hardsigmoid" or "celu" ? 6e-8 : 1e-12, id);
    }

    [Fact]
    public void Softplus_AtTheEnds_NeitherOverflowsNorVanishes()
    {
        Tensor x = new[] { double.NegativeInfinity, -800, -40, 0, 40, 800, double.PositiveInfinity };
        Close.To([0, 0, Math.Exp(-40), Math.Log(2), 40 + Math.Exp(-40), 800, double.PositiveInfinity], NeuralNetwork.Softplus(x).ToArray<double>(), 1e-16);
        Assert.Equal(Math.Exp(-40), NeuralNetwork.Softplus(-40.0).Item(), 1e-32);
    }

    [Fact]
    public void Softplus_AtZero_HasItsThreeDerivatives()
    {
        var first = Transforms.Grad(NeuralNetwork.Softplus);
        var second = Transforms.Grad(first);
        Assert.Equal(0.5, first(0.0).Item());
        Assert.Equal(0.25, second(0.0).Item(), 1e-16);
        Assert.Equal(0, Transforms.Grad(second)(0.0).Item(), 1e-16);
    }

    [Fact]
    public void Elu_FarAbove_HasNoNaNFromTheOtherBranch()
    {
        Assert.Equal(1, Transforms.Grad(x => NeuralNetwork.Elu(x, 1))(800.0).Item());
        Assert.Equal(1, Transforms.Grad(x => NeuralNetwork.Celu(x, 0.5))(800.0).Item());
    }

    [Fact]
    public void LeakyRelu_TakesItsSlopeFromTheOptions()
    {
        var f = Standard.Create<Func<Tensor, Tensor>>(ComponentKind.Operation, "leaky-relu", new LeakyReluOptions { Slope = 0.2 });
        Assert.Equal(-0.4, f(-2.0).Item());
        Assert.Equal(-0.02, Standard.Create<Func<Tensor, Tensor>>(ComponentKind.Operation, "leaky-relu")(-2.0).Item());
    }

    private static Func<Tensor, Tensor>? Registered(ReferenceCase c)
    {
        double C(string name) => c.Number("config", name);
        ComponentOptions? options = c.Text("layer") switch
        {
            "elu" or "celu" => new EluOptions { Alpha = C("alpha") },
            "leaky_relu" => new LeakyReluOptions { Slope = C("negative_slope") },
            _ => null,
        };

        // Softplus with another beta, or a threshold that cuts it, and other bounds of hardtanh are not ours.
        if (c.Text("layer") == "softplus" && (C("beta") != 1 || C("threshold") != 20)) return null;
        if (c.Text("layer") == "hardtanh" && (C("min_val") != -1 || C("max_val") != 1)) return null;
        var name = c.Text("layer") switch { "hardtanh" => "hard-tanh", "hardsigmoid" => "hard-sigmoid", "hardswish" => "hard-swish", "tanhshrink" => "tanh-shrink", var same => same.Replace('_', '-') };
        return Standard.Create<Func<Tensor, Tensor>>(ComponentKind.Operation, name, options);
    }
}
