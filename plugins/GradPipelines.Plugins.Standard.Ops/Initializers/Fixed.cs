using System.ComponentModel;

namespace GradPipelines.Plugins.Standard.Initializers;

/// <summary>All zeros.</summary>
[Component("zeros", Summary = "All zeros")]
public sealed class Zeros : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => NdArray.Full(shape, 0.0);
}

/// <summary>All ones.</summary>
[Component("ones", Summary = "All ones")]
public sealed class Ones : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => NdArray.Full(shape, 1.0);
}

/// <summary>The options of <see cref="Constant"/>.</summary>
public sealed record ConstantOptions : ComponentOptions
{
    /// <summary>The number.</summary>
    [Description("The number that every element has.")]
    public required double Value { get; init; }
}

/// <summary>All one number.</summary>
[Component("constant", Summary = "All one number")]
public sealed class Constant(ConstantOptions options) : IInitializer
{
    /// <inheritdoc/>
    public NdArray Create(Shape shape, int fanIn, int fanOut, Key key) => NdArray.Full(shape, options.Value);
}
