using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using GradPipelines.Plugins.Standard.Layers;

namespace GradPipelines.Plugins.Standard.Models;

/// <summary>The options of <see cref="PolynomialModel"/>.</summary>
public sealed record PolynomialModelOptions : LinearFamilyOptions
{
    /// <summary>The highest power.</summary>
    [Range(1, 100)]
    [Description("The highest power of each input.")]
    public required int Degree { get; init; }
}

/// <summary>Polynomial regression: a linear model of the powers x, x², ..., x^degree of each input, without products of inputs.</summary>
/// <remarks>
/// Parameters: <c>weight</c> (features·degree, targets), the powers of the first input first, and <c>bias</c> (targets), the constant term.
/// Powers beyond the second or third of unscaled inputs need a small learning rate: standardise the data.
/// </remarks>
[Component("polynomial", Summary = "Polynomial regression in each input")]
public sealed class PolynomialModel(PolynomialModelOptions options, IComponentFactory components) : Layer
{
    private readonly Dense _dense = new(options.ToDense(), components);

    /// <inheritdoc/>
    public override LayerPlan Plan(LayerPlanContext context)
    {
        if (context.Input.Rank != 1) throw new ShapeException($"polynomial takes examples with one axis of features, not {context.Input}.");
        return _dense.Plan(context with { Input = [context.Input[0] * options.Degree] });
    }

    /// <inheritdoc/>
    protected override Tensor Apply(NamedTensors parameters, Tensor x, LayerContext context)
    {
        // Products, not Pow: exact for small whole numbers, and no logarithm in the derivative.
        var powers = new Tensor[options.Degree];
        powers[0] = x;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * x;
        var features = Ops.Stack(powers, 2).Reshape(x.Shape[0], x.Shape[1] * options.Degree);
        return _dense.Apply(parameters, NamedTensors.Empty, features, context).Output;
    }
}
