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

/// <summary>Activation functions with a parameter. In a formula they have their default.</summary>
public static class ParametricActivations
{
    /// <summary>x above 0, slope·x at and below it.</summary>
    /// <remarks>Source: Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.</remarks>
    public static Tensor LeakyRelu(Tensor x, double slope) => Ops.Where(x > 0, x, slope * x);

    /// <summary>x above 0, alpha·(e^x - 1) at and below it.</summary>
    /// <remarks>Source: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016.</remarks>
    public static Tensor Elu(Tensor x, double alpha) => Ops.Where(x > 0, x, alpha * Ops.Expm1(NotPositive(x)));

    /// <summary>x above 0, alpha·(e^(x/alpha) - 1) at and below it: an ELU whose derivative is continuous for every alpha.</summary>
    /// <remarks>Source: Barron, "Continuously differentiable exponential linear units", 2017.</remarks>
    public static Tensor Celu(Tensor x, double alpha) => Ops.Where(x > 0, x, alpha * Ops.Expm1(NotPositive(x) / alpha));

    internal static IGradPipelinesBuilder AddParametricActivations(this IGradPipelinesBuilder grad) => grad
        .Add(Registration<LeakyReluOptions>("leaky-relu", "x above 0, a small slope below", o => x => LeakyRelu(x, o.Slope)))
        .Add(Registration<EluOptions>("elu", "x above 0, alpha (e^x - 1) below", o => x => Elu(x, o.Alpha)))
        .Add(Registration<EluOptions>("celu", "x above 0, alpha (e^(x/alpha) - 1) below", o => x => Celu(x, o.Alpha)));

    // The input of the branch that is not taken is masked: e^x overflows there, and 0 times infinity would be NaN.
    private static Tensor NotPositive(Tensor x) => Ops.Where(x > 0, 0.0, x);

    private static ComponentRegistration Registration<TOptions>(string name, string summary, Func<TOptions, Func<Tensor, Tensor>> create)
        where TOptions : ComponentOptions =>
        new(ComponentKind.Operation, name, 1, summary, typeof(TOptions), typeof(ParametricActivations), (_, options) => create((TOptions)options));
}
