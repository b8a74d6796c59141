using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Initializers;

/// <summary>The options of <see cref="Normal"/>.</summary>
public sealed record NormalOptions : ComponentOptions
{
    /// <summary>The standard deviation; 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("The standard deviation.")]
    public double Std { get; init; } = 1;

    /// <summary>The mean; 0 by default.</summary>
    [Description("The mean.")]
    public double Mean { get; init; }
}

/// <summary>Normally distributed numbers.</summary>
[Component("normal", Summary = "Normally distributed numbers")]
public sealed class Normal(NormalOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => options.Mean + options.Std * key.Normal(shape);
}

/// <summary>The options of <see cref="Uniform"/>.</summary>
public sealed record UniformOptions : ComponentOptions, IValidatesItself
{
    /// <summary>The lower bound, included; -1 by default.</summary>
    [Description("The lower bound, included.")]
    public double Low { get; init; } = -1;

    /// <summary>The upper bound, excluded; 1 by default.</summary>
    [Description("The upper bound, excluded.")]
    public double High { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Low > High) yield return ("low", "the lower bound is above the upper one");
    }
}

/// <summary>Evenly distributed numbers.</summary>
[Component("uniform", Summary = "Evenly distributed numbers")]
public sealed class Uniform(UniformOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => options.Low + (options.High - options.Low) * key.Uniform(shape);
}
