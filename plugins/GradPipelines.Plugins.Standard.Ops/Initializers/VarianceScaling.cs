using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace GradPipelines.Plugins.Standard.Initializers;

/// <summary>The options of initialisers whose spread follows from the sizes of the layer.</summary>
public sealed record GainOptions : ComponentOptions
{
    /// <summary>What multiplies the numbers; 1 by default.</summary>
    [Range(0.0, double.MaxValue)]
    [Description("What the numbers are multiplied by.")]
    public double Gain { get; init; } = 1;
}

/// <summary>U(-a, a) with a = gain·√(6 / (fan_in + fan_out)).</summary>
/// <remarks>Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16.</remarks>
[Component("glorot-uniform", Summary = "Uniform with variance 2 / (fan_in + fan_out), for tanh and sigmoid (Glorot and Bengio)")]
public sealed class GlorotUniform(GainOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => Spread.Uniform(shape, options.Gain, (fanIn + fanOut) / 2.0, key);
}

/// <summary>N(0, s²) with s = gain·√(2 / (fan_in + fan_out)).</summary>
/// <remarks>Source: Glorot and Bengio, AISTATS 2010, equation 12, with a normal distribution.</remarks>
[Component("glorot-normal", Summary = "Normal with variance 2 / (fan_in + fan_out), for tanh and sigmoid (Glorot and Bengio)")]
public sealed class GlorotNormal(GainOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => Spread.Normal(shape, options.Gain, (fanIn + fanOut) / 2.0, key);
}

/// <summary>U(-a, a) with a = gain·√(6 / fan_in).</summary>
/// <remarks>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, equation 10, with a uniform distribution.</remarks>
[Component("he-uniform", Summary = "Uniform with variance 2 / fan_in, for relu (He et al.)")]
public sealed class HeUniform(GainOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => Spread.Uniform(shape, options.Gain, fanIn / 2.0, key);
}

/// <summary>N(0, s²) with s = gain·√(2 / fan_in).</summary>
/// <remarks>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, equation 10.</remarks>
[Component("he-normal", Summary = "Normal with variance 2 / fan_in, for relu (He et al.)")]
public sealed class HeNormal(GainOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => Spread.Normal(shape, options.Gain, fanIn / 2.0, key);
}

/// <summary>U(-a, a) with a = gain·√(3 / fan_in).</summary>
/// <remarks>Source: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998, section 4.6.</remarks>
[Component("lecun-uniform", Summary = "Uniform with variance 1 / fan_in, for selu (LeCun et al.)")]
public sealed class LecunUniform(GainOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => Spread.Uniform(shape, options.Gain, fanIn, key);
}

/// <summary>N(0, s²) with s = gain·√(1 / fan_in).</summary>
/// <remarks>Source: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998, section 4.6.</remarks>
[Component("lecun-normal", Summary = "Normal with variance 1 / fan_in, for selu (LeCun et al.)")]
public sealed class LecunNormal(GainOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => Spread.Normal(shape, options.Gain, fanIn, key);
}

/// <summary>Numbers of mean 0 and variance gain² / fan.</summary>
internal static class Spread
{
    // U(-a, a) has the variance a² / 3.
    public static NdArray Uniform(Shape shape, double gain, double fan, Key key)
    {
        var a = gain * Math.Sqrt(3 / fan);
        return -a + 2 * a * key.Uniform(shape);
    }

    public static NdArray Normal(Shape shape, double gain, double fan, Key key) => gain * Math.Sqrt(1 / fan) * key.Normal(shape);
}
