using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Operations;

/// <summary>The options of <c>leaky-relu</c>.</summary>
public sealed record LeakyReluOptions : ComponentOptions
{
    /// <summary>The slope below 0; 0.01 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The slope below 0.")]
    public double Slope { get; init; } = 0.01;
}

/// <summary>The options of <c>elu</c> and <c>celu</c>.</summary>
public sealed record EluOptions : ComponentOptions
{
    /// <summary>The function tends to minus this; 1 by default.</summary>
    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("The function tends to minus this number.")]
    public double Alpha { get; init; } = 1;
}

/// <summary>The activation functions of <see cref="NeuralNetwork"/> with a parameter. In a formula they have their default.</summary>
internal static class ParametricActivations
{
    public static IGradPipelinesBuilder AddParametricActivations(this IGradPipelinesBuilder grad) => grad
        .Add(Registration<LeakyReluOptions>("leaky-relu", "x above 0, a small slope below", o => x => NeuralNetwork.LeakyRelu(x, o.Slope)))
        .Add(Registration<EluOptions>("elu", "x above 0, alpha (e^x - 1) below", o => x => NeuralNetwork.Elu(x, o.Alpha)))
        .Add(Registration<EluOptions>("celu", "x above 0, alpha (e^(x/alpha) - 1) below", o => x => NeuralNetwork.Celu(x, o.Alpha)));

    private static ComponentRegistration Registration<TOptions>(string name, string summary, Func<TOptions, Func<Tensor, Tensor>> create)
        where TOptions : ComponentOptions =>
        new(ComponentKind.Operation, name, 1, summary, typeof(TOptions), typeof(NeuralNetwork), (_, options) => create((TOptions)options));
}
