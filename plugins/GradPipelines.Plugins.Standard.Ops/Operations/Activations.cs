namespace GradPipelines.Plugins.Standard.Operations;

/// <summary>The activation functions of <see cref="NeuralNetwork"/> that have no parameters, by name.</summary>
public static class Activations
{
    /// <summary>x.</summary>
    public static Tensor Identity(Tensor x) => x;

    internal static IGradPipelinesBuilder AddActivations(this IGradPipelinesBuilder grad) => grad
        .AddOperation("identity", Identity, "x")
        .AddOperation("softplus", NeuralNetwork.Softplus, "log(1 + e^x)")
        .AddOperation("log-sigmoid", NeuralNetwork.LogSigmoid, "log(sigmoid(x))")
        .AddOperation("silu", NeuralNetwork.Silu, "x sigmoid(x), also called swish")
        .AddOperation("gelu-tanh", NeuralNetwork.GeluTanh, "x Phi(x), by the tanh approximation of the normal distribution")
        .AddOperation("selu", NeuralNetwork.Selu, "The self-normalising ELU")
        .AddOperation("mish", NeuralNetwork.Mish, "x tanh(softplus(x))")
        .AddOperation("relu6", NeuralNetwork.Relu6, "x held between 0 and 6")
        .AddOperation("hard-tanh", NeuralNetwork.HardTanh, "x held between -1 and 1")
        .AddOperation("hard-sigmoid", NeuralNetwork.HardSigmoid, "x/6 + 1/2 held between 0 and 1")
        .AddOperation("hard-swish", NeuralNetwork.HardSwish, "x hard-sigmoid(x)")
        .AddOperation("tanh-shrink", NeuralNetwork.TanhShrink, "x - tanh(x)")
        .AddParametricActivations();
}
